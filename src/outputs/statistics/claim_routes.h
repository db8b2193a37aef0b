// GET /api/v1/claims and /api/v1/claims/{id}: figures and their birth certificates.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "outputs/statistics/claim_register.h"
#include "platform/http/router.h"

namespace luytre::statistics {

using ClaimSource = std::function<Result<std::shared_ptr<const ClaimRegister>>(std::optional<audit::EventNumber>)>;

void add_claim_routes(http::Router& router, ClaimSource source);

}  // namespace luytre::statistics
