// Confirming an indicator over HTTP: whoever is signed in confirms, never a typed name.
#include "platform/inspection/write_request.h"
#include "programme/criteria/confirm.h"
#include "programme/criteria/criteria_routes.h"

namespace luytre::criteria {
namespace {

Result<http::Response> post_confirmation(const http::Request& request, commands::Writer& writer) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  ConfirmOrder order;
  order.set = members->text("set");
  order.indicator = members->text("indicator");
  order.document = members->text("document");
  order.note = members->text_or_empty("note");
  order.province = members->text_or_empty("province");
  if (auto read = members->finish(); !read) return pass_on(read);
  order.confirmed_by = request.actor.name;
  const auto confirmed = confirm(writer, *asked, order);
  if (!confirmed) return pass_on(confirmed);
  const Confirmation& recorded = confirmed->confirmation;
  return inspection::written_response(*asked, {{"event", confirmed->event},
                                               {"set", recorded.set},
                                               {"indicator", recorded.indicator},
                                               {"indicator_hash", recorded.indicator_hash},
                                               {"province", recorded.province},
                                               {"document", recorded.document}});
}

}  // namespace

void add_confirmation_routes(http::Router& router, commands::Writer& writer) {
  router.post("/api/v1/criteria/confirmations",
              [&writer](const http::Request& request) { return post_confirmation(request, writer); });
}

}  // namespace luytre::criteria
