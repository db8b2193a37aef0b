#include "platform/inspection/write_request.h"

#include "platform/http/parameters.h"

namespace luytre::inspection {
namespace {

Result<std::string> reason_of(const http::Request& request) {
  if (request.body.empty()) return std::string();
  if (request.header("content-type").starts_with("application/x-www-form-urlencoded")) {
    const auto form = http::parse_target("/?" + request.body);
    if (!form) return pass_on(form);
    const auto* reason = form->query_text("reason");
    return reason == nullptr ? std::string() : *reason;
  }
  const auto body = parse_json(request.body);
  if (!body) return pass_on(body);
  const auto* object = body->if_object();
  const auto* reason = object == nullptr ? nullptr : object->if_contains("reason");
  const auto* text = reason == nullptr ? nullptr : reason->if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

}  // namespace

Result<commands::Order> order_of(const http::Request& request) {
  if (auto known = http::check_parameters(request, {"dry_run"}); !known) return pass_on(known);
  const auto is_dry_run = http::flag_parameter(request, "dry_run");
  if (!is_dry_run) return pass_on(is_dry_run);
  auto reason = reason_of(request);
  if (!reason) return pass_on(reason);
  commands::Order order;
  order.actor = request.actor;
  order.idempotency_key = request.header("idempotency-key");
  order.reason = std::move(*reason);
  order.is_dry_run = *is_dry_run;
  return order;
}

}  // namespace luytre::inspection
