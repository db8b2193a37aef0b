#include "platform/http/request.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/vietnamese.h"
#include "platform/http/limits.h"

namespace luytre::http {
namespace {

const std::string nothing;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank, bool may_break_lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '+' && plus_is_blank) c = ' ';
    if (c == '%') {
      if (at + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[at + 1]);
      const int low = hex_digit(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      at += 2;
    }
    const bool is_line_break = may_break_lines && (c == '\n' || c == '\r' || c == '\t');
    if (is_control(c) && !is_line_break) return std::nullopt;
    out.push_back(c);
  }
  if (!is_valid_utf8(out)) return std::nullopt;
  return out;
}

namespace {

tl::unexpected<Problem> malformed(std::string where) { return refuse("http.target_malformed", {}, std::move(where)); }

Done read_path(std::string_view raw, Request& request) {
  if (raw.empty() || raw.front() != '/') return malformed("path");
  request.path.assign(1, '/');
  std::size_t at = 1;
  while (at <= raw.size()) {
    const std::size_t slash = std::min(raw.find('/', at), raw.size());
    const auto segment = percent_decoded(raw.substr(at, slash - at), false);
    if (!segment || *segment == "." || *segment == "..") return malformed("path");
    const bool is_last = slash == raw.size();
    if (!(segment->empty() && is_last)) {  // "/xa/" reads as "/xa"
      if (request.path.size() > 1) request.path += '/';
      request.path += *segment;
      request.segments.push_back(*segment);
    }
    at = slash + 1;
  }
  if (request.segments.size() > path_segments_max) return malformed("path");
  return {};
}

Done read_query(std::string_view raw, Request& request) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t end = std::min(raw.find('&', at), raw.size());
    const std::string_view pair = raw.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decoded(pair.substr(0, equals), true);
    const auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return malformed("query");
    if (request.query.size() >= query_parameters_max)
      return refuse("http.too_many_parameters", {{"max", std::to_string(query_parameters_max)}}, "query");
    request.query.emplace_back(*name, *value);
  }
  return {};
}

// Quality of `wanted` ("vi") in an Accept-Language value, in thousandths; -1 when it is not mentioned.
int quality_of(std::string_view accept, std::string_view wanted) {
  int best = -1;
  std::size_t at = 0;
  while (at < accept.size()) {
    const std::size_t end = std::min(accept.find(',', at), accept.size());
    std::string item;
    for (const char c : accept.substr(at, end - at))
      if (c != ' ' && c != '\t') item.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    at = end + 1;
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view tag = std::string_view(item).substr(0, semicolon);
    if (tag.substr(0, tag.find('-')) != wanted) continue;
    int quality = 1000;
    const std::size_t q = item.find("q=", semicolon);
    if (q != std::string::npos) {
      double value = 0;
      std::from_chars(item.data() + q + 2, item.data() + item.size(), value);
      quality = static_cast<int>(std::clamp(value, 0.0, 1.0) * 1000);
    }
    best = std::max(best, quality);
  }
  return best;
}

}  // namespace

const std::string& Request::captured_text(std::string_view name) const {
  const auto found = captured.find(name);
  return found == captured.end() ? nothing : found->second;
}

const std::string* Request::query_text(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return &value;
  return nullptr;
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

Language Request::language() const {
  if (const std::string* chosen = query_text("lang"))
    if (const auto named = language_named(*chosen)) return *named;
  const std::string_view accept = header("accept-language");
  return quality_of(accept, "en") > std::max(quality_of(accept, "vi"), 0) ? Language::en : Language::vi;
}

Result<Request> parse_target(std::string_view target) {
  Request request;
  request.target = std::string(target);
  // The absolute form that a proxy may send: only its path and query matter here.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    target.remove_prefix(scheme.size());
    const std::size_t slash = target.find('/');
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  if (target.find('#') != std::string_view::npos) return malformed("target");
  const std::size_t question = target.find('?');
  if (Done path = read_path(target.substr(0, question), request); !path) return pass_on(path);
  if (question != std::string_view::npos)
    if (Done query = read_query(target.substr(question + 1), request); !query) return pass_on(query);
  return request;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '_' || c == '.' || c == '~';
    if (is_plain) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 15U]);
    }
  }
  return out;
}

}  // namespace luytre::http
