// From method and path to a handler. Rooms add their routes; the app hands the finished router to the server.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/request.h"
#include "platform/http/response.h"

namespace luytre::http {

// Must be safe to call from several threads at once. A problem becomes a problem response.
using Handler = std::function<Result<Response>(const Request&)>;
// Draws a problem for readers of pages instead of programs.
using ProblemPage = std::function<Response(const Request&, const Problem&)>;
// Says who is asking, before the handler runs: fills `actor` and `form_token`. Its problem is the answer.
using Doorkeeper = std::function<Done(Request&)>;

struct Route {
  std::string method;   // "GET"
  std::string pattern;  // "/api/v1/units/{code}": a {name} takes exactly one segment
  std::vector<std::string> segments;
  Handler handler;
  std::size_t body_bytes = 0;  // the most its body may have; 0: the server's own limit
  bool is_unasked = false;     // the doorkeeper is not asked: whoever comes is nobody
};

class Router {
 public:
  void get(std::string pattern, Handler handler) { add("GET", std::move(pattern), std::move(handler)); }
  void post(std::string pattern, Handler handler, std::size_t body_bytes = 0) {
    add("POST", std::move(pattern), std::move(handler), body_bytes);
  }
  // Who comes is not looked at: no session is read, no form's token wanted, and the actor is nobody without an origin.
  // For what must not be tied to a person even when a signed-in one sends it.
  void add_unasked(std::string method, std::string pattern, Handler handler);
  // Asserts that no route of the same method and shape exists.
  void add(std::string method, std::string pattern, Handler handler, std::size_t body_bytes = 0);

  // How problems outside /api/ and /healthz look; without it they are problem+json too.
  void set_problem_page(ProblemPage page) { problem_page_ = std::move(page); }

  void set_doorkeeper(Doorkeeper doorkeeper) { doorkeeper_ = std::move(doorkeeper); }

  // Of the route that would answer; 0 when there is none or it names no limit.
  std::size_t body_bytes_of(std::string_view method, const std::vector<std::string>& segments) const;

  // Never throws. HEAD is answered by GET. No route: http.not_found; another method: http.method_not_allowed with
  // Allow. An exception that escapes a handler is http.internal; its text goes to no caller.
  Response answer(Request request) const;
  Response answer_problem(const Request& request, const Problem& problem) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  const Route* find(std::string_view method, const std::vector<std::string>& segments) const;
  Response answer_unserved(const Request& request) const;

  std::vector<Route> routes_;
  ProblemPage problem_page_;
  Doorkeeper doorkeeper_;
};

}  // namespace luytre::http
