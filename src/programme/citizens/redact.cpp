#include "programme/citizens/redact.h"

#include <algorithm>

#include "base/json.h"

namespace luytre::citizens {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// Where each character begins, and the end.
std::vector<std::size_t> places_of(std::string_view words) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (begins_character(words[i])) places.push_back(i);
  }
  places.push_back(words.size());
  return places;
}

}  // namespace

std::size_t characters_of(std::string_view words) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), begins_character));
}

Result<std::string> redacted(std::string_view words, const std::vector<Mark>& marks) {
  const auto places = places_of(words);
  std::string shown;
  std::size_t at = 0;
  for (const auto& [from, to] : marks) {
    if (from < at || to <= from || to >= places.size() || marks.size() > marks_max) {
      return refuse("citizens.bad_marks", {{"max", std::to_string(marks_max)}}, "marks");
    }
    shown += words.substr(places[at], places[from] - places[at]);
    shown += redaction;
    at = to;
  }
  return shown + std::string(words.substr(places[at]));
}

std::string text_of(const std::vector<Mark>& marks) {
  json::array list;
  for (const auto& [from, to] : marks) {
    list.push_back(json::array{static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)});
  }
  return json::serialize(list);
}

std::vector<Mark> marks_of(std::string_view text) {
  std::vector<Mark> marks;
  const auto value = parse_json(text);
  if (!value || !value->is_array()) return marks;
  for (const json::value& each : value->as_array()) {
    const auto* pair = each.if_array();
    if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_int64() || !(*pair)[1].is_int64()) return {};
    if ((*pair)[0].as_int64() < 0 || (*pair)[1].as_int64() < 0) return {};
    marks.emplace_back((*pair)[0].as_int64(), (*pair)[1].as_int64());
  }
  return marks;
}

}  // namespace luytre::citizens
