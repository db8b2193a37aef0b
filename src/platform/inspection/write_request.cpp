#include "platform/inspection/write_request.h"

#include "platform/http/body.h"
#include "platform/http/parameters.h"

namespace luytre::inspection {

Result<commands::Asked> asked_of(const http::Request& request) {
  if (auto known = http::check_parameters(request, {"dry_run"}); !known) return pass_on(known);
  const auto is_dry_run = http::flag_parameter(request, "dry_run");
  if (!is_dry_run) return pass_on(is_dry_run);
  commands::Asked asked(request.actor);
  asked.idempotency_key = request.header("idempotency-key");
  asked.reason = http::body_field(request, "reason");
  asked.is_dry_run = *is_dry_run;
  if (!asked.idempotency_key.empty()) asked.request = request.path + "\n" + http::content_of(request);
  return asked;
}

Result<commands::Order> order_of(const http::Request& request) {
  const auto asked = asked_of(request);
  if (!asked) return pass_on(asked);
  return commands::order_by(*asked, "");
}

std::optional<Date> date_member(http::Members& members, std::string_view name) {
  const std::string text = members.text_or_empty(name);
  if (text.empty()) return std::nullopt;
  const auto day = Date::parse(text);
  if (day) return *day;
  members.refuse(name, {day.error().code, day.error().arguments, "", {}});
  return std::nullopt;
}

http::Response written_response(const commands::Asked& asked, json::object answer) {
  answer["is_dry_run"] = asked.is_dry_run;
  http::Response response = http::document_response("application/json", compact(answer) + "\n");
  response.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace luytre::inspection
