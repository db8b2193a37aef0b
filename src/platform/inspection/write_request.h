// What every write over HTTP may say beside its content: ?dry_run=true, the header Idempotency-Key, a member `reason`.
#pragma once

#include "platform/commands/writer.h"
#include "platform/http/request.h"

namespace luytre::inspection {

// The order without its act: who asks, its key, the reason, whether it is only tried. The body may be empty, a JSON
// object or a form. Problems http.* of parameters, json.malformed.
Result<commands::Order> order_of(const http::Request& request);

}  // namespace luytre::inspection
