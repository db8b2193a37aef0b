#include "platform/accounts/oidc_store.h"

namespace luytre::accounts {

using storage::Database;

Done insert_outside_attempt(Database& database, const OutsideAttempt& attempt, const std::string& now) {
  if (auto swept = database.execute("DELETE FROM outside_sign_in WHERE expires_at <= ?", {now}); !swept) {
    return pass_on(swept);
  }
  const auto waiting = database.query("SELECT COUNT(*) FROM outside_sign_in");
  if (!waiting) return pass_on(waiting);
  if (waiting->front().integer(0) >= outside_sign_ins_max) return refuse("accounts.oidc_busy");
  const auto kept = database.execute(
      "INSERT INTO outside_sign_in (state, browser, provider, return_path, expires_at) VALUES (?, ?, ?, ?, ?)",
      {attempt.state_digest, attempt.browser_digest, attempt.provider, attempt.return_path, attempt.expires_at});
  if (!kept) return pass_on(kept);
  return {};
}

Result<std::optional<OutsideAttempt>> take_outside_attempt(Database& database, const std::string& state_digest,
                                                           const std::string& now) {
  const auto rows =
      database.query("DELETE FROM outside_sign_in WHERE state = ? RETURNING browser, provider, return_path, expires_at",
                     {state_digest});
  if (!rows) return pass_on(rows);
  if (rows->empty() || rows->front().text(3) <= now) return std::nullopt;
  const storage::Row& row = rows->front();
  return OutsideAttempt{state_digest, row.text(0), row.text(1), row.text(2), row.text(3)};
}

Result<std::vector<AccountId>> accounts_with_email(Database& database, const std::string& email) {
  const auto rows = database.query(
      "SELECT account FROM account_person WHERE LOWER(email) = LOWER(?) ORDER BY account LIMIT 2", {email});
  if (!rows) return pass_on(rows);
  std::vector<AccountId> accounts;
  for (const auto& row : *rows) accounts.emplace_back(row.text(0));
  return accounts;
}

}  // namespace luytre::accounts
