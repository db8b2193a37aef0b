// What anybody may ask of the survey, and answer: nobody is asked who they are.
//
// POST /api/v1/survey-slips      {serial}: where the slip belongs and its questions; with {answers, words}: it is taken
// GET  /api/v1/survey-results    ?unit=: displayed rounds of a commune, small cells withheld
// GET  /api/v1/survey-results.csv ?round=
#include "platform/http/body.h"
#include "platform/http/parameters.h"
#include "programme/surveys/check_sealed.h"
#include "programme/surveys/read_slip.h"
#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

http::Response unkept(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.dossiers.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.dossiers.number);
  response.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> post_slip(const http::Request& request, const SlipDoors& doors) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const bool is_answered = members->value("answers") != nullptr;
  const RawSlip raw = read_slip(*members);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto place = place_of_serial(doors, *known, raw.serial, request);
  if (!place) return pass_on(place);
  const Round& round = place->course->round;
  const auto form = form_of(round, known->law());
  if (!form) return pass_on(form);
  if (!is_answered) {
    return unkept(request,
                  {{"unit_name", unit_name(round, known->units())},
                   {"village_name", village_name(place->village, *known, round.opens_on)},
                   {"closes_on", round.closes_on.text()},
                   {"form", form_value(*known, **form)}},
                  *known);
  }
  const auto wish = wish_of(**form, raw);
  if (!wish) return pass_on(wish);
  if (auto taken = take_answer(doors, *known, *place, *wish); !taken) return pass_on(taken);
  return unkept(request, {{"state", "whole"}}, *known);
}

json::object result_value(const Known& known, const Course& course, const criteria::SurveyForm& form) {
  json::array tasks;
  for (const Task& task : course.tasks) {
    json::array answers;
    for (const TaskAnswer& each : course.answers) {
      if (each.task == task.id) answers.push_back(json::value(each.words));
    }
    tasks.push_back(json::object{{"question", task.question},
                                 {"words", task.words},
                                 {"due_on", task.due_on.text()},
                                 {"answers", std::move(answers)}});
  }
  json::object value = line_of(known, course);
  value.erase("open_anomalies");
  value["displayed_on"] = course.newest(Command::display)->day.text();
  value["parameters"] = parameters_value(course.round.parameters);
  value["form"] = form_value(known, form);
  value["result"] = value_of(published(known, course, form));
  value["tasks"] = std::move(tasks);
  return value;
}

// By its identity a commune that has ended is found too: what it displayed is told on.
Result<const units::Unit*> commune_named(const Known& known, const std::string& named, Date today) {
  const auto id = units::UnitId::parse(named);
  const units::Unit* unit = id ? known.units().unit(*id) : nullptr;
  if (unit != nullptr) return unit;
  return villages::find_commune(known.units(), named, today, "unit");
}

// A displayed round never changes, and nothing is told before: that a question is asked as known earlier gives the
// same or nothing.
Result<http::Response> get_results(const http::Request& request, const SurveyDoors& doors) {
  if (auto fits = http::check_parameters(request, {"unit"}); !fits) return pass_on(fits);
  const auto named = http::required_text_parameter(request, "unit");
  if (!named) return pass_on(named);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto unit = commune_named(*known, *named, doors.desk.today());
  if (!unit) return pass_on(unit);
  json::array rounds;
  for (const Course* course : known->surveys->of_unit((*unit)->id.text())) {
    const auto form = form_of(course->round, known->law());
    if (form && is_displayed(*course)) rounds.push_back(result_value(*known, *course, **form));
  }
  return http::json_response(
      request, json::object{{"rounds", std::move(rounds)}, {"is_demonstration", known->dossiers.is_demonstration}},
      known->dossiers.number);
}

Result<http::Response> get_results_csv(const http::Request& request, const SurveyDoors& doors) {
  if (auto fits = http::check_parameters(request, {"round"}); !fits) return pass_on(fits);
  const auto id = http::required_text_parameter(request, "round");
  if (!id) return pass_on(id);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, *id);
  if (!course) return pass_on(course);
  if (!is_displayed(**course)) return refuse("surveys.no_round", {{"round", *id}});
  const auto form = form_of((*course)->round, known->law());
  if (!form) return pass_on(form);
  auto response = http::document_response("text/csv; charset=utf-8", csv_of(published(*known, **course, **form)));
  response.set("Content-Disposition", "attachment; filename=\"lay-y-kien.csv\"");
  return response;
}

using Handler = Result<http::Response> (*)(const http::Request&, const SurveyDoors&);

}  // namespace

void add_answer_routes(http::Router& router, const SlipDoors& doors) {
  router.add_unasked("POST", "/api/v1/survey-slips",
                     [doors](const http::Request& request) { return post_slip(request, doors); });
}

void add_public_survey_routes(http::Router& router, const SurveyDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.get("/api/v1/survey-results", with(get_results));
  router.get("/api/v1/survey-results.csv", with(get_results_csv));
}

}  // namespace luytre::surveys
