#include "platform/accounts/secret_store.h"

namespace luytre::accounts {

using storage::Blob;
using storage::Database;
using storage::Row;

namespace {

constexpr std::string_view session_columns =
    "SELECT id, account, stage, second_factor, form_token, address, agent, created_at, seen_at, expires_at"
    " FROM session";
constexpr std::string_view token_columns =
    "SELECT id, account, name, acts, created_at, expires_at, used_at, revoked_at FROM personal_token";

std::int64_t as_integer(bool truth) { return truth ? 1 : 0; }

Done as_done(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return {};
}

Result<bool> as_truth(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return *changed > 0;
}

Session session_of(const Row& row) {
  return {row.text(0),           AccountId(row.text(1)),
          row.text(2) == "full", row.truth(3),
          row.text(4),           row.text(5),
          row.text(6),           row.text(7),
          row.text(8),           row.text(9)};
}

std::vector<std::string> words_of(const std::string& joined) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < joined.size();) {
    const std::size_t end = std::min(joined.find(' ', at), joined.size());
    words.push_back(joined.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Token token_of(const Row& row) {
  return {
      row.text(0), AccountId(row.text(1)), row.text(2), words_of(row.text(3)), row.text(4), row.text(5), row.text(6),
      row.text(7)};
}

template <class Thing>
Result<std::vector<Thing>> all_of(Database& database, const std::string& sql,
                                  const std::vector<storage::Value>& parameters, Thing (*read)(const Row&)) {
  const auto rows = database.query(sql, parameters);
  if (!rows) return pass_on(rows);
  std::vector<Thing> things;
  things.reserve(rows->size());
  for (const Row& row : *rows) things.push_back(read(row));
  return things;
}

template <class Thing>
Result<std::optional<Thing>> first_of(Result<std::vector<Thing>> things) {
  if (!things) return pass_on(things);
  if (things->empty()) return std::optional<Thing>();
  return std::optional<Thing>(std::move(things->front()));
}

AccountId account_in(const Row& row) { return AccountId(row.text(0)); }

}  // namespace

Result<Secret> find_secret(Database& database, const AccountId& account) {
  const auto rows = database.query(
      "SELECT password_hash, totp_sealed, totp_pending, totp_confirmed, totp_step FROM account_secret WHERE account = "
      "?",
      {account.text()});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return refuse("accounts.unknown", {{"account", account.text()}});
  const Row& row = rows->front();
  return Secret{row.text(0), row.bytes(1), row.bytes(2), row.truth(3), row.integer(4)};
}

Done set_password_hash(Database& database, const AccountId& account, const std::string& hash) {
  return as_done(
      database.execute("UPDATE account_secret SET password_hash = ? WHERE account = ?", {hash, account.text()}));
}

Done set_totp(Database& database, const AccountId& account, const std::string& box, bool is_confirmed,
              std::int64_t step) {
  return as_done(
      database.execute("UPDATE account_secret SET totp_sealed = ?, totp_pending = ?, totp_confirmed = ?, totp_step = ? "
                       "WHERE account = ?",
                       {Blob{box}, Blob{}, as_integer(is_confirmed), step, account.text()}));
}

Done set_pending_totp(Database& database, const AccountId& account, const std::string& box) {
  return as_done(
      database.execute("UPDATE account_secret SET totp_pending = ? WHERE account = ?", {Blob{box}, account.text()}));
}

Result<bool> advance_totp_step(Database& database, const AccountId& account, std::int64_t step) {
  return as_truth(database.execute("UPDATE account_secret SET totp_step = ? WHERE account = ? AND totp_step < ?",
                                   {step, account.text(), step}));
}

Done replace_recovery_codes(Database& database, const AccountId& account, const std::vector<std::string>& digests) {
  if (auto gone = as_done(database.execute("DELETE FROM recovery_code WHERE account = ?", {account.text()})); !gone)
    return gone;
  for (const std::string& digest : digests) {
    auto kept = as_done(database.execute("INSERT INTO recovery_code (account, digest, used_at) VALUES (?, ?, '')",
                                         {account.text(), digest}));
    if (!kept) return kept;
  }
  return {};
}

Result<bool> use_recovery_code(Database& database, const AccountId& account, const std::string& digest,
                               const std::string& now) {
  return as_truth(
      database.execute("UPDATE recovery_code SET used_at = ? WHERE account = ? AND digest = ? AND used_at = ''",
                       {now, account.text(), digest}));
}

Result<std::int64_t> count_recovery_codes(Database& database, const AccountId& account) {
  const auto rows =
      database.query("SELECT count(*) FROM recovery_code WHERE account = ? AND used_at = ''", {account.text()});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Done put_link(Database& database, const AccountId& account, const std::string& digest, const std::string& expires_at) {
  if (auto gone = as_done(database.execute("DELETE FROM one_time_link WHERE account = ?", {account.text()})); !gone)
    return gone;
  return as_done(
      database.execute("INSERT INTO one_time_link (digest, account, expires_at, used_at) VALUES (?, ?, ?, '')",
                       {digest, account.text(), expires_at}));
}

Result<std::optional<AccountId>> find_link(Database& database, const std::string& digest, const std::string& now) {
  return first_of(all_of(database,
                         "SELECT account FROM one_time_link WHERE digest = ? AND used_at = '' AND expires_at > ?",
                         {digest, now}, account_in));
}

Result<bool> use_link(Database& database, const std::string& digest, const std::string& now) {
  return as_truth(database.execute(
      "UPDATE one_time_link SET used_at = ? WHERE digest = ? AND used_at = '' AND expires_at > ?", {now, digest, now}));
}

Done insert_session(Database& database, const Session& session) {
  return as_done(database.execute(
      "INSERT INTO session (id, account, stage, second_factor, form_token, address, agent, created_at, seen_at,"
      " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {session.id, session.account.text(), session.is_full ? "full" : "password", as_integer(session.has_second_factor),
       session.form_token, session.address, session.agent, session.created_at, session.seen_at, session.expires_at}));
}

Result<std::optional<Session>> find_session(Database& database, const std::string& id) {
  return first_of(all_of(database, std::string(session_columns) + " WHERE id = ?", {id}, session_of));
}

Result<std::vector<Session>> list_sessions(Database& database, const AccountId& account) {
  return all_of(database, std::string(session_columns) + " WHERE account = ? ORDER BY seen_at DESC, id",
                {account.text()}, session_of);
}

Done touch_session(Database& database, const std::string& id, const std::string& now) {
  return as_done(database.execute("UPDATE session SET seen_at = ? WHERE id = ?", {now, id}));
}

Result<bool> delete_session(Database& database, const std::string& id) {
  return as_truth(database.execute("DELETE FROM session WHERE id = ?", {id}));
}

Result<std::int64_t> delete_sessions(Database& database, const AccountId& account, std::string_view kept) {
  return database.execute("DELETE FROM session WHERE account = ? AND id <> ?", {account.text(), std::string(kept)});
}

Done delete_sessions_before(Database& database, const std::string& expired, const std::string& idle_since) {
  return as_done(database.execute("DELETE FROM session WHERE expires_at < ? OR seen_at < ?", {expired, idle_since}));
}

Done insert_token(Database& database, const Token& token, const std::string& digest) {
  std::string acts;
  for (const std::string& act : token.acts) acts += (acts.empty() ? "" : " ") + act;
  return as_done(database.execute(
      "INSERT INTO personal_token (id, digest, account, name, acts, created_at, expires_at, used_at, revoked_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, '', '')",
      {token.id, digest, token.account.text(), token.name, acts, token.created_at, token.expires_at}));
}

Result<std::optional<Token>> find_token(Database& database, const std::string& digest) {
  return first_of(all_of(database, std::string(token_columns) + " WHERE digest = ?", {digest}, token_of));
}

Result<std::vector<Token>> list_tokens(Database& database, const AccountId& account) {
  return all_of(database, std::string(token_columns) + " WHERE account = ? ORDER BY created_at, id", {account.text()},
                token_of);
}

Done touch_token(Database& database, const std::string& id, const std::string& now) {
  return as_done(database.execute("UPDATE personal_token SET used_at = ? WHERE id = ?", {now, id}));
}

Result<bool> revoke_token_row(Database& database, const AccountId& account, const std::string& id,
                              const std::string& now) {
  return as_truth(
      database.execute("UPDATE personal_token SET revoked_at = ? WHERE id = ? AND account = ? AND revoked_at = ''",
                       {now, id, account.text()}));
}

Result<std::optional<AccountId>> find_external_identity(Database& database, std::string_view issuer,
                                                        std::string_view subject) {
  return first_of(all_of(database, "SELECT account FROM external_identity WHERE issuer = ? AND subject = ?",
                         {std::string(issuer), std::string(subject)}, account_in));
}

Done insert_external_identity(Database& database, std::string_view issuer, std::string_view subject,
                              const AccountId& account, const std::string& now) {
  return as_done(
      database.execute("INSERT INTO external_identity (issuer, subject, account, linked_at) VALUES (?, ?, ?, ?)",
                       {std::string(issuer), std::string(subject), account.text(), now}));
}

Done delete_secrets(Database& database, const AccountId& account) {
  for (const std::string_view table :
       {"session", "personal_token", "external_identity", "one_time_link", "recovery_code"}) {
    auto gone = as_done(database.execute("DELETE FROM " + std::string(table) + " WHERE account = ?", {account.text()}));
    if (!gone) return gone;
  }
  if (auto cleared = set_totp(database, account, "", false, 0); !cleared) return cleared;
  return set_password_hash(database, account, "");
}

}  // namespace luytre::accounts
