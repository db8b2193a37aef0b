#include "programme/surveys/print_round.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/surveys/check_sealed.h"
#include "programme/surveys/print_display.h"
#include "programme/surveys/print_minutes.h"
#include "programme/surveys/print_slips.h"
#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

constexpr int shown_days = 10;  // as other provinces display their results: no text sets it
constexpr int percent_digits = 1;

// "https://host", as people reach the server.
std::string site_of(const SurveyDoors& doors, const http::Request& request) {
  if (!doors.public_url.empty()) return doors.public_url;
  return "http://" + std::string(request.header("host"));
}

// "Xã Quỳnh Sơn" as within a sentence: "xã Quỳnh Sơn".
std::string within_sentence(const std::string& name) {
  const std::string_view bare = units::short_name(name);
  return lower(std::string_view(name).substr(0, name.size() - bare.size())) + std::string(bare);
}

std::string title_of(const Round& round, Language language) {
  return say(
      "surveys.title_sought",
      {{"title", say("recognition.title." + round.tier, language)}, {"year", std::to_string(round.opens_on.year())}},
      language);
}

std::string province_name(const Known& known, const Round& round) {
  const auto* province = known.units().find(round.province, round.opens_on);
  return province == nullptr ? round.province : province->nearest(round.opens_on).name;
}

std::vector<MinutesAnomaly> anomalies_of(const SurveyDoors& doors, const Known& known, const Course& course,
                                         Language language) {
  std::vector<MinutesAnomaly> list;
  for (const Anomaly& anomaly : course.anomalies) {
    const Review* newest = course.newest_review(anomaly.id);
    MinutesAnomaly told;
    if (!anomaly.village.empty()) told.village = village_name(anomaly.village, known, course.round.opens_on);
    told.found = sentence_of(anomaly, doors.name_of_actor, language);
    told.standing =
        say("surveys.review." + std::string(newest == nullptr ? "open" : name_of(newest->verdict)), language);
    for (const Review& each : course.reviews) {
      if (each.anomaly == anomaly.id) told.answers.push_back(each.words);
    }
    list.push_back(std::move(told));
  }
  return list;
}

std::vector<MinutesRecount> recounts_of(const Known& known, const Course& course) {
  std::vector<MinutesRecount> list;
  for (const Recount& each : course.recounts) {
    Round of_other = course.round;
    of_other.unit = each.by_unit;
    MinutesRecount told{village_name(each.village, known, course.round.opens_on),
                        within_sentence(unit_name(of_other, known.units())), each.slips, std::nullopt};
    if (const RecountResult* result = course.recounted(each.village)) {
      told.outcome = MinutesRecount::Outcome{result->alike, result->different, result->missing,
                                             result->answers_different, result->words};
    }
    list.push_back(std::move(told));
  }
  return list;
}

DisplayRate rate_texts(const std::optional<ShareRange>& rate) {
  if (!rate || !rate->is_exact()) return {};
  const Share against{*subtract(rate->low.denominator, rate->low.numerator), rate->low.denominator};
  return {percent_text(rate->low, percent_digits), percent_text(against, percent_digits)};
}

std::vector<DisplayTask> tasks_of(const Known& known, const Course& course) {
  std::vector<DisplayTask> list;
  for (const Task& task : course.tasks) {
    Round of_other = course.round;
    of_other.unit = task.given_to;
    DisplayTask told{task.words, unit_name(of_other, known.units()), task.due_on, ""};
    for (const TaskAnswer& each : course.answers) {
      if (each.task == task.id) told.answer = each.words;
    }
    list.push_back(std::move(told));
  }
  return list;
}

void put_figures(const PublicResult& result, const criteria::SurveyForm& form, Language language, DisplaySheet& sheet) {
  const PublicFigures& whole = result.whole;
  sheet.households = std::to_string(whole.households);
  if (whole.returned) sheet.returned = std::to_string(*whole.returned);
  if (whole.participation) sheet.participation_percent = percent_text(*whole.participation, percent_digits);
  for (std::size_t i = 0; i < form.questions.size() && i < whole.items.size(); ++i) {
    const auto& question = form.questions[i];
    const DisplayRate rate = rate_texts(whole.items[i].rate);
    sheet.questions.push_back(
        {language == Language::vi ? question.text.vi : question.text.en, rate, question.is_overall});
    if (!question.is_overall) continue;
    sheet.overall = rate;
    const auto& told = whole.items[i].rate;
    if (told && told->is_exact()) sheet.overall_answered = told->low.denominator.text();
  }
  if (whole.verdict.outcome) sheet.outcome = *whole.verdict.outcome;
  sheet.is_provisional = whole.verdict.is_provisional;
}

}  // namespace

