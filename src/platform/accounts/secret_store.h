// SQL of what opens an account: passwords, factors, recovery codes, links, sessions, tokens, failed attempts.
// Operational state, outside the record; none of it is readable back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/accounts/account.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

struct Secret {
  std::string password_hash;  // empty: none set
  std::string totp_sealed;    // empty: none
  std::string totp_pending;   // sealed; begun and not confirmed
  bool is_totp_confirmed = false;
  std::int64_t totp_step = 0;  // last used
};
Result<Secret> find_secret(storage::Database& database, const AccountId& account);
Done set_password_hash(storage::Database& database, const AccountId& account, const std::string& hash);
Done set_totp(storage::Database& database, const AccountId& account, const std::string& box, bool is_confirmed,
              std::int64_t step);
Done set_pending_totp(storage::Database& database, const AccountId& account, const std::string& box);
// False when a later or the same step was used meanwhile: of two requests with one code only one wins.
Result<bool> advance_totp_step(storage::Database& database, const AccountId& account, std::int64_t step);

Done replace_recovery_codes(storage::Database& database, const AccountId& account,
                            const std::vector<std::string>& digests);
Result<bool> use_recovery_code(storage::Database& database, const AccountId& account, const std::string& digest,
                               const std::string& now);
Result<std::int64_t> count_recovery_codes(storage::Database& database, const AccountId& account);

// Earlier links of the account no longer open anything.
Done put_link(storage::Database& database, const AccountId& account, const std::string& digest,
              const std::string& expires_at);
// The account that an unused, unexpired link opens.
Result<std::optional<AccountId>> find_link(storage::Database& database, const std::string& digest,
                                           const std::string& now);
Result<bool> use_link(storage::Database& database, const std::string& digest, const std::string& now);

struct Session {
  std::string id;  // digest of the cookie's secret
  AccountId account;
  bool is_full = false;  // false: the second factor is still to be shown
  bool has_second_factor = false;
  std::string form_token;
  std::string address, agent;
  std::string created_at, seen_at, expires_at;
};
Done insert_session(storage::Database& database, const Session& session);
Result<std::optional<Session>> find_session(storage::Database& database, const std::string& id);
Result<std::vector<Session>> list_sessions(storage::Database& database, const AccountId& account);
Done touch_session(storage::Database& database, const std::string& id, const std::string& now);
Result<bool> delete_session(storage::Database& database, const std::string& id);
// All of an account, but for `kept`. The number deleted.
Result<std::int64_t> delete_sessions(storage::Database& database, const AccountId& account, std::string_view kept = {});
Done delete_sessions_before(storage::Database& database, const std::string& expired, const std::string& idle_since);

struct Token {
  std::string id;
  AccountId account;
  std::string name;
  std::vector<std::string> acts;
  std::string created_at, expires_at, used_at, revoked_at;
};
Done insert_token(storage::Database& database, const Token& token, const std::string& digest);
Result<std::optional<Token>> find_token(storage::Database& database, const std::string& digest);
Result<std::vector<Token>> list_tokens(storage::Database& database, const AccountId& account);
Done touch_token(storage::Database& database, const std::string& id, const std::string& now);
Result<bool> revoke_token_row(storage::Database& database, const AccountId& account, const std::string& id,
                              const std::string& now);

Result<std::optional<AccountId>> find_external_identity(storage::Database& database, std::string_view issuer,
                                                        std::string_view subject);
Done insert_external_identity(storage::Database& database, std::string_view issuer, std::string_view subject,
                              const AccountId& account, const std::string& now);

// Everything that opens the account, or says where its owner was.
Done delete_secrets(storage::Database& database, const AccountId& account);

}  // namespace luytre::accounts
