// GET /api/v1/criteria-sets?as_known=                       every set: counts, confidences, hash
// GET /api/v1/criteria-sets/{subject}/{period}?as_known=    one set with its criteria, thresholds and references
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/audit/event.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {

using Source = std::function<Result<std::shared_ptr<const Library>>(std::optional<audit::EventNumber> known_at)>;

void add_criteria_routes(http::Router& router, const Source& source);

// POST /api/v1/criteria/confirmations
void add_confirmation_routes(http::Router& router, commands::Writer& writer);

}  // namespace luytre::criteria
