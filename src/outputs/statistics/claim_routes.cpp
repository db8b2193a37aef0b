#include "outputs/statistics/claim_routes.h"

#include "outputs/statistics/claim_view.h"
#include "platform/http/parameters.h"

namespace luytre::statistics {
namespace {

Result<ClaimQuestion> question_of(const http::Request& request) {
  ClaimQuestion question;
  const auto definition = http::text_parameter(request, "definition");
  if (!definition) return pass_on(definition);
  const auto place = http::text_parameter(request, "place");
  if (!place) return pass_on(place);
  const auto origin = http::choice_parameter(request, "origin", {"own", "quoted"});
  if (!origin) return pass_on(origin);
  const auto discrepant = http::flag_parameter(request, "discrepant");
  if (!discrepant) return pass_on(discrepant);
  question.definition = definition->value_or("");
  question.place = place->value_or("");
  if (*origin) question.origin = origin_named(**origin);
  question.only_discrepant = *discrepant;
  return question;
}

Result<http::Response> list(const http::Request& request, const ClaimSource& source) {
  const auto known =
      http::check_parameters(request, {"definition", "place", "origin", "discrepant", "cursor", "limit", "as_known"});
  if (!known) return pass_on(known);
  const auto question = question_of(request);
  if (!question) return pass_on(question);
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  const auto rows = http::limit_parameter(request, http::rows_default, ClaimRegister::page_rows_max);
  if (!rows) return pass_on(rows);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto claims = source(*as_known);
  if (!claims) return pass_on(claims);
  const ClaimPage page = (*claims)->page(*question, *cursor, *rows);
  json::array items;
  for (const Claim* claim : page.claims) items.push_back(json_of(*claim, **claims, false));
  json::object value{{"claims", std::move(items)}};
  value["next_cursor"] = page.next ? json::value(http::encode_cursor(*page.next)) : json::value(nullptr);
  return http::json_response(request, std::move(value), (*claims)->known_at());
}

Result<http::Response> show(const http::Request& request, const ClaimSource& source) {
  const auto known = http::check_parameters(request, {"as_known"});
  if (!known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto claims = source(*as_known);
  if (!claims) return pass_on(claims);
  const std::string& id = request.captured_text("id");
  const Claim* claim = (*claims)->find(id);
  // a draft is nobody's business yet
  if (claim == nullptr || claim->status == ClaimStatus::draft) return refuse("claim.unknown", {{"claim", id}});
  return http::json_response(request, json_of(*claim, **claims, true), (*claims)->known_at());
}

}  // namespace

void add_claim_routes(http::Router& router, ClaimSource source) {
  router.get("/api/v1/claims", [source](const http::Request& request) { return list(request, source); });
  router.get("/api/v1/claims/{id}", [source](const http::Request& request) { return show(request, source); });
}

}  // namespace luytre::statistics
