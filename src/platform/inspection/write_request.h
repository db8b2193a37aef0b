// What every write over HTTP may say beside its content: ?dry_run=true, the header Idempotency-Key, a member `reason`.
#pragma once

#include "platform/commands/writer.h"
#include "platform/http/body.h"
#include "platform/http/response.h"

namespace luytre::inspection {

// Who asks, its key, the reason, whether it is only tried, and what is asked in bytes (so that a key used again must
// ask the same). The body may be empty, a JSON object or a form. Problems http.* of parameters.
Result<commands::Asked> asked_of(const http::Request& request);

// The same as an order that lacks its act.
Result<commands::Order> order_of(const http::Request& request);

// A member that is a day: absent or wrong is nothing, and wrong is told by the members' finish().
std::optional<Date> date_member(http::Members& members, std::string_view name);

// 200 for whoever asked alone, with `is_dry_run` beside what the room answers.
http::Response written_response(const commands::Asked& asked, json::object answer);

}  // namespace luytre::inspection
