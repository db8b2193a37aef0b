#include "platform/http/parameters.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/json.h"

namespace luytre::http {
namespace {

std::string place(std::string_view name) { return "query:" + std::string(name); }

std::string listed(std::initializer_list<std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encoded(std::string_view bytes) {
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) out.push_back(base64url[(held >> (bits - 6)) & 63U]);
  }
  if (bits > 0) out.push_back(base64url[(held << (6 - bits)) & 63U]);
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::size_t value = base64url.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << 6U) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>((held >> bits) & 255U));
  }
  return out;
}

}  // namespace

Done check_parameters(const Request& request, std::initializer_list<std::string_view> known) {
  std::vector<Problem> found;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : request.query) {
    if (name != "lang" && std::find(known.begin(), known.end(), name) == known.end()) {
      const bool knows_any = known.size() > 0;
      Arguments arguments{{"name", name}};
      if (knows_any) arguments.emplace_back("known", listed(known));
      found.push_back(
          {knows_any ? "http.unknown_parameter" : "http.no_parameters", std::move(arguments), place(name), {}});
    } else if (!seen.insert(name).second) {
      found.push_back({"http.repeated_parameter", {{"name", name}}, place(name), {}});
    }
  }
  if (found.empty()) return {};
  if (found.size() == 1) return tl::unexpected(std::move(found.front()));
  const std::string count = std::to_string(found.size());
  return refuse("http.parameters_refused", {{"count", count}}, "query", std::move(found));
}

Result<std::optional<std::string>> text_parameter(const Request& request, std::string_view name,
                                                  std::size_t bytes_max) {
  const std::string* text = request.query_text(name);
  if (text == nullptr || text->empty()) return std::nullopt;
  if (text->size() > bytes_max)
    return refuse("http.parameter_too_long", {{"name", std::string(name)}, {"max", std::to_string(bytes_max)}},
                  place(name));
  return *text;
}

Result<std::string> required_text_parameter(const Request& request, std::string_view name) {
  auto text = text_parameter(request, name);
  if (!text) return pass_on(text);
  if (!*text) return refuse("http.parameter_missing", {{"name", std::string(name)}}, place(name));
  return **text;
}

Result<std::optional<Date>> date_parameter(const Request& request, std::string_view name) {
  const auto text = text_parameter(request, name);
  if (!text) return pass_on(text);
  if (!*text) return std::nullopt;
  auto date = Date::parse(**text);
  if (!date) {
    Problem problem = date.error();
    problem.where = place(name);
    return tl::unexpected(std::move(problem));
  }
  return *date;
}

Result<std::optional<std::int64_t>> integer_parameter(const Request& request, std::string_view name, std::int64_t min,
                                                      std::int64_t max) {
  const auto text = text_parameter(request, name);
  if (!text) return pass_on(text);
  if (!*text) return std::nullopt;
  std::int64_t value = 0;
  const char* end = (*text)->data() + (*text)->size();
  const auto [stopped, error] = std::from_chars((*text)->data(), end, value);
  if (error != std::errc{} || stopped != end || value < min || value > max)
    return refuse(
        "http.integer_malformed",
        {{"name", std::string(name)}, {"text", **text}, {"min", std::to_string(min)}, {"max", std::to_string(max)}},
        place(name));
  return value;
}

Result<bool> flag_parameter(const Request& request, std::string_view name) {
  const auto text = choice_parameter(request, name, {"true", "false", "1", "0"});
  if (!text) return pass_on(text);
  return *text && (**text == "true" || **text == "1");
}

Result<std::optional<std::string>> choice_parameter(const Request& request, std::string_view name,
                                                    std::initializer_list<std::string_view> choices) {
  auto text = text_parameter(request, name);
  if (!text || !*text) return text;
  if (std::find(choices.begin(), choices.end(), **text) == choices.end())
    return refuse("http.choice_unknown", {{"name", std::string(name)}, {"text", **text}, {"choices", listed(choices)}},
                  place(name));
  return text;
}

Result<std::optional<std::int64_t>> as_known_parameter(const Request& request) {
  constexpr std::int64_t event_max = 9'000'000'000'000'000;
  return integer_parameter(request, "as_known", 0, event_max);
}

Result<std::size_t> limit_parameter(const Request& request, std::size_t fallback, std::size_t max) {
  const auto value = integer_parameter(request, "limit", 1, static_cast<std::int64_t>(max));
  if (!value) return pass_on(value);
  return *value ? static_cast<std::size_t>(**value) : fallback;
}

std::string encode_cursor(const std::vector<std::string>& key) {
  json::array parts;
  for (const std::string& part : key) parts.emplace_back(part);
  return encoded(compact(parts));
}

Result<std::optional<std::vector<std::string>>> cursor_parameter(const Request& request, std::size_t parts) {
  const auto text = text_parameter(request, "cursor", cursor_bytes_max);
  if (!text) return pass_on(text);
  if (!*text) return std::nullopt;
  const auto refused = [] { return refuse("http.cursor_malformed", {}, "query:cursor"); };
  const auto bytes = decoded(**text);
  if (!bytes) return refused();
  const auto value = parse_json(*bytes);
  if (!value || !value->is_array() || value->get_array().size() != parts) return refused();
  std::vector<std::string> key;
  for (const json::value& part : value->get_array()) {
    if (!part.is_string()) return refused();
    key.emplace_back(part.get_string());
  }
  return key;
}

}  // namespace luytre::http
