#include "programme/surveys/send.h"

#include "base/hash.h"
#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/observations/observation_store.h"
#include "programme/surveys/check_sealed.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

constexpr std::string_view overall_measure = "resident_satisfaction_overall";
constexpr std::string_view lowest_measure = "resident_satisfaction_lowest";

// What the dossier tells of the round: nothing that the public may not see.
std::string report_words(const Known& known, const Course& course, const criteria::SurveyForm& form) {
  const PublicFigures whole = published(known, course, form).whole;
  std::string rate = "–", participation = "–", outcome = "–";
  for (std::size_t i = 0; i < form.questions.size() && i < whole.items.size(); ++i) {
    if (!form.questions[i].is_overall || !whole.items[i].rate) continue;
    const PercentTexts texts = percent_texts(*whole.items[i].rate, 1);
    rate = texts.low == texts.high ? texts.low : texts.low + "–" + texts.high;
  }
  if (whole.participation) participation = percent_text(*whole.participation, 1);
  if (whole.verdict.outcome) {
    outcome = say("judgement.outcome." + std::string(engine::name_of(*whole.verdict.outcome)), Language::vi);
    if (whole.verdict.is_provisional) outcome += say("surveys.provisional", Language::vi);
  }
  return say("surveys.report_words", {{"rate", rate}, {"participation", participation}, {"outcome", outcome}},
             Language::vi);
}

Done check_dossier(storage::Database& database, EventNumber number, const Known& known, const Round& round,
                   const std::string& dossier) {
  const auto dossiers = dossiers::load_dossiers(database, number - 1, dossier);
  if (!dossiers) return pass_on(dossiers);
  const auto* file = (*dossiers)->find(dossier);
  if (file == nullptr) return refuse("dossiers.no_dossier", {{"dossier", dossier}}, "dossier");
  const std::string label = dossiers::label_of(file->dossier, known.units());
  const bool is_its = file->dossier.unit == round.unit && file->dossier.tier == round.tier &&
                      file->dossier.purpose == criteria::Purpose::recognition;
  if (!is_its) return refuse("surveys.dossier_other", {{"dossier", label}}, "dossier");
  if (dossiers::standing_of(*file, known.law()).is_open()) return {};
  return refuse("surveys.dossier_ended", {{"dossier", label}}, "dossier");
}

// Below what was found, never above: a lowest rate does not reach a limit by rounding.
std::optional<Decimal> percent_below(const Share& rate) {
  constexpr int scale = 2;
  const auto hundredfold = multiply(rate.numerator, Decimal::of(100));
  auto percent = hundredfold ? divide_rounded(*hundredfold, rate.denominator, scale) : hundredfold;
  if (!percent) return std::nullopt;
  if (compare_percent(rate, *percent) >= 0) return *percent;
  percent = subtract(*percent, Decimal::from(1, scale));
  return percent ? std::optional(*percent) : std::nullopt;
}

observations::CheckedRow row_of(const Round& round, std::string_view measure, Date day,
                                observations::ObservedValue value) {
  observations::CheckedRow row;
  row.province = round.province;
  row.observation.key = {round.unit, std::string(measure), "", observations::Opinion::survey, day};
  row.observation.value = std::move(value);
  row.observation.source = std::string(round_prefix) + round.id;
  return row;
}

observations::CheckedValues values_of(const Course& course, const criteria::SurveyForm& form,
                                      const criteria::Library& law) {
  std::vector<observations::CheckedRow> rows;
  const Round& round = course.round;
  const Tally whole = course.whole();
  const Date day = course.newest(Command::consolidate)->day;
  const auto add = [&](std::string_view measure, const std::optional<observations::ObservedValue>& value) {
    if (value && law.measure(measure) != nullptr) rows.push_back(row_of(round, measure, day, *value));
  };
  for (std::size_t i = 0; i < form.questions.size() && i < whole.items.size(); ++i) {
    if (!form.questions[i].is_overall) continue;
    if (const auto rate = rate_of(whole.items[i]))
      add(overall_measure, observations::ObservedValue::of_share(rate->numerator, rate->denominator));
  }
  const std::size_t lowest = verdict_of(form, round.parameters, whole).lowest;
  const auto rate = lowest < whole.items.size() ? rate_of(whole.items[lowest]) : std::nullopt;
  const auto percent = rate ? percent_below(*rate) : std::nullopt;
  if (percent) add(lowest_measure, observations::ObservedValue::of_number(*percent));
  return observations::CheckedValues(rows);
}

// The chain covers the values through the checksums of their batches.
Result<json::array> append_values(storage::Database& database, EventNumber number,
                                  const observations::CheckedValues& values, bool is_demonstration) {
  json::array told;
  if (values.empty()) return told;
  std::vector<std::uint32_t> all;
  for (std::uint32_t at = 0; at < values.size(); ++at) all.push_back(at);
  const auto written =
      observations::append_batches(database, number, values, observations::plan_batches(values, all), is_demonstration);
  if (!written) return pass_on(written);
  for (const auto& each : *written) {
    told.push_back(
        {{"batch", each.batch}, {"province", each.province}, {"values", each.values}, {"sha256", hex(each.checksum)}});
  }
  return told;
}

}  // namespace

Result<Sent> send_round(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                        const std::string& dossier, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const auto form = form_of(round, known.law());
  if (!form) return pass_on(form);
  Sent sent{id, 0, dossier, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.send", {ask_about(known, "surveys.approve", round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::send, known); !may) return pass_on(may);
        if (auto fits = check_dossier(database, number, known, round, dossier); !fits) return pass_on(fits);
        sent.event = number;
        if (auto done = append(database, sent); !done) return pass_on(done);
        const dossiers::PartFile report{dossier,
                                        number,
                                        std::string(report_part),
                                        std::string(round_prefix) + id,
                                        label_of(round, known.units()),
                                        report_words(known, *inside->course, **form),
                                        false,
                                        sent.actor};
        if (auto done = dossiers::append(database, report); !done) return pass_on(done);
        const auto values = values_of(*inside->course, **form, known.law());
        auto batches = append_values(database, number, values, known.dossiers.is_demonstration);
        if (!batches) return pass_on(batches);
        auto draft = append_step(database, round, {id, number, "", Command::send, 0, "", desk.today(), sent.actor});
        if (!draft) return pass_on(draft);
        draft->kind = "surveys.sent";
        draft->payload.as_object()["dossier"] = dossier;
        draft->payload.as_object()["batches"] = *std::move(batches);
        draft->subjects.push_back({"dossier", dossier});
        return *std::move(draft);
      });
  if (!outcome) return pass_on(outcome);
  sent.event = outcome->event;
  return sent;
}

}  // namespace luytre::surveys
