#include "platform/http/router.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <set>

namespace luytre::http {
namespace {

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

std::vector<std::string> segments_of(std::string_view pattern) {
  std::vector<std::string> segments;
  std::size_t at = 1;
  while (at < pattern.size()) {
    const std::size_t slash = std::min(pattern.find('/', at), pattern.size());
    segments.emplace_back(pattern.substr(at, slash - at));
    at = slash + 1;
  }
  return segments;
}

bool matches(const Route& route, const std::vector<std::string>& segments) {
  if (route.segments.size() != segments.size()) return false;
  for (std::size_t at = 0; at < segments.size(); ++at)
    if (!is_name(route.segments[at]) && route.segments[at] != segments[at]) return false;
  return true;
}

bool has_same_shape(const Route& route, const std::vector<std::string>& segments) {
  if (route.segments.size() != segments.size()) return false;
  for (std::size_t at = 0; at < segments.size(); ++at) {
    const bool both_names = is_name(route.segments[at]) && is_name(segments[at]);
    if (!both_names && route.segments[at] != segments[at]) return false;
  }
  return true;
}

// "/units/count" goes before "/units/{code}": the route whose first differing segment is a word wins.
bool is_more_exact(const Route& a, const Route& b) {
  for (std::size_t at = 0; at < a.segments.size(); ++at)
    if (is_name(a.segments[at]) != is_name(b.segments[at])) return is_name(b.segments[at]);
  return false;
}

bool is_for_programs(const Request& request) {
  return !request.segments.empty() && (request.segments.front() == "api" || request.segments.front() == "healthz");
}

}  // namespace

void Router::add(std::string method, std::string pattern, Handler handler, std::size_t body_bytes) {
  assert(!pattern.empty() && pattern.front() == '/');
  Route route{std::move(method), std::move(pattern), {}, std::move(handler), body_bytes, false};
  route.segments = segments_of(route.pattern);
  for (const Route& other : routes_)
    assert(!(other.method == route.method && has_same_shape(other, route.segments)) && "route added twice");
  routes_.push_back(std::move(route));
}

void Router::add_unasked(std::string method, std::string pattern, Handler handler) {
  add(std::move(method), std::move(pattern), std::move(handler));
  routes_.back().is_unasked = true;
}

Response Router::answer_problem(const Request& request, const Problem& problem) const {
  if (problem_page_ && !is_for_programs(request)) {
    try {
      return problem_page_(request, problem);
    } catch (const std::exception&) {  // a page that cannot be drawn must not hide the problem itself
      return problem_response(problem, request);
    }
  }
  return problem_response(problem, request);
}

const Route* Router::find(std::string_view method, const std::vector<std::string>& segments) const {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  const Route* found = nullptr;
  for (const Route& route : routes_) {
    if (route.method != wanted || !matches(route, segments)) continue;
    if (found == nullptr || is_more_exact(route, *found)) found = &route;
  }
  return found;
}

std::size_t Router::body_bytes_of(std::string_view method, const std::vector<std::string>& segments) const {
  const Route* found = find(method, segments);
  return found == nullptr ? 0 : found->body_bytes;
}

Response Router::answer_unserved(const Request& request) const {
  std::set<std::string> allowed;
  for (const Route& route : routes_) {
    if (!matches(route, request.segments)) continue;
    allowed.insert(route.method);
    if (route.method == "GET") allowed.insert("HEAD");
  }
  if (allowed.empty()) return answer_problem(request, {"http.not_found", {{"path", request.path}}, "", {}});
  std::string list;
  for (const std::string& method : allowed) list += (list.empty() ? "" : ", ") + method;
  const Problem problem{"http.method_not_allowed", {{"method", request.method}, {"allowed", list}}, "", {}};
  Response response = answer_problem(request, problem);
  response.set("Allow", list);
  return response;
}

Response Router::answer(Request request) const {
  const Route* found = find(request.method, request.segments);
  if (found == nullptr) return answer_unserved(request);
  for (std::size_t at = 0; at < found->segments.size(); ++at) {
    const std::string& name = found->segments[at];
    if (is_name(name)) request.captured[name.substr(1, name.size() - 2)] = request.segments[at];
  }
  try {
    if (doorkeeper_ && !found->is_unasked) {
      if (const Done known = doorkeeper_(request); !known) return answer_problem(request, known.error());
    }
    Result<Response> answered = found->handler(request);
    return answered ? *std::move(answered) : answer_problem(request, answered.error());
  } catch (const std::exception&) {
    return answer_problem(request, {"http.internal", {}, "", {}});
  }
}

}  // namespace luytre::http
