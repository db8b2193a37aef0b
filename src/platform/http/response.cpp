#include "platform/http/response.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "platform/http/encoding.h"
#include "platform/http/limits.h"

namespace luytre::http {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

// No inline script or style anywhere, nothing from other hosts, never in a frame.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> security_headers = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
     "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"},
}};

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  const auto opaque = [](std::string_view tag) { return tag.substr(0, 2) == "W/" ? tag.substr(2) : tag; };
  std::size_t at = 0;
  while (at < if_none_match.size()) {
    const std::size_t end = std::min(if_none_match.find(',', at), if_none_match.size());
    std::string_view item = if_none_match.substr(at, end - at);
    at = end + 1;
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (item == "*" || opaque(item) == opaque(etag)) return true;
  }
  return false;
}

json::array cause_values(const std::vector<Problem>& causes, Language language) {
  json::array values;
  for (const Problem& cause : causes) values.push_back(problem_value(cause, language));
  return values;
}

}  // namespace

void Response::set(std::string_view name, std::string value) {
  for (auto& [key, old] : headers) {
    if (same_name(key, name)) {
      old = std::move(value);
      return;
    }
  }
  headers.emplace_back(std::string(name), std::move(value));
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (same_name(key, name)) return value;
  return {};
}

Response json_response(const Request&, json::value value, std::int64_t snapshot) {
  if (json::object* object = value.if_object())
    if (!object->contains("snapshot")) (*object)["snapshot"] = snapshot;
  Response response = document_response("application/json", compact(value) + "\n");
  response.set("Luytre-Snapshot", std::to_string(snapshot));
  response.set("Cache-Control", "no-cache");
  return response;
}

json::object problem_value(const Problem& problem, Language language) {
  json::object value;
  value["code"] = problem.code;
  value["detail"] = say(problem.code, problem.arguments, language);
  value["messages"] = json::object{{"vi", say(problem.code, problem.arguments, Language::vi)},
                                   {"en", say(problem.code, problem.arguments, Language::en)}};
  if (!problem.where.empty()) value["where"] = problem.where;
  if (!problem.causes.empty()) value["causes"] = cause_values(problem.causes, language);
  return value;
}

Response problem_response(const Problem& problem, const Request& request) {
  const Language language = request.language();
  const int status = http_status(problem.code);
  json::object value;
  value["type"] = "urn:luytre:problem:" + problem.code;
  value["title"] = say("http.status_" + std::to_string(status), language);
  value["status"] = status;
  for (auto& member : problem_value(problem, language)) value[member.key()] = member.value();
  value["instance"] = request.target;
  Response response = document_response("application/problem+json", compact(value) + "\n", status);
  response.set("Content-Language", std::string(code_of(language)));
  response.set("Cache-Control", "no-store");
  return response;
}

Response document_response(std::string_view media_type, std::string body, int status) {
  Response response;
  response.status = status;
  const bool needs_charset = media_type.substr(0, 5) == "text/" && media_type.find("charset") == std::string::npos;
  response.set("Content-Type", std::string(media_type) + (needs_charset ? "; charset=utf-8" : ""));
  response.body = std::move(body);
  return response;
}

Response redirect_response(std::string location, bool is_permanent) {
  assert(!location.empty() && location.front() == '/');
  Response response;
  response.status = is_permanent ? 301 : 303;
  response.set("Location", std::move(location));
  return response;
}

void finish_response(const Request& request, Response& response) {
  for (const auto& [name, value] : security_headers)
    if (response.header(name).empty()) response.set(name, std::string(value));
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_read && response.status == 200) {
    if (response.header("ETag").empty()) response.set("ETag", weak_etag(response.body));
    if (response.header("Cache-Control").empty()) response.set("Cache-Control", "no-cache");
    if (matches_etag(request.header("if-none-match"), response.header("ETag"))) {
      response.status = 304;
      response.body.clear();
      return;
    }
  }
  constexpr int partial_content = 206;  // its bytes are counted as they were asked for
  if (response.status == partial_content || !is_text(response.header("Content-Type"))) return;
  response.set("Vary", "Accept-Encoding, Accept-Language");
  const bool is_worth_it = response.body.size() >= compress_bytes_min && response.header("Content-Encoding").empty();
  if (!is_worth_it || !accepts_gzip(request)) return;
  response.body = gzip(response.body);
  response.set("Content-Encoding", "gzip");
}

}  // namespace luytre::http
