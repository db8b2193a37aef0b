#include "programme/surveys/plan.h"

#include <algorithm>
#include <set>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/surveys/serial.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

constexpr auto level = criteria::SetLevel::commune;
// From the first slip to the last tally, by the Front's guidance of 2022.
constexpr int working_days_max = 20;

Result<const units::Unit*> find_unit(const Known& known, const std::string& named, Date today) {
  const auto id = units::UnitId::parse(named);
  const units::Unit* unit = id ? known.units().unit(*id) : known.units().find(named, today);
  if (unit == nullptr) return refuse("surveys.no_unit", {{"unit", named}}, "unit");
  const auto& version = unit->nearest(today);
  if (!unit->is_alive(today)) {
    return refuse("surveys.unit_ended", {{"unit", version.name}, {"day", unit->life().to.vietnamese_text()}}, "unit");
  }
  if (version.kind != units::Kind::commune) {
    return refuse("surveys.not_a_commune", {{"unit", version.name}}, "unit");
  }
  return unit;
}

Result<const criteria::CriteriaSet*> find_set(const criteria::Library& law, const RoundWish& wish, Date day) {
  if (!wish.set.empty()) {
    const auto* set = law.set(wish.set);
    if (set != nullptr && set->level == level && set->tier == wish.tier) return set;
  } else {
    for (const auto& set : law.sets) {
      if (set.level == level && set.tier == wish.tier && set.period.contains(day)) return &set;
    }
  }
  return refuse("surveys.no_set", {{"tier", wish.tier}, {"set", wish.set}, {"day", day.vietnamese_text()}}, "tier");
}

Result<const criteria::SurveyForm*> find_form(const criteria::Library& law, const RoundWish& wish, Date day) {
  std::string choices;
  for (const auto* form : law.survey_forms_on(day, level, wish.tier)) {
    if (form->id == wish.form) return form;
    choices += (choices.empty() ? "" : ", ") + form->id;
  }
  return refuse("surveys.no_form", {{"form", wish.form}, {"choices", choices.empty() ? "–" : choices}}, "form");
}

Done check_window(const RoundWish& wish, const criteria::Calendar& calendar) {
  if (!wish.opens_on || !wish.closes_on) return refuse("surveys.window_needed", {}, "opens_on");
  const Arguments about{{"opens", wish.opens_on->vietnamese_text()}, {"closes", wish.closes_on->vietnamese_text()}};
  if (*wish.closes_on < *wish.opens_on) return refuse("surveys.window_backwards", about, "closes_on");
  if (calendar.working_days(*wish.opens_on, *wish.closes_on) > working_days_max) {
    Arguments all = about;
    all.emplace_back("max", std::to_string(working_days_max));
    return refuse("surveys.window_too_long", all, "closes_on");
  }
  return {};
}

Done check_sample(const RoundWish& wish) {
  if (wish.sample == Sample::every_household) {
    return wish.sample_percent.empty() ? Done{} : refuse("surveys.sample_of_all", {}, "sample_percent");
  }
  const auto percent = Decimal::parse(wish.sample_percent);
  if (percent && Decimal::of(0) < *percent && *percent <= Decimal::of(100)) return {};
  return refuse("surveys.sample_percent", {{"text", wish.sample_percent}}, "sample_percent");
}

std::optional<Problem> fault_of_line(const Known& known, const std::string& unit, const FrameWish& line, Date today) {
  const auto place = villages::find_place(known.units(), *known.villages, line.village, today);
  if (!place) return place.error();
  const std::string& name = place->version->name;
  if (place->commune() != unit) return Problem{"surveys.village_elsewhere", {{"village", name}}, "frame", {}};
  if (line.households < 1 || line.households > households_max) {
    return Problem{
        "surveys.households_wrong", {{"village", name}, {"households", std::to_string(line.households)}}, "frame", {}};
  }
  if (!line.as_of || today < *line.as_of) return Problem{"surveys.frame_day", {{"village", name}}, "frame", {}};
  return std::nullopt;
}

Done check_frame(const Known& known, const std::string& unit, const std::vector<FrameWish>& frame, Date today) {
  std::vector<Problem> faults;
  std::set<std::string> seen;
  for (const FrameWish& line : frame) {
    if (auto fault = fault_of_line(known, unit, line, today)) {
      faults.push_back(*std::move(fault));
    } else if (!seen.insert(line.village).second) {
      faults.push_back({"surveys.village_twice", {{"village", village_name(line.village, known, today)}}, "frame", {}});
    }
  }
  if (frame.empty()) return refuse("surveys.frame_empty", {}, "frame");
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("surveys.frame_refused", {{"count", count}}, "frame", std::move(faults));
}

// A figure that a plan wrote is a note, whatever it says: the law demands, a plan cannot.
std::vector<Note> notes_of(const std::vector<ThresholdWish>& wishes, const Parameters& parameters) {
  std::vector<Note> notes;
  for (const ThresholdWish& wish : wishes) {
    const Parameter& lawful = wish.what == What::overall     ? parameters.overall
                              : wish.what == What::each_item ? parameters.each_item
                                                             : parameters.coverage;
    const auto percent = Decimal::parse(wish.percent);
    const bool is_lawful = percent && lawful.percent && *percent == *lawful.percent;
    const char* problem = is_lawful ? "" : lawful.percent ? "surveys.target_is_no_threshold" : "surveys.no_such_demand";
    notes.push_back({wish.what, wish.percent, wish.document, wish.words, problem});
  }
  return notes;
}

