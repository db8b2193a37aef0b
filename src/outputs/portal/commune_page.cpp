#include <algorithm>

#include "outputs/portal/displayed_surveys.h"
#include "outputs/portal/displays.h"
#include "outputs/portal/history_view.h"
#include "outputs/portal/judged_view.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/unit_sections.h"

namespace luytre::portal {
namespace {

// The code in front of "06001-doan-ket".
std::string code_in(const std::string& name) { return name.substr(0, name.find('-')); }

// The unit of the code alive on the visit's day; where the reader named no day, the last unit of that code.
Result<const units::Unit*> find_unit(const Visit& visit, const std::string& code) {
  const units::Register& known = *visit.snapshot->units;
  if (const units::Unit* alive = known.find(code, visit.day)) return alive;
  const auto bearers = known.with_code(code);
  if (bearers.empty()) return refuse("portal.unit_unknown", {{"code", code}});
  if (!visit.is_dated) return bearers.back();
  std::string lives;
  for (const units::Unit* unit : bearers)
    lives += (lives.empty() ? "" : "; ") + unit->last().name + " " + life_words(visit, *unit);
  return refuse("portal.unit_not_alive", {{"code", code}, {"day", visit.day_words(visit.day)}, {"units", lives}});
}

criteria::SetLevel level_of(const units::Unit& unit) {
  switch (unit.level) {
    case units::Level::province:
      return criteria::SetLevel::province;
    case units::Level::district:
      return criteria::SetLevel::district;
    case units::Level::commune:
      break;
  }
  return criteria::SetLevel::commune;
}

void add_facts(const Visit& visit, const units::Unit& unit, View& view) {
  const units::Version& version = unit.nearest(visit.day);
  view.set("name", version.name);
  view.set("code", unit.id.code);
  view.set("kind", visit.say("units.kind." + std::string(units::word(version.kind))));
  view.set("life", life_words(visit, unit));
  set_text(view, "decision", version.decision);
  std::string within;
  for (const units::Unit* above : visit.snapshot->units->ancestors(unit, visit.day))
    within += (within.empty() ? "" : ", ") + above->nearest(visit.day).name;
  set_text(view, "within", within);
  View names = empty_list();
  for (const units::Version& old : unit.versions)
    if (old.name != version.name) names.push_back(View(old.name));
  set_flag(view, "has_other_names", !names.is_empty_list());
  view.set("other_names", names);
}

void add_evaluation(const Visit& visit, const judgement::Evaluation& evaluation, View& view) {
  view.set("set_title", judgement::in_language(evaluation.set_title, visit.language));
  view.set("set_address", visit.link(law_path(evaluation.question.set)));
  view.set("outcome", std::string(engine::name_of(evaluation.outcome)));
  view.set("outcome_words", judgement::outcome_for_people(evaluation.outcome, visit.language));
  set_flag(view, "is_provisional", evaluation.provisional);
  view.set("met", std::to_string(evaluation.criteria_met));
  view.set("total", std::to_string(evaluation.criteria_total));
  View sentences = empty_list();
  for (const std::string& sentence : status_sentences(visit, evaluation)) sentences.push_back(View(sentence));
  view.set("sentences", sentences);
  View notices = empty_list();
  for (const auto& notice : evaluation.notices)
    notices.push_back(View(judgement::notice_for_people(notice, visit.language)));
  set_flag(view, "has_notices", !notices.is_empty_list());
  view.set("notices", notices);
  view.set("criteria", criteria_view(visit, evaluation));
  View sources = sources_view(visit, evaluation);
  set_flag(view, "has_sources", !sources.is_empty_list());
  view.set("sources", sources);
  const Parameters api{{"unit", evaluation.question.unit.text()},
                       {"set", evaluation.question.set},
                       {"as_of", evaluation.question.as_of.text()},
                       {"opinion", std::string(observations::text(evaluation.question.opinion))},
                       {"as_known", std::to_string(evaluation.known_at)}};
  view.set("api_address", address("", "/api/v1/evaluations", api));
  view.set("known_at", std::to_string(evaluation.known_at));
  set_text(view, "column", evaluation.column);
}

// How the last yearly check of each title ended; what people said in it stays with them.
void add_checks(const Visit& visit, const units::Unit& unit, View& view) {
  View checks = empty_list();
  for (const auto title : sustain::commune_titles()) {
    const auto* check = visit.snapshot->checks->last_closed(unit.id.text(), title);
    if (check == nullptr || (visit.is_dated && visit.day < check->closing->day)) continue;
    const auto& scoring = check->scorings.back();
    const auto count = [&](engine::Outcome outcome) {
      return std::to_string(scoring.criteria[static_cast<std::size_t>(outcome)]);
    };
    checks.push_back(
        View(visit.say("portal.commune.check",
                       {{"year", std::to_string(check->check.year)},
                        {"title", catalogue_word("recognition.title." + std::string(recognition::name_of(title)))},
                        {"result", catalogue_word("sustain.state." + std::string(sustain::name_of(check->state())))},
                        {"day", visit.day_words(check->closing->day)},
                        {"not_met", count(engine::Outcome::not_met)},
                        {"not_assessed", count(engine::Outcome::not_assessed)},
                        {"total", std::to_string(scoring.criteria_total())}})));
  }
  set_flag(view, "has_checks", !checks.is_empty_list());
  view.set("checks", checks);
}

}  // namespace

Result<OpenedUnit> open_unit(const Visit& visit, const std::string& name) {
  const auto found = find_unit(visit, code_in(name));
  if (!found) return pass_on(found);
  const units::Unit& unit = **found;
  OpenedUnit opened{&unit, visit};
  opened.visit.day = day_of_life(unit, visit.day);
  return opened;
}

Date day_of_life(const units::Unit& unit, Date day) {
  if (unit.is_alive(day)) return day;
  return unit.life().to <= day ? unit.life().to.plus_days(-1) : unit.life().from;
}

std::optional<http::Response> to_permanent(const Visit& visit, const std::string& path) {
  if (visit.base + path == visit.request.path) return std::nullopt;
  const std::size_t question = visit.request.target.find('?');
  const std::string query = question == std::string::npos ? "" : visit.request.target.substr(question);
  return http::redirect_response(visit.base + path + query, true);
}

Result<http::Response> commune_page(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const Visit& on_its_day = opened->visit;
  const units::Unit& unit = *opened->unit;
  const std::string path = unit_path(unit, on_its_day.day);
  if (auto moved = to_permanent(visit, path)) return *std::move(moved);
  View view;
  add_facts(on_its_day, unit, view);
  const auto question = question_of(on_its_day, unit);
  if (!question) return pass_on(question);
  view.set("day_value", on_its_day.day.text());
  view.set("sets", set_choices(visit, level_of(unit), question->set));
  view.set("opinions", opinion_choices(visit, question->opinion));
  view.set("form_address", visit.base + path);
  const bool is_judged = !question->set.empty();
  set_flag(view, "is_judged", is_judged);
  if (is_judged) {
    const auto evaluation = judgement::evaluate(visit.snapshot->materials(), *question);
    if (!evaluation) return pass_on(evaluation);
    add_evaluation(on_its_day, *evaluation, view);
    add_distance(on_its_day, *evaluation, view);
    if (const auto done = add_criteria_series(on_its_day, unit, *question, path, view); !done) return pass_on(done);
  }
  add_village_list(on_its_day, unit, path, view);
  add_parts(on_its_day, unit, view);
  const auto story = recognition::titles_of(*visit.snapshot->titles, *visit.snapshot->units, unit, on_its_day.day);
  add_titles(on_its_day, story, view);
  add_checks(visit, unit, view);
  add_lineage(on_its_day, unit, story, view);
  view.set("list_address", visit.link("/xa"));
  const std::string ending(title_history_ending);
  Parameters on_day;
  if (visit.is_dated) on_day.emplace_back("ngay", on_its_day.day.text());
  set_text(view, "title_history_address",
           story.predecessors.empty() ? "" : visit.link(path + ending, std::move(on_day)));
  const bool has_display = !displays_of(*visit.snapshot, unit).empty();
  set_text(view, "display_address", has_display ? visit.link(path + std::string(display_ending)) : "");
  set_text(view, "survey_address", survey_link(visit, unit, path));
  add_news_of_unit(visit, unit, path, view);
  set_text(view, "as_known_value", visit.as_known ? std::to_string(*visit.as_known) : "");
  const std::string full_name = unit.nearest(on_its_day.day).name;
  const PageHead head{full_name,
                      visit.say("portal.commune.description", {{"unit", full_name}}),
                      "communes",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "commune", std::move(view));
}

}  // namespace luytre::portal
