#include "programme/criteria/criteria_routes.h"

#include "platform/http/parameters.h"
#include "programme/criteria/describe.h"

namespace luytre::criteria {

namespace {

Result<std::shared_ptr<const Library>> asked_library(const http::Request& request, const Source& source) {
  if (auto done = http::check_parameters(request, {"as_known"}); !done) return pass_on(done);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  return source(*as_known);
}

Result<http::Response> answer_list(const http::Request& request, const Source& source) {
  const auto library = asked_library(request, source);
  if (!library) return pass_on(library);
  json::array sets;
  for (const CriteriaSet& set : (*library)->sets) sets.push_back(summary(**library, set));
  return http::json_response(request, json::object{{"sets", std::move(sets)}}, (*library)->known_at);
}

Result<http::Response> answer_set(const http::Request& request, const Source& source) {
  const auto library = asked_library(request, source);
  if (!library) return pass_on(library);
  const std::string id = request.captured_text("subject") + "/" + request.captured_text("period");
  const CriteriaSet* set = (*library)->set(id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", id}});
  return http::json_response(request, detail(**library, *set), (*library)->known_at);
}

}  // namespace

void add_criteria_routes(http::Router& router, const Source& source) {
  router.get("/api/v1/criteria-sets", [source](const http::Request& request) { return answer_list(request, source); });
  router.get("/api/v1/criteria-sets/{subject}/{period}",
             [source](const http::Request& request) { return answer_set(request, source); });
}

}  // namespace luytre::criteria
