#include "programme/surveys/desk.h"

#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

const units::Unit* unit_of(const Round& round, const units::Register& units) {
  const auto id = units::UnitId::parse(round.unit);
  return id ? units.unit(*id) : nullptr;
}

std::string word_of(Command command) { return catalogue_word("surveys.command." + std::string(name_of(command))); }

}  // namespace

Result<const Course*> find_course(const Known& known, const std::string& id) {
  const Course* course = known.surveys->find(id);
  if (course == nullptr) return refuse("surveys.no_round", {{"round", id}});
  return course;
}

Result<Inside> look_inside(storage::Database& database, EventNumber number, const Known& known, const std::string& id,
                           std::optional<EventNumber> expected) {
  Inside inside;
  auto surveys = load_surveys(database, number - 1, id);
  if (!surveys) return pass_on(surveys);
  inside.surveys = *std::move(surveys);
  inside.course = inside.surveys->find(id);
  if (inside.course == nullptr) return refuse("surveys.no_round", {{"round", id}});
  if (expected && inside.course->touched() != *expected) {
    return refuse("surveys.changed_meanwhile",
                  {{"round", label_of(inside.course->round, known.units())},
                   {"expected", std::to_string(*expected)},
                   {"current", std::to_string(inside.course->touched())}},
                  "expected_version");
  }
  return inside;
}

Done must_allow(const Course& course, Command command, const Known& known) {
  const State state = course.state();
  if (after(state, command)) return {};
  return refuse("surveys.not_now", {{"command", word_of(command)},
                                    {"round", label_of(course.round, known.units())},
                                    {"state", catalogue_word("surveys.state." + std::string(name_of(state)))}});
}

Done must_allow(const Course& course, const std::string& village, Command command, const Known& known) {
  const Arguments about{{"round", label_of(course.round, known.units())},
                        {"village", village_name(village, known, course.round.opens_on)}};
  if (course.frame_of(village) == nullptr) return refuse("surveys.village_outside", about, "village");
  const VillageState state = course.village_state(village);
  if (state == VillageState::sealed) return refuse("surveys.village_sealed", about, "village");
  if (auto may = must_allow(course, command, known); !may) return may;
  if (after(course.state(), state, command)) return {};
  Arguments now = about;
  now.emplace_back("command", word_of(command));
  return refuse("surveys.village_not_now", now, "village");
}

Result<const criteria::SurveyForm*> form_of(const Round& round, const criteria::Library& law) {
  const auto* form = law.survey_form(round.form);
  if (form == nullptr || form->hash != round.form_hash) return refuse("surveys.form_changed", {{"form", round.form}});
  return form;
}

access::Ask ask_about(const Known& known, std::string act, const Round& round, Date today) {
  const units::Unit* unit = unit_of(round, known.units());
  const bool has_ended = unit != nullptr && !unit->is_alive(today);
  return {std::move(act), round.unit, has_ended ? unit->life().to.plus_days(-1) : today, {}};
}

std::string unit_name(const Round& round, const units::Register& units) {
  const units::Unit* unit = unit_of(round, units);
  return unit == nullptr ? round.unit : unit->nearest(round.opens_on).name;
}

std::string village_name(const std::string& village, const Known& known, Date day) {
  const auto* found = known.villages->village(village);
  return found == nullptr ? village : found->nearest(day).name;
}

std::string label_of(const Round& round, const units::Register& units) {
  return unit_name(round, units) + " (" + say("recognition.title." + round.tier, Language::vi) + ", " +
         round.opens_on.vietnamese_text() + ")";
}

std::string path_of(const Round& round) { return "/lam-viec/lay-y-kien/" + round.id; }

audit::EventDraft draft_about(const Round& round, std::string kind, json::object payload, json::object answer) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  payload["round"] = round.id;
  draft.payload = std::move(payload);
  draft.payload_class = audit::PayloadClass::restricted;  // how many came back, of a small village too
  draft.province = round.province;
  answer["round"] = round.id;
  draft.answer = std::move(answer);
  draft.subjects = {{"survey", round.id}, {"unit", round.unit}};
  return draft;
}

Result<audit::EventDraft> append_step(storage::Database& database, const Round& round, Step step) {
  if (auto done = append(database, step); !done) return pass_on(done);
  return draft_about(
      round, "surveys.stepped",
      {{"step", name_of(step.command)}, {"village", step.village}, {"count", step.count}, {"words", step.words}}, {});
}

}  // namespace luytre::surveys
