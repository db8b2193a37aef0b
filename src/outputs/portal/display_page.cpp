// A commune's self-assessments on display: the law has them published for people's opinions before they are submitted.
#include <algorithm>

#include "outputs/portal/displayed_surveys.h"
#include "outputs/portal/displays.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"

namespace luytre::portal {
namespace {

constexpr std::size_t shown_max = 5;

// ">= 70.0" as "≥ 70,0", "true" as "có".
std::string law_words(std::string text, Language language) {
  if (text == "true" || text == "false") return say("judgement.truth." + text, language);
  for (const auto& [plain, sign] : {std::pair{">=", "≥"}, std::pair{"<=", "≤"}}) {
    const auto at = text.find(plain);
    if (at != std::string::npos) text.replace(at, 2, sign);
  }
  if (language == Language::vi) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

View lines_view(const Visit& visit, const Display& display) {
  const auto* set = visit.snapshot->law->set(display.file->dossier.set);
  View lines = empty_list();
  for (const auto& line : display.assessment->lines) {
    const auto* rule = set == nullptr ? nullptr : set->rule(line.number);
    View view;
    view.set("number", line.number);
    view.set("title", rule == nullptr ? line.number : judgement::in_language(rule->title, visit.language));
    view.set("outcome", std::string(engine::name_of(line.outcome)));
    view.set("outcome_words", judgement::outcome_for_people(line.outcome, visit.language));
    set_text(view, "value", law_words(line.value, visit.language));
    // That a yes is wanted goes without saying.
    set_text(view, "threshold", line.threshold == "true" ? "" : law_words(line.threshold, visit.language));
    lines.push_back(view);
  }
  return lines;
}

std::string days_words(const Visit& visit, const Display& display) {
  const std::string from = visit.day_words(display.from);
  if (display.ended_on) {
    return visit.say("portal.display.was", {{"from", from}, {"to", visit.day_words(*display.ended_on)}});
  }
  if (!display.until) return visit.say("portal.display.since", {{"from", from}});
  return visit.say("portal.display.until", {{"from", from}, {"to", visit.day_words(*display.until)}});
}

View display_view(const Visit& visit, const Display& display) {
  const auto& file = *display.file;
  const auto answered = std::count_if(file.opinions.begin(), file.opinions.end(),
                                      [&](const auto& opinion) { return file.answer_to(opinion.id) != nullptr; });
  View view;
  view.set("sought", visit.say("portal.display.sought", {{"title", visit.say("recognition.title." + file.dossier.tier)},
                                                         {"year", std::to_string(file.dossier.year)}}));
  view.set("days", days_words(visit, display));
  set_flag(view, "is_open", !display.ended_on);
  const auto* set = visit.snapshot->law->set(file.dossier.set);
  view.set("set_title", set == nullptr ? file.dossier.set : judgement::in_language(set->title, visit.language));
  view.set("set_address", visit.link(law_path(file.dossier.set)));
  view.set("met", std::to_string(display.assessment->criteria_met));
  view.set("total", std::to_string(display.assessment->criteria_total));
  view.set("outcome", std::string(engine::name_of(display.assessment->outcome)));
  view.set("outcome_words", judgement::outcome_for_people(display.assessment->outcome, visit.language));
  view.set("as_of", visit.say("portal.display.as_of", {{"day", visit.day_words(display.assessment->as_of)}}));
  view.set("opinions", visit.say("portal.display.opinions",
                                 {{"count", visit.number(static_cast<std::int64_t>(file.opinions.size()))},
                                  {"answered", visit.number(static_cast<std::int64_t>(answered))}}));
  view.set("lines", lines_view(visit, display));
  return view;
}

}  // namespace

std::vector<Display> displays_of(const record::Snapshot& snapshot, const units::Unit& unit) {
  std::vector<Display> displays;
  for (const auto* file : snapshot.dossiers->of_unit(unit.id.text())) {
    if (file->dossier.purpose != criteria::Purpose::recognition) continue;
    const auto step = std::find_if(file->steps.rbegin(), file->steps.rend(),
                                   [](const auto& each) { return each.move == criteria::Move::publish; });
    if (step == file->steps.rend()) continue;
    Display display{file, nullptr, step->day, std::nullopt, std::nullopt};
    for (const auto& each : file->assessments) {
      if (each.version == step->version && each.event < step->event) display.assessment = &each;
    }
    if (display.assessment == nullptr) continue;
    const auto* workflow = snapshot.law->workflow(step->workflow);
    const auto* stage = workflow == nullptr ? nullptr : workflow->stage(step->to);
    if (stage != nullptr && stage->at_least) {
      const auto& span = *stage->at_least;
      display.until =
          span.days ? step->day.plus_days(*span.days) : snapshot.law->calendar.due(step->day, *span.working_days);
    }
    // The next move took it off display; a change of procedure did not.
    for (auto next = step.base(); next != file->steps.end() && !display.ended_on; ++next) {
      if (next->move) display.ended_on = next->day;
    }
    displays.push_back(display);
  }
  if (displays.size() > shown_max) displays.resize(shown_max);
  return displays;
}

Result<http::Response> display_page(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const Visit& on_its_day = opened->visit;
  const units::Unit& unit = *opened->unit;
  const std::string path = unit_path(unit, on_its_day.day) + std::string(display_ending);
  if (auto moved = to_permanent(visit, path)) return *std::move(moved);
  const std::string name = unit.nearest(on_its_day.day).name;
  const auto displays = displays_of(*visit.snapshot, unit);
  if (displays.empty()) return refuse("portal.nothing_on_display", {{"unit", name}});
  View list = empty_list();
  for (const Display& display : displays) list.push_back(display_view(on_its_day, display));
  View view;
  view.set("title", visit.say("portal.display.title", {{"unit", name}}));
  view.set("unit_name", name);
  view.set("unit_address", on_its_day.unit_link(unit, on_its_day.day));
  view.set("list_address", visit.link("/xa"));
  set_text(view, "survey_address", survey_link(visit, unit, unit_path(unit, on_its_day.day)));
  view.set("how", visit.say("portal.display.how", {{"unit", name}}));
  view.set("displays", list);
  const PageHead head{visit.say("portal.display.title", {{"unit", name}}),
                      visit.say("portal.display.description", {{"unit", name}}), "communes"};
  return visit.site.page(visit, head, "display", std::move(view));
}

}  // namespace luytre::portal
