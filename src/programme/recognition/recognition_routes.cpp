#include "programme/recognition/recognition_routes.h"

#include "platform/http/parameters.h"
#include "programme/recognition/import_table.h"
#include "programme/recognition/title_list_view.h"
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

// What the list and the counts are asked about: a day, what was known, a unit and those under it.
struct Asked {
  TitleSources sources;
  Date as_of;
  const units::Unit* root = nullptr;  // nullptr: all
};

Result<Asked> read_question(const http::Request& request, const Source& source, Date today) {
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto under = http::text_parameter(request, "under");
  if (!under) return pass_on(under);
  auto sources = source(*as_known);
  if (!sources) return pass_on(sources);
  Asked asked{std::move(*sources), as_of->value_or(today)};
  if (!*under) return asked;
  const auto unit = find_unit(*asked.sources.units, **under, asked.as_of);
  if (!unit) return refuse(unit.error().code, unit.error().arguments, "query:under");
  asked.root = *unit;
  return asked;
}

Result<std::optional<Title>> title_parameter(const http::Request& request) {
  const auto word = http::choice_parameter(request, "title", {"ntm", "advanced", "model", "modern", "completion"});
  if (!word) return pass_on(word);
  return *word ? title_named(**word) : std::nullopt;
}

Result<http::Response> answer_list(const http::Request& request, const Source& source, Date today) {
  const auto known = http::check_parameters(request, {"title", "as_of", "as_known", "under", "limit", "cursor"});
  if (!known) return pass_on(known);
  const auto title = title_parameter(request);
  if (!title) return pass_on(title);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto after = http::cursor_parameter(request, list_key_parts);
  if (!after) return pass_on(after);
  const auto asked = read_question(request, source, today);
  if (!asked) return pass_on(asked);
  const auto list = list_decisions(*asked->sources.titles, *asked->sources.units, {*title, asked->as_of, asked->root});
  json::array rows;
  const ListedDecision* last = nullptr;
  bool has_more = false;
  for (const auto& listed : list) {
    if (*after && !is_after(listed, **after)) continue;
    has_more = rows.size() == *limit;
    if (has_more) break;
    rows.push_back(to_json(listed, asked->as_of));
    last = &listed;
  }
  json::object answer{{"as_of", asked->as_of.text()}, {"decisions", std::move(rows)}, {"next_cursor", nullptr}};
  if (has_more) answer["next_cursor"] = http::encode_cursor(list_key(*last));
  return http::json_response(request, std::move(answer), asked->sources.titles->known_at());
}

Result<http::Response> answer_counts(const http::Request& request, const Source& source, Date today) {
  const auto known = http::check_parameters(request, {"as_of", "as_known", "under", "level"});
  if (!known) return pass_on(known);
  const auto level = http::choice_parameter(request, "level", {"commune", "district", "province"});
  if (!level) return pass_on(level);
  const auto asked = read_question(request, source, today);
  if (!asked) return pass_on(asked);
  const auto counts = count_titles(*asked->sources.titles, *asked->sources.units, asked->as_of, asked->root,
                                   *units::level_named(level->value_or("commune")));
  return http::json_response(request,
                             json::object{{"as_of", asked->as_of.text()},
                                          {"level", level->value_or("commune")},
                                          {"counts", to_json(counts, asked->as_of)}},
                             asked->sources.titles->known_at());
}

Result<http::Response> answer_coverage(const http::Request& request, const Source& source) {
  const auto known = http::check_parameters(request, {"as_known"});
  if (!known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto sources = source(*as_known);
  if (!sources) return pass_on(sources);
  json::array rows;
  for (const auto& one : sources->titles->coverage()) rows.push_back(to_json(one, *sources->units));
  return http::json_response(request, json::object{{"coverage", std::move(rows)}}, sources->titles->known_at());
}

Result<http::Response> answer_form(const http::Request& request, const Source& source, Date today) {
  const auto known = http::check_parameters(request, {"province"});
  if (!known) return pass_on(known);
  const auto province = http::text_parameter(request, "province");
  if (!province) return pass_on(province);
  const auto sources = source(std::nullopt);
  if (!sources) return pass_on(sources);
  auto bytes = blank_form(*sources->units, province->value_or(""), today, request.language());
  if (!bytes) return pass_on(bytes);
  auto response =
      http::document_response("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *std::move(bytes));
  response.set("Content-Disposition", "attachment; filename=\"so-cong-nhan.xlsx\"");
  return response;
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
  using Answer = Result<http::Response> (*)(const http::Request&, const Source&, Date);
  const auto add = [&](const std::string& path, Answer answer) {
    router.get(path,
               [source, today, answer](const http::Request& request) { return answer(request, source, today()); });
  };
  add("/api/v1/units/{code}/titles", answer_titles);
  add("/api/v1/recognitions", answer_list);
  add("/api/v1/recognitions/counts", answer_counts);
  add("/api/v1/recognitions/form.xlsx", answer_form);
  router.get("/api/v1/recognitions/coverage",
             [source](const http::Request& request) { return answer_coverage(request, source); });
}

}  // namespace luytre::recognition
