// Results of the residents' survey that a commune displays. All figures are those of surveys::published, which hides
// small counts; nothing here looks at a tally.
#include <algorithm>
#include <iterator>
#include <set>

#include "outputs/portal/displayed_surveys.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/survey_figures_view.h"
#include "programme/surveys/check_sealed.h"
#include "programme/surveys/survey_view.h"

namespace luytre::portal {
namespace {

// Findings about how slips were gathered and entered. The other rules look at answers: that one of them spoke, or kept
// silent, would tell of counts that are hidden.
constexpr std::string_view told_rules[] = {"entry_speed", "entries_per_hour", "returned_over_frame", "rushed"};

// Of all findings by one rule the one that is farthest from being settled.
std::string standing_of(const surveys::Course& course, std::string_view rule, bool& is_found) {
  constexpr std::string_view standings[] = {"accepted", "answered", "refused", "open"};
  std::size_t worst = 0;
  for (const surveys::Anomaly& each : course.anomalies) {
    if (each.rule != rule) continue;
    is_found = true;
    const surveys::Review* review = course.newest_review(each.id);
    const std::string_view name = review == nullptr ? "open" : surveys::name_of(review->verdict);
    const auto* at = std::find(std::begin(standings), std::end(standings), name);
    worst = std::max(worst, static_cast<std::size_t>(at - std::begin(standings)));
  }
  return std::string(standings[worst]);
}

View findings_view(const Visit& visit, const surveys::Course& course) {
  View list = empty_list();
  for (const std::string_view rule : told_rules) {
    bool is_found = false;
    const std::string standing = standing_of(course, rule, is_found);
    if (!is_found) continue;
    View view;
    view.set("rule", visit.say("portal_surveys.rule." + std::string(rule)));
    view.set("standing", visit.say("surveys.review." + standing));
    list.push_back(view);
  }
  return list;
}

std::string confirmed_words(const Visit& visit, const surveys::Course& course) {
  const surveys::Step* confirmed = course.newest(surveys::Command::confirm);
  if (confirmed == nullptr) return visit.say("portal_surveys.result.unconfirmed");
  return visit.say("portal_surveys.result.confirmed", {{"day", visit.day_words(confirmed->day)}});
}

View tasks_view(const Visit& visit, const surveys::Course& course, const criteria::SurveyForm& form) {
  View list = empty_list();
  for (const surveys::Task& task : course.tasks) {
    surveys::Round of_other = course.round;
    of_other.unit = task.given_to;
    const auto* question = form.question(task.question);
    View answers = empty_list();
    for (const surveys::TaskAnswer& each : course.answers) {
      if (each.task == task.id) answers.push_back(View(each.words));
    }
    View view;
    view.set("words", task.words);
    set_text(view, "question", question == nullptr ? "" : judgement::in_language(question->text, visit.language));
    view.set("due", visit.say("portal_surveys.result.task_due",
                              {{"unit", surveys::unit_name(of_other, *visit.snapshot->units)},
                               {"day", visit.day_words(task.due_on)}}));
    set_flag(view, "has_answers", !answers.is_empty_list());
    view.set("answers", answers);
    list.push_back(view);
  }
  return list;
}

// Why something is not told, each reason once.
View reasons_view(const Visit& visit, const surveys::PublicResult& result) {
  std::set<std::string> codes{result.villages_withheld};
  for (const auto& item : result.whole.items) codes.insert(item.withheld);
  const auto& verdict = result.whole.verdict;
  for (const auto* demand : {&verdict.overall, &verdict.each_item, &verdict.coverage}) codes.insert(demand->withheld);
  View list = empty_list();
  for (const std::string& code : codes) {
    if (!code.empty()) list.push_back(View(visit.say(code)));
  }
  return list;
}

void set_participation(const Visit& visit, View& view, const surveys::PublicFigures& whole) {
  view.set("households", visit.number(whole.households));
  const bool is_told = whole.returned && whole.participation;
  set_flag(view, "has_participation", is_told);
  if (!is_told) return;
  view.set("participation", percent_words(visit, *whole.participation));
  view.set("participation_words",
           visit.say("portal_surveys.result.participation",
                     {{"returned", visit.number(*whole.returned)}, {"households", visit.number(whole.households)}}));
  set_text(view, "valid_words",
           whole.valid ? visit.say("portal_surveys.result.valid", {{"valid", visit.number(*whole.valid)}}) : "");
}

// Satisfaction on the whole, and dissent beside it.
void set_overall(const Visit& visit, View& view, const criteria::SurveyForm& form,
                 const surveys::PublicFigures& whole) {
  const auto* overall = form.overall();
  const auto* item =
      overall == nullptr ? nullptr : &whole.items[static_cast<std::size_t>(overall - form.questions.data())];
  const bool is_told = item != nullptr && item->rate && item->counts;
  set_text(view, "overall", is_told ? percent_words(visit, *item->rate) : "");
  if (!is_told) return;
  view.set("overall_words",
           visit.say("portal_surveys.result.overall", {{"satisfied", count_words(visit, item->counts->satisfied)},
                                                       {"dissent", percent_words(visit, others_of(*item->rate))}}));
}

std::string sample_words(const Visit& visit, const surveys::Round& round) {
  if (round.sample == surveys::Sample::every_household) return visit.say("portal_surveys.result.every_household");
  const auto percent = Decimal::parse(round.sample_percent);
  return visit.say("portal_surveys.result.sample",
                   {{"percent", percent ? percent_words_of(visit, *percent) : round.sample_percent}});
}

View round_view(const Visit& visit, const units::Unit& unit, const DisplayedSurvey& displayed) {
  const surveys::Course& course = *displayed.course;
  const surveys::Round& round = course.round;
  const surveys::PublicResult result = surveys::published(visit.snapshot->known_surveys(), course, *displayed.form);
  View view;
  view.set("heading",
           visit.say("portal_surveys.result.heading", {{"title", visit.say("recognition.title." + round.tier)},
                                                       {"year", std::to_string(round.opens_on.year())}}));
  view.set("when", visit.say("portal_surveys.result.when",
                             {{"opens", visit.day_words(round.opens_on)},
                              {"closes", visit.day_words(round.closes_on)},
                              {"displayed", visit.day_words(course.newest(surveys::Command::display)->day)}}));
  view.set("confirmed", confirmed_words(visit, course));
  view.set("form_title", judgement::in_language(displayed.form->title, visit.language));
  view.set("document", round.document);
  view.set("sample", sample_words(visit, round));
  const bool is_sourced = displayed.form->confidence == criteria::Confidence::sourced;
  set_text(view, "form_note", is_sourced ? "" : judgement::in_language(displayed.form->note, visit.language));
  set_participation(visit, view, result.whole);
  set_overall(visit, view, *displayed.form, result.whole);
  set_badge(visit, view, result.whole.verdict.outcome);
  const auto& verdict = result.whole.verdict;
  set_flag(view, "is_provisional", verdict.is_provisional && verdict.outcome != engine::Outcome::not_assessed);
  view.set("demands", demands_view(visit, *displayed.form, round.parameters, result.whole));
  view.set("questions", questions_view(visit, *displayed.form, result.whole));
  set_flag(view, "has_villages", !result.villages.empty());
  view.set("villages", villages_view(visit, *displayed.form, result));
  view.set("findings", findings_view(visit, course));
  View tasks = tasks_view(visit, course, *displayed.form);
  set_flag(view, "has_tasks", !tasks.is_empty_list());
  view.set("tasks", tasks);
  View reasons = reasons_view(visit, result);
  set_flag(view, "has_reasons", !reasons.is_empty_list());
  view.set("reasons", reasons);
  view.set("round", round.id);
  view.set("csv_address", address("", "/api/v1/survey-results.csv", {{"round", round.id}}));
  view.set("json_address", address("", "/api/v1/survey-results", {{"unit", unit.id.text()}}));
  return view;
}

}  // namespace

std::vector<DisplayedSurvey> displayed_surveys(const record::Snapshot& snapshot, const units::Unit& unit) {
  std::vector<DisplayedSurvey> displayed;
  for (const surveys::Course* course : snapshot.surveys->of_unit(unit.id.text())) {
    if (!surveys::is_displayed(*course)) continue;
    const auto form = surveys::form_of(course->round, *snapshot.law);
    if (form) displayed.push_back({course, *form});
  }
  return displayed;
}

std::string survey_link(const Visit& visit, const units::Unit& unit, const std::string& path) {
  if (displayed_surveys(*visit.snapshot, unit).empty()) return {};
  return address(visit.base, path + std::string(survey_ending));
}

Result<http::Response> survey_page(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const Visit& on_its_day = opened->visit;
  const units::Unit& unit = *opened->unit;
  const std::string path = unit_path(unit, on_its_day.day) + std::string(survey_ending);
  // What a round came to does not change, so there is no page of it as known earlier.
  if (visit.as_known) return http::redirect_response(visit.base + path);
  if (auto moved = to_permanent(visit, path)) return *std::move(moved);
  const std::string name = unit.nearest(on_its_day.day).name;
  const auto displayed = displayed_surveys(*visit.snapshot, unit);
  if (displayed.empty()) return refuse("portal_surveys.none_displayed", {{"unit", name}});
  View list = empty_list();
  for (const DisplayedSurvey& each : displayed) list.push_back(round_view(on_its_day, unit, each));
  const std::string title = visit.say("portal_surveys.result.title", {{"unit", name}});
  View view;
  view.set("title", title);
  view.set("unit_name", name);
  view.set("unit_address", on_its_day.unit_link(unit, on_its_day.day));
  view.set("list_address", visit.link("/xa"));
  view.set("rounds", list);
  const PageHead head{title, visit.say("portal_surveys.result.description", {{"unit", name}}), "communes"};
  return visit.site.page(visit, head, "survey_results", std::move(view));
}

}  // namespace luytre::portal
