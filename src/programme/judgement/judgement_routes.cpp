#include "programme/judgement/judgement_routes.h"

#include "platform/http/parameters.h"
#include "programme/judgement/evaluate.h"
#include "programme/judgement/explain.h"
#include "programme/judgement/sheet.h"
#include "programme/recognition/recognition_routes.h"

namespace luytre::judgement {

namespace {

constexpr int year_min = 2009;
constexpr int year_max = 2100;

struct Asked {
  Materials materials;
  const units::Unit* unit = nullptr;
  Question question;
  std::string indicator;
};

Result<Asked> read(const http::Request& request, const Source& source, Date today) {
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto code = http::required_text_parameter(request, "unit");
  if (!code) return pass_on(code);
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  const auto year = http::integer_parameter(request, "year", year_min, year_max);
  if (!year) return pass_on(year);
  const auto indicator = http::text_parameter(request, "indicator");
  if (!indicator) return pass_on(indicator);

  auto materials = source(*as_known);
  if (!materials) return pass_on(materials);
  Asked asked;
  asked.materials = std::move(*materials);
  asked.question.as_of = as_of->value_or(today);
  const auto unit = recognition::find_unit(*asked.materials.units, *code, asked.question.as_of);
  if (!unit) return pass_on(unit);
  asked.unit = *unit;
  asked.question.unit = asked.unit->id;
  asked.question.set = set->value_or(default_set(*asked.materials.library, *asked.unit, asked.question.as_of));
  if (asked.question.set.empty()) {
    return refuse("judgement.no_default_set", {{"unit", *code}, {"date", asked.question.as_of.text()}}, "query:set");
  }
  if (*opinion) asked.question.opinion = *observations::parse_opinion(**opinion);
  if (*year) asked.question.year = static_cast<int>(**year);
  asked.indicator = indicator->value_or("");
  return asked;
}

Result<http::Response> answer_evaluation(const http::Request& request, const Source& source, Date today) {
  auto known = http::check_parameters(request, {"unit", "set", "as_of", "opinion", "as_known", "year"});
  if (!known) return pass_on(known);
  const auto asked = read(request, source, today);
  if (!asked) return pass_on(asked);
  const auto evaluation = evaluate(asked->materials, asked->question);
  if (!evaluation) return pass_on(evaluation);
  return http::json_response(request, to_json(*evaluation), asked->materials.known_at);
}

Result<http::Response> answer_sheet(const http::Request& request, const Source& source, Date today) {
  auto known = http::check_parameters(request, {"unit", "set", "as_of", "opinion", "as_known", "year"});
  if (!known) return pass_on(known);
  const auto asked = read(request, source, today);
  if (!asked) return pass_on(asked);
  auto sheet = sheet_of(asked->materials, asked->question);
  if (!sheet) return pass_on(sheet);
  return http::json_response(request, std::move(*sheet), asked->materials.known_at);
}

Result<http::Response> answer_explanation(const http::Request& request, const Source& source, Date today) {
  auto known = http::check_parameters(request, {"unit", "set", "as_of", "opinion", "as_known", "year", "indicator"});
  if (!known) return pass_on(known);
  const auto asked = read(request, source, today);
  if (!asked) return pass_on(asked);
  const auto evaluation = evaluate(asked->materials, asked->question);
  if (!evaluation) return pass_on(evaluation);
  const auto story =
      recognition::titles_of(*asked->materials.titles, *asked->materials.units, *asked->unit, asked->question.as_of);
  json::object answer{
      {"unit", asked->question.unit.code}, {"set", asked->question.set}, {"as_of", asked->question.as_of.text()}};
  for (const auto language : {Language::vi, Language::en}) {
    Result<std::vector<std::string>> lines = explain(*evaluation, story, language);
    if (!asked->indicator.empty()) lines = explain_number(*evaluation, asked->indicator, language);
    if (!lines) return pass_on(lines);
    std::string text;
    for (const auto& line : *lines) text += line + "\n";
    answer[code_of(language)] = text;
  }
  return http::json_response(request, std::move(answer), asked->materials.known_at);
}

}  // namespace

void add_judgement_routes(http::Router& router, Source source, std::function<Date()> today) {
  router.get("/api/v1/evaluations",
             [source, today](const http::Request& request) { return answer_evaluation(request, source, today()); });
  router.get("/api/v1/evaluations/sheet",
             [source, today](const http::Request& request) { return answer_sheet(request, source, today()); });
  router.get("/api/v1/evaluations/explain",
             [source = std::move(source), today = std::move(today)](const http::Request& request) {
               return answer_explanation(request, source, today());
             });
}

}  // namespace luytre::judgement
