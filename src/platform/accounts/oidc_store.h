// SQL of sign-ins at another provider that are under way, and of finding an account by a verified e-mail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/accounts/account.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

inline constexpr std::int64_t outside_sign_ins_max = 20'000;  // under way at once; more is accounts.oidc_busy

struct OutsideAttempt {
  std::string state_digest;
  std::string browser_digest;
  std::string provider;
  std::string return_path;
  std::string expires_at;
};

// Removes those that ran out.
Done insert_outside_attempt(storage::Database& database, const OutsideAttempt& attempt, const std::string& now);
// Gone afterwards, whatever comes of it: a state is good once. Nothing: unknown, used, or run out.
Result<std::optional<OutsideAttempt>> take_outside_attempt(storage::Database& database, const std::string& state_digest,
                                                           const std::string& now);
// The accounts of persons with this address, letters compared without case; at most two are looked for.
Result<std::vector<AccountId>> accounts_with_email(storage::Database& database, const std::string& email);

}  // namespace luytre::accounts