std::string sentence_of(const Anomaly& anomaly, const std::function<std::string(const std::string&)>& name_of_actor,
                        Language language) {
  Arguments figures;
  for (const auto& [name, figure] : anomaly.figures) {
    figures.emplace_back(name, name == "author" ? name_of_actor(figure) : figure);
  }
  return say("surveys.anomaly." + anomaly.rule, figures, language);
}

Result<std::string> slips_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                             const Course& course, const std::string& village,
                             const std::vector<std::string>& serials) {
  const auto form = form_of(course.round, known.law());
  if (!form) return pass_on(form);
  SlipSheet sheet;
  sheet.language = request.language();
  sheet.commune = within_sentence(unit_name(course.round, known.units()));
  sheet.village = village_name(village, known, course.round.opens_on);
  sheet.title = title_of(course.round, sheet.language);
  sheet.form = *form;
  sheet.document = course.round.document;
  sheet.opens_on = course.round.opens_on;
  sheet.closes_on = course.round.closes_on;
  sheet.address = site_of(doors, request) + "/phieu";
  sheet.serials = serials;
  sheet.is_demonstration = known.dossiers.is_demonstration;
  return slips_pdf(sheet);
}

Result<std::string> minutes_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                               const Course& course) {
  if (!course.is_whole()) return refuse("surveys.not_all_sealed");
  const auto form = form_of(course.round, known.law());
  if (!form) return pass_on(form);
  Minutes minutes;
  minutes.language = request.language();
  minutes.commune = within_sentence(unit_name(course.round, known.units()));
  minutes.province = province_name(known, course.round);
  minutes.title = title_of(course.round, minutes.language);
  minutes.form = *form;
  minutes.document = course.round.document;
  minutes.opens_on = course.round.opens_on;
  minutes.closes_on = course.round.closes_on;
  if (const auto percent = Decimal::parse(course.round.sample_percent)) minutes.sample_percent = *percent;
  for (const std::string& village : course.villages()) {
    const FrameLine& frame = *course.frame_of(village);
    minutes.villages.push_back({village_name(village, known, course.round.opens_on), course.sealed_of(village)->tally,
                                frame.as_of, frame.source});
  }
  minutes.parameters = course.round.parameters;
  minutes.verdict = verdict_of(**form, course.round.parameters, course.whole());
  minutes.anomalies = anomalies_of(doors, known, course, minutes.language);
  minutes.recounts = recounts_of(known, course);
  minutes.printed_on = doors.desk.today();
  minutes.known_at = known.dossiers.number;
  minutes.is_demonstration = known.dossiers.is_demonstration;
  return minutes_pdf(minutes);
}

Result<std::string> display_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                               const Course& course) {
  if (!is_displayed(course)) return refuse("surveys.not_displayed");
  const auto form = form_of(course.round, known.law());
  if (!form) return pass_on(form);
  DisplaySheet sheet;
  sheet.language = request.language();
  sheet.commune = within_sentence(unit_name(course.round, known.units()));
  sheet.place = say("surveys.whole_commune", {{"unit", sheet.commune}}, sheet.language);
  sheet.title = title_of(course.round, sheet.language);
  sheet.opens_on = course.round.opens_on;
  sheet.closes_on = course.round.closes_on;
  put_figures(published(known, course, **form), **form, sheet.language, sheet);
  sheet.tasks = tasks_of(known, course);
  sheet.complaint = say("surveys.where_to_complain", {{"unit", sheet.commune}}, sheet.language);
  sheet.address = site_of(doors, request) + public_path(course.round);
  sheet.shown_from = course.newest(Command::display)->day;
  sheet.shown_to = sheet.shown_from.plus_days(shown_days - 1);
  sheet.is_demonstration = known.dossiers.is_demonstration;
  return display_pdf(sheet);
}

}  // namespace luytre::surveys
