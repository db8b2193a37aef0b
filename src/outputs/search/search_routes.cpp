#include "outputs/search/search_routes.h"

#include "outputs/search/snippet.h"
#include "platform/http/parameters.h"

namespace luytre::search {
namespace {

constexpr std::size_t typed_bytes_max = 2'000;  // longer is refused by the server's own limit of a target
constexpr std::size_t narrowing_bytes_max = 100;
constexpr std::size_t api_rows_max = 50;
constexpr std::size_t title_words_max = 100;
constexpr int year_min = 1851;
constexpr int year_max = 2249;

json::array pieces_json(const std::vector<Piece>& pieces) {
  json::array list;
  for (const Piece& piece : pieces) list.push_back(json::object{{"text", piece.text}, {"is_hit", piece.is_hit}});
  return list;
}

json::array counted_json(const std::vector<Counted>& counts) {
  json::array list;
  for (const Counted& one : counts) list.push_back(json::object{{"value", one.value}, {"count", one.count}});
  return list;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object entry_json(const Entry& entry, const Query& query, Language language) {
  const bool is_english = language == Language::en;
  json::array units;
  for (const std::string& unit : entry.units) units.emplace_back(unit);
  return {{"key", entry.key},
          {"kind", name_of(entry.kind)},
          {"title", is_english ? entry.title_en : entry.title},
          {"address", entry.path},
          {"date", entry.date ? json::value(entry.date->text()) : json::value(nullptr)},
          {"category", text_or_null(entry.category)},
          {"units", std::move(units)},
          {"note", text_or_null(is_english ? entry.note_en : entry.note)},
          {"is_ended", entry.is_ended},
          {"is_demonstration", entry.is_demonstration},
          {"snippet", pieces_json(snippet_of(entry.text, query))}};
}

Result<http::Response> search(const http::Request& request, const SnapshotSource& source, Desk& desk) {
  const ParameterNames names;
  if (auto checked =
          http::check_parameters(request, {"q", names.kind, names.category, names.year, names.unit, "limit", "cursor"});
      !checked)
    return pass_on(checked);
  if (request.query_text("q") == nullptr) return refuse("http.parameter_missing", {{"name", "q"}}, "query:q");
  const auto asked = read_asked(request, names);
  if (!asked) return pass_on(asked);
  const auto limit = http::limit_parameter(request, answers_of_page, api_rows_max);
  if (!limit) return pass_on(limit);
  if (asked->query.is_empty()) return refuse("search.no_words", {}, "query:q");
  if (asked->query.is_cut) {
    return refuse("search.too_long", {{"words", std::to_string(query_words_max)}}, "query:q");
  }
  const auto snapshot = source();
  if (!snapshot) return pass_on(snapshot);
  const auto found = desk.find(*snapshot, asked->query, asked->narrowing, asked->after, *limit);
  if (!found) return pass_on(found);
  json::array items;
  for (const std::string& key : found->keys) {
    const auto entry = find_entry(**snapshot, key);
    if (entry) items.push_back(entry_json(*entry, asked->query, request.language()));
  }
  json::object value{{"query", asked->query.text},
                     {"total", found->total},
                     {"has_prefixes", found->has_prefixes},
                     {"is_cut", found->is_cut},
                     {"suggestion", text_or_null(found->suggestion)},
                     {"answers", std::move(items)},
                     {"kinds", counted_json(found->kinds)},
                     {"categories", counted_json(found->categories)},
                     {"years", counted_json(found->years)},
                     {"units", counted_json(found->units)}};
  value["next_cursor"] = found->next ? json::value(http::encode_cursor(*found->next)) : json::value(nullptr);
  return http::json_response(request, std::move(value), (*snapshot)->number);
}

}  // namespace

Result<Asked> read_asked(const http::Request& request, const ParameterNames& names) {
  Asked asked;
  const auto typed = http::text_parameter(request, "q", typed_bytes_max);
  const auto kind = http::text_parameter(request, names.kind, narrowing_bytes_max);
  const auto category = http::text_parameter(request, names.category, narrowing_bytes_max);
  const auto unit = http::text_parameter(request, names.unit, narrowing_bytes_max);
  const auto year = http::integer_parameter(request, names.year, year_min, year_max);
  for (const auto* text : {&typed, &kind, &category, &unit}) {
    if (!*text) return pass_on(*text);
  }
  if (!year) return pass_on(year);
  auto after = http::cursor_parameter(request, cursor_parts);
  if (!after) return pass_on(after);
  asked.query = read_query(typed->value_or(""));
  if (*kind) {
    asked.narrowing.kind = kind_named(**kind);
    if (!asked.narrowing.kind) {
      return refuse("search.unknown_kind", {{"kind", **kind}}, std::string("query:") + names.kind);
    }
  }
  asked.narrowing.category = category->value_or("");
  asked.narrowing.unit = unit->value_or("");
  if (*year) asked.narrowing.year = static_cast<int>(**year);
  asked.after = std::move(*after);
  return asked;
}

std::string category_words(const std::string& category, Language language) {
  const std::size_t dot = category.find('.');
  const std::string room = category.substr(0, dot);
  const std::string name = dot == std::string::npos ? "" : category.substr(dot + 1);
  const std::string code = room == "documents"  ? "documents.kind." + name
                           : room == "newsroom" ? "newsroom.category." + name
                                                : "search.level." + name;
  return in_catalogue(code) ? luytre::say(code, {}, language) : category;
}

void add_search_routes(http::Router& router, const SnapshotSource& source, const std::shared_ptr<Desk>& desk) {
  router.get("/api/v1/search", [source, desk](const http::Request& request) { return search(request, source, *desk); });
}

}  // namespace luytre::search
