// GET /api/v1/claims and /api/v1/claims/{id}: figures and their birth certificates. POST: draft, publish, correct.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "outputs/statistics/claim_register.h"
#include "outputs/statistics/overtaken.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/judgement/evaluate.h"

namespace luytre::statistics {

using ClaimSource = std::function<Result<std::shared_ptr<const ClaimRegister>>(std::optional<audit::EventNumber>)>;

// Whether the figure still stands as known at the event.
using AskAgain = std::function<std::optional<Overtaken>(const Claim&, std::optional<audit::EventNumber>)>;

// `guard` is asked drafts.view where drafts are wanted; without one nobody sees them. Without `again` figures stand.
void add_claim_routes(http::Router& router, const ClaimSource& source, const access::Guard& guard = {},
                      const AskAgain& again = {});

struct ClaimDoors {
  ClaimSource claims;
  std::function<Result<judgement::Materials>()> materials;  // what own figures are computed from
  commands::Writer& writer;
  std::function<long long()> unix_milliseconds;
};

// POST /api/v1/claims (a draft), /api/v1/claims/{id}/publication, /api/v1/claims/{id}/correction
void add_claim_write_routes(http::Router& router, const ClaimDoors& doors);

}  // namespace luytre::statistics
