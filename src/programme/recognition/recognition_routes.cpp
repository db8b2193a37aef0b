#include "programme/recognition/recognition_routes.h"

#include "platform/http/parameters.h"
#include "programme/recognition/titles_story.h"

namespace luytre::recognition {

namespace {

Result<http::Response> answer_titles(const http::Request& request, const Source& source, Date today) {
  if (auto done = http::check_parameters(request, {"as_of", "as_known"}); !done) return pass_on(done);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto sources = source(*as_known);
  if (!sources) return pass_on(sources);
  const Date day = as_of->value_or(today);
  const auto unit = find_unit(*sources->units, request.captured_text("code"), day);
  if (!unit) return pass_on(unit);
  const auto story = titles_of(*sources->titles, *sources->units, **unit, day);
  auto answer = to_json(story);
  for (const auto language : {Language::vi, Language::en}) {
    json::array lines;
    for (const auto& line : tell(story, language)) lines.push_back(json::value(line));
    answer[code_of(language)] = std::move(lines);
  }
  return http::json_response(request, std::move(answer), sources->titles->known_at());
}

}  // namespace

Result<const units::Unit*> find_unit(const units::Register& units, const std::string& code_or_id, Date as_of) {
  const units::Unit* unit = nullptr;
  if (code_or_id.find('@') != std::string::npos) {
    const auto id = units::UnitId::parse(code_or_id);
    if (!id) return pass_on(id);
    unit = units.unit(*id);
  } else {
    unit = units.find(code_or_id, as_of);
  }
  if (unit) return unit;
  return refuse("recognition.unknown_unit", {{"code", code_or_id}, {"date", as_of.text()}});
}

void add_recognition_routes(http::Router& router, Source source, std::function<Date()> today) {
  router.get("/api/v1/units/{code}/titles",
             [source = std::move(source), today = std::move(today)](const http::Request& request) {
               return answer_titles(request, source, today());
             });
}

}  // namespace luytre::recognition
