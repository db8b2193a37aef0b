// What people do with their own account: open it, change the password, set the second factor, make tokens.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "platform/access/authority.h"
#include "platform/accounts/sessions.h"
#include "platform/commands/writer.h"

namespace luytre::accounts {

inline constexpr std::size_t recovery_codes_count = 10;
inline constexpr int token_days_max = 365;
inline constexpr std::size_t tokens_max = 20;  // alive at once, of one account

// The rules that hold on the day: which roles need a second factor, which acts a token may never do.
struct Rules {
  const access::Authority& authority;
  Date today;
};

// Holds, or is proposed for, a role that approves something: then the second factor is compulsory.
Result<bool> must_have_factor(storage::Database& database, const AccountId& account, const Rules& rules);

// Whom a one-time code opens, for the page that asks for a password. Problem accounts.bad_link.
Result<Account> account_of_link(Desk& desk, std::string_view code);

// Sets the password and opens a session; an invited account becomes active. Problems accounts.bad_link and those of
// check_password; accounts.not_active.
Result<OpenedSession> activate(Desk& desk, commands::Writer& writer, const Rules& rules, std::string_view code,
                               const std::string& password, const access::Origin& origin);

// Other sessions end. A wrong current password counts like a failed sign-in. Problems accounts.wrong_current_password,
// accounts.locked, accounts.too_many_attempts and those of check_password.
Done change_password(Desk& desk, commands::Writer& writer, commands::Order order, const Rules& rules,
                     const std::string& current, const std::string& wanted);

// What an authenticator app needs. Nothing counts until it is confirmed.
struct FactorOffer {
  std::string text;     // base 32, to type
  std::string address;  // otpauth://…
  std::string qr;       // SVG
};
// Over a factor that is set already only a session that showed it may begin anew: accounts.show_factor_first.
Result<FactorOffer> begin_factor(Desk& desk, const access::Actor& actor, std::string_view site);
Result<FactorOffer> pending_factor(Desk& desk, const access::Actor& actor, std::string_view site);

// A right code sets it: recovery codes come back, once, and the session is exchanged for one with the factor shown.
// On a trial or a replay both stay empty.
struct FactorSet {
  std::vector<std::string> recovery_codes;
  OpenedSession session;
};
Result<FactorSet> confirm_factor(Desk& desk, commands::Writer& writer, commands::Order order, std::string_view code);

// None on a trial or a replay. Problem accounts.show_factor_first.
Result<std::vector<std::string>> renew_recovery_codes(commands::Writer& writer, commands::Order order);

struct TokenWish {
  std::string name;
  std::vector<std::string> acts;
  int days = 90;
};
struct IssuedToken {
  std::string id;
  std::string secret;  // shown now or never
  std::string expires_at;
};
// Problems accounts.token_name, accounts.token_days, accounts.token_acts (unknown, or one that approves),
// accounts.too_many_tokens.
Result<IssuedToken> issue_token(commands::Writer& writer, commands::Order order, const Rules& rules,
                                const TokenWish& wish, long long unix_milliseconds);
Done revoke_token(commands::Writer& writer, commands::Order order, const std::string& id);

// Ends one's own session, or all the others. Problem accounts.no_session.
Done end_own_session(Desk& desk, const access::Actor& actor, const std::string& id);
Done end_other_sessions(Desk& desk, const access::Actor& actor);

}  // namespace luytre::accounts