// Against every other round: none for the same title is open, and the letters of the serials are its own.
Done settle_with_others(storage::Database& database, EventNumber number, const Known& known, Round& wished) {
  const auto surveys = load_surveys(database, number - 1);
  if (!surveys) return pass_on(surveys);
  const auto& all = (*surveys)->all();
  const auto is_taken = [&](const Course* each) { return each->round.code == wished.code; };
  while (std::any_of(all.begin(), all.end(), is_taken)) wished.code = new_round_code();
  for (const Course* other : (*surveys)->of_unit(wished.unit)) {
    const State state = other->state();
    const bool is_over = state == State::returned || state == State::cancelled || state == State::sent;
    if (other->round.tier == wished.tier && !is_over) {
      return refuse("surveys.open_already", {{"round", label_of(other->round, known.units())}}, "unit");
    }
  }
  if (wished.replaces.empty()) return {};
  const Course* replaced = (*surveys)->find(wished.replaces);
  const bool fits = replaced != nullptr && replaced->round.unit == wished.unit && replaced->state() == State::returned;
  return fits ? Done{} : refuse("surveys.replaces_unknown", {{"round", wished.replaces}}, "replaces");
}

Done append_frame(storage::Database& database, const std::string& round, EventNumber number,
                  const std::vector<FrameWish>& frame, const std::string& actor) {
  for (const FrameWish& line : frame) {
    const FrameLine kept{round, number, line.village, line.households, *line.as_of, line.source, actor};
    if (auto done = append(database, kept); !done) return done;
  }
  return {};
}

json::array frame_payload(const std::vector<FrameWish>& frame) {
  json::array lines;
  for (const FrameWish& line : frame) {
    lines.push_back(json::object{{"village", line.village},
                                 {"households", line.households},
                                 {"as_of", line.as_of->text()},
                                 {"source", line.source}});
  }
  return lines;
}

Result<Round> round_of(const Desk& desk, const Known& known, const RoundWish& wish, const std::string& person) {
  const Date today = desk.today();
  const auto unit = find_unit(known, wish.unit, today);
  if (!unit) return pass_on(unit);
  if (auto fits = check_window(wish, known.law().calendar); !fits) return pass_on(fits);
  const auto set = find_set(known.law(), wish, *wish.opens_on);
  if (!set) return pass_on(set);
  const auto form = find_form(known.law(), wish, *wish.opens_on);
  if (!form) return pass_on(form);
  if (auto fits = check_sample(wish); !fits) return pass_on(fits);
  if (auto fits = check_frame(known, (*unit)->id.text(), wish.frame, today); !fits) return pass_on(fits);
  const auto* province = known.units().province(**unit, today);
  Round round;
  round.id = new_uuid7(desk.unix_milliseconds());
  round.code = new_round_code();
  round.province = province == nullptr ? std::string() : province->id.code;
  round.unit = (*unit)->id.text();
  round.tier = wish.tier;
  round.set = (*set)->id;
  round.set_hash = (*set)->hash;
  round.form = (*form)->id;
  round.form_hash = (*form)->hash;
  round.document = wish.document;
  round.opens_on = *wish.opens_on;
  round.closes_on = *wish.closes_on;
  round.sample = wish.sample;
  round.sample_percent = wish.sample_percent;
  round.parameters = parameters_of(**set);
  round.notes = notes_of(wish.thresholds, round.parameters);
  round.replaces = wish.replaces;
  round.actor = person;
  return round;
}

}  // namespace

Parameters parameters_of(const criteria::CriteriaSet& set) {
  Parameters parameters;
  if (!set.satisfaction) return parameters;
  const criteria::Satisfaction& law = *set.satisfaction;
  const auto demand = [&](const std::optional<Decimal>& at_least, const std::optional<Decimal>& more_than) {
    return Parameter{more_than ? more_than : at_least, more_than.has_value(), law.reference.document,
                     law.reference.locator, law.confidence};
  };
  parameters.overall = demand(law.overall_at_least, law.overall_more_than);
  parameters.each_item = demand(law.each_content_at_least, std::nullopt);
  parameters.coverage = demand(law.coverage_at_least, law.coverage_more_than);
  return parameters;
}

Result<Round> plan_round(const Desk& desk, const commands::Asked& asked, const Known& known, const RoundWish& wish) {
  auto round = round_of(desk, known, wish, person_of(asked.actor));
  if (!round) return pass_on(round);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.plan", {{"surveys.plan", round->unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        if (auto alone = settle_with_others(database, number, known, *round); !alone) return pass_on(alone);
        round->event = number;
        if (auto done = append(database, *round); !done) return pass_on(done);
        if (auto done = append_frame(database, round->id, number, wish.frame, round->actor); !done) {
          return pass_on(done);
        }
        return draft_about(*round, "surveys.planned",
                           {{"tier", round->tier},
                            {"form", round->form},
                            {"form_sha256", round->form_hash},
                            {"opens_on", round->opens_on.text()},
                            {"closes_on", round->closes_on.text()},
                            {"frame", frame_payload(wish.frame)}},
                           {});
      });
  if (!outcome) return pass_on(outcome);
  round->event = outcome->event;
  if (outcome->replayed) round->id = outcome->answer.at("round").as_string();
  return round;
}

Result<EventNumber> change_frame(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& id, const std::vector<FrameWish>& frame, EventNumber expected) {
  const auto course = find_course(known, id);
  if (!course) return pass_on(course);
  const Round& round = (*course)->round;
  const Date today = desk.today();
  if (auto fits = check_frame(known, round.unit, frame, today); !fits) return pass_on(fits);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.frame", {ask_about(known, "surveys.plan", round, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::frame, known); !may) return pass_on(may);
        if (auto done = append_frame(database, id, number, frame, person_of(asked.actor)); !done) return pass_on(done);
        return draft_about(round, "surveys.frame_counted", {{"frame", frame_payload(frame)}}, {});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::surveys
