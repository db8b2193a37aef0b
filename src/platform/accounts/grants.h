// The roles an account holds, as the permit reads them: inside any transaction, always the newest.
#pragma once

#include <string_view>
#include <vector>

#include "platform/access/decide.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

// Approved and neither revoked nor withdrawn, of an account that is active; past and future days included.
Result<std::vector<access::Grant>> grants_of(storage::Database& database, std::string_view account_id);

}  // namespace luytre::accounts
