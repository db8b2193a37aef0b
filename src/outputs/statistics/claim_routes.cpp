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

// Drafts are for those who may see them; nothing between keeps such an answer.
http::Response told(const http::Request& request, json::value value, const ClaimRegister& claims, bool is_private) {
  http::Response response = http::json_response(request, std::move(value), claims.known_at());
  if (is_private) response.set("Cache-Control", "private, no-store");
  return response;
}

Done may_see_drafts(const http::Request& request, const access::Guard& guard) {
  if (!guard) return refuse("http.not_found", {{"path", request.path}});
  return guard(request.actor, {"drafts.view", "", {}, {}});
}

// What the two routes below are answered with.
struct Doors {
  ClaimSource source;
  access::Guard guard;
  AskAgain again;
};

json::object told_claim(const Doors& doors, const Claim& claim, const ClaimRegister& claims, bool with_units,
                        std::optional<audit::EventNumber> as_known) {
  return json_of(claim, claims, with_units, doors.again ? doors.again(claim, as_known) : std::nullopt);
}

Result<http::Response> list(const http::Request& request, const Doors& doors) {
  const auto known = http::check_parameters(
      request, {"definition", "place", "origin", "discrepant", "drafts", "cursor", "limit", "as_known"});
  if (!known) return pass_on(known);
  auto question = question_of(request);
  if (!question) return pass_on(question);
  const auto drafts = http::flag_parameter(request, "drafts");
  if (!drafts) return pass_on(drafts);
  question->include_drafts = *drafts;
  if (*drafts) {
    if (auto may = may_see_drafts(request, doors.guard); !may) return pass_on(may);
  }
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  const auto rows = http::limit_parameter(request, http::rows_default, ClaimRegister::page_rows_max);
  if (!rows) return pass_on(rows);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto claims = doors.source(*as_known);
  if (!claims) return pass_on(claims);
  const ClaimPage page = (*claims)->page(*question, *cursor, *rows);
  json::array items;
  for (const Claim* claim : page.claims) items.push_back(told_claim(doors, *claim, **claims, false, *as_known));
  json::object value{{"claims", std::move(items)}};
  value["next_cursor"] = page.next ? json::value(http::encode_cursor(*page.next)) : json::value(nullptr);
  return told(request, std::move(value), **claims, *drafts);
}

Result<http::Response> show(const http::Request& request, const Doors& doors) {
  const auto known = http::check_parameters(request, {"as_known"});
  if (!known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto claims = doors.source(*as_known);
  if (!claims) return pass_on(claims);
  const std::string& id = request.captured_text("id");
  const Claim* claim = (*claims)->find(id);
  const bool is_draft = claim != nullptr && claim->status == ClaimStatus::draft;
  // To everybody else a draft is as unknown as one that does not exist.
  if (claim == nullptr || (is_draft && !may_see_drafts(request, doors.guard)))
    return refuse("claim.unknown", {{"claim", id}});
  return told(request, told_claim(doors, *claim, **claims, true, *as_known), **claims, is_draft);
}

}  // namespace

void add_claim_routes(http::Router& router, const ClaimSource& source, const access::Guard& guard,
                      const AskAgain& again) {
  const Doors doors{source, guard, again};
  router.get("/api/v1/claims", [doors](const http::Request& request) { return list(request, doors); });
  router.get("/api/v1/claims/{id}", [doors](const http::Request& request) { return show(request, doors); });
}

}  // namespace luytre::statistics
