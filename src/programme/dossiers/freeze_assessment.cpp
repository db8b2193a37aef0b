#include "programme/dossiers/freeze_assessment.h"

#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/judgement/evaluate.h"

namespace luytre::dossiers {
namespace {

Done check_day(const Dossier& dossier, Date as_of, Date today) {
  if (today < as_of) {
    return refuse("dossiers.day_ahead", {{"day", as_of.vietnamese_text()}, {"today", today.vietnamese_text()}},
                  "as_of");
  }
  if (as_of.year() < dossier.year) {
    return refuse("dossiers.day_outside", {{"day", as_of.vietnamese_text()}, {"year", std::to_string(dossier.year)}},
                  "as_of");
  }
  return {};
}

Result<Assessment> assess(const Known& known, const Dossier& dossier, Date as_of) {
  const auto unit = units::UnitId::parse(dossier.unit);
  if (!unit) return pass_on(unit);
  const judgement::Materials materials{known.units, known.law, known.drafts, known.titles, known.number};
  const auto evaluation =
      judgement::evaluate(materials, {dossier.set, *unit, as_of, observations::Opinion::self, dossier.year});
  if (!evaluation) return pass_on(evaluation);
  Assessment assessment;
  assessment.dossier = dossier.id;
  assessment.as_of = as_of;
  assessment.known_at = known.number;
  assessment.set_hash = evaluation->set_hash;
  assessment.outcome = evaluation->outcome;
  assessment.criteria_met = evaluation->criteria_met;
  assessment.criteria_total = evaluation->criteria_total;
  if (evaluation->stage) assessment.stage = observations::text(*evaluation->stage);
  for (const auto& criterion : evaluation->criteria) {
    for (const auto& judged : criterion.indicators) {
      const std::string threshold = judged.threshold ? judged.symbol + " " + *judged.threshold : std::string();
      assessment.lines.push_back(
          {judged.number, criterion.number, judged.outcome, judged.provisional, judged.value.value_or(""), threshold});
    }
  }
  return assessment;
}

bool is_with_its_maker(const Inside& inside) {
  const auto turn = inside.standing.stage->turn;
  const bool is_recognition = inside.file->dossier.purpose == criteria::Purpose::recognition;
  return turn == criteria::Party::commune || (!is_recognition && turn == criteria::Party::coordinator);
}

json::object payload_of(const Assessment& each) {
  return {{"version", each.version},
          {"as_of", each.as_of.text()},
          {"known_at", each.known_at},
          {"set_hash", each.set_hash},
          {"criteria_met", each.criteria_met},
          {"criteria_total", each.criteria_total},
          {"outcome", engine::name_of(each.outcome)}};
}

}  // namespace

Result<Assessment> freeze_assessment(const Desk& desk, const commands::Asked& asked, const Known& known,
                                     const std::string& id, Date as_of, EventNumber expected) {
  const auto file = find_file(known, id);
  if (!file) return pass_on(file);
  const Dossier& dossier = (*file)->dossier;
  if (auto fits = check_day(dossier, as_of, desk.today()); !fits) return pass_on(fits);
  auto assessment = assess(known, dossier, as_of);
  if (!assessment) return pass_on(assessment);
  assessment->actor = person_of(asked.actor);
  const bool is_recognition = dossier.purpose == criteria::Purpose::recognition;
  const std::string act = is_recognition ? "dossiers.prepare" : "dossiers.check";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.freeze", {ask_about(*known.units, act, dossier, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, desk.today());
        if (!inside) return pass_on(inside);
        if (!is_with_its_maker(*inside)) {
          return refuse("dossiers.not_here", {{"stage", inside->standing.stage->title.vi}});
        }
        assessment->event = number;
        assessment->version = inside->standing.version;
        if (auto done = append(database, *assessment); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.assessed", payload_of(*assessment), {{"version", assessment->version}});
      });
  if (!outcome) return pass_on(outcome);
  assessment->event = outcome->event;
  return assessment;
}

}  // namespace luytre::dossiers
