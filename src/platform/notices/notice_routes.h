// A person's own notices over HTTP. Only for somebody signed in, and only their own.
#pragma once

#include <functional>

#include "platform/http/router.h"
#include "platform/notices/inbox.h"

namespace luytre::notices {

// Runs the work with a database that nobody else uses meanwhile, and that may be written.
using WithDatabase = std::function<Done(const std::function<Done(storage::Database&)>& work)>;

// GET /api/v1/notices (limit, cursor, unread), POST /api/v1/notices/read {"ids": […]} or {"until": instant},
// GET and PUT /api/v1/notices/preference. Marking and choosing are no events: nothing of the record changes.
void add_notice_routes(http::Router& router, const WithDatabase& with_database);

// For pages: {"email": "digest", "quiet_from": "21:00", "quiet_until": "06:00", "digest_hour": "7", "language": "vi"};
// empty quiet hours and language are none. Problem notices.preference_malformed names the field.
Result<Preference> preference_from_fields(const std::string& email, const std::string& quiet_from,
                                          const std::string& quiet_until, const std::string& digest_hour,
                                          const std::string& language);

}  // namespace luytre::notices
