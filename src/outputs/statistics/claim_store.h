// All SQL of the room.
#pragma once

#include <memory>

#include "outputs/statistics/claim_register.h"
#include "platform/storage/database.h"

namespace luytre::statistics {

Result<std::shared_ptr<const ClaimRegister>> load_claims(storage::Database& database, audit::EventNumber known_at);

// Inside a command. A claim's status is recorded beside its content; nothing is overwritten.
Done append_claims(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const std::vector<Claim>& claims);
Done append_status(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const ClaimId& id, ClaimStatus status);

}  // namespace luytre::statistics
