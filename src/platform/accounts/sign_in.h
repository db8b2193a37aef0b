// Signing in: password, then the second factor where there is one. Every refusal costs the same and says the same.
#pragma once

#include <string>
#include <string_view>

#include "platform/accounts/sessions.h"
#include "platform/commands/writer.h"

namespace luytre::accounts {

// Problems accounts.wrong_password (unknown logins too), accounts.locked, accounts.too_many_attempts,
// accounts.not_active. A lock that begins is an event and a notice to the owner.
Result<OpenedSession> sign_in(Desk& desk, commands::Writer& writer, std::string_view login, std::string_view password,
                              const access::Origin& origin);

// The code of an authenticator app, or a recovery code. A new session takes the place of the half one. Problems
// accounts.no_half_session, accounts.wrong_code, accounts.locked.
Result<OpenedSession> show_second_factor(Desk& desk, commands::Writer& writer, std::string_view half_secret,
                                         std::string_view code, const access::Origin& origin);

// For a provider that has recognised the account's owner. Problem accounts.not_active.
Result<OpenedSession> sign_in_elsewhere(Desk& desk, const AccountId& account, const access::Origin& origin,
                                        bool has_second_factor);

// A wrong secret given for an account that is known: counted like a failed sign-in, its owner told when that locks it.
// Always a refusal: `refusal`, unless the counting itself fails.
Done count_wrong_secret(Desk& desk, commands::Writer& writer, const std::string& login, const AccountId& account,
                        const access::Origin& origin, Problem refusal);

// Lower case, composed, trimmed: how logins are kept and compared.
std::string login_as_kept(std::string_view typed);

}  // namespace luytre::accounts
