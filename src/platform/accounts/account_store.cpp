#include "platform/accounts/account_store.h"

#include <map>

#include "base/vietnamese.h"
#include "platform/accounts/grants.h"

namespace luytre::accounts {

using storage::Database;
using storage::Row;

namespace {

constexpr std::string_view account_columns =
    "SELECT a.id, s.state, a.event, p.login, p.full_name, p.email, p.phone, p.position,"
    " CASE WHEN x.password_hash <> '' THEN 1 ELSE 0 END, coalesce(x.totp_confirmed, 0)"
    " FROM account a"
    " JOIN account_state s ON s.account = a.id"
    " AND s.event = (SELECT max(event) FROM account_state WHERE account = a.id)"
    " LEFT JOIN account_person p ON p.account = a.id LEFT JOIN account_secret x ON x.account = a.id";

constexpr std::string_view grant_columns =
    "SELECT g.id, g.account, g.role, g.unit, g.department, g.from_day, g.until_day, g.proposed_by, g.event,"
    " coalesce(d.state, 'proposed'), coalesce(d.decided_by, ''), coalesce(d.event, 0),"
    " x.from_grant, x.signing_form, x.document, x.acts"
    " FROM role_grant g LEFT JOIN role_grant_decision d ON d.role_grant = g.id"
    " AND d.event = (SELECT max(event) FROM role_grant_decision WHERE role_grant = g.id)"
    " LEFT JOIN role_delegation x ON x.role_grant = g.id";

Done as_done(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return {};
}

Result<Account> account_of(const Row& row) {
  Account account;
  account.id = AccountId(row.text(0));
  const auto state = state_named(row.text(1));
  if (!state) return refuse("accounts.damaged", {{"table", "account_state"}});
  account.state = *state;
  account.event = row.integer(2);
  if (!row.is_null(3)) account.person = Person{row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
  account.has_password = row.truth(8);
  account.has_second_factor = row.truth(9);
  return account;
}

Result<GrantRecord> grant_of(const Row& row) {
  GrantRecord record;
  record.grant.id = row.text(0);
  record.account = AccountId(row.text(1));
  record.grant.role = row.text(2);
  record.grant.unit = row.text(3);
  record.grant.department = row.text(4);
  const auto from = Date::parse(row.text(5));
  const auto until = row.text(6).empty() ? Result<Date>(Date::open_end()) : Date::parse(row.text(6));
  const auto state = grant_state_named(row.text(9));
  if (!from || !until || !state) return refuse("accounts.damaged", {{"table", "role_grant"}});
  record.grant.valid = {*from, *until};
  record.state = *state;
  record.proposed_by = row.text(7);
  record.event = row.integer(8);
  record.decided_by = row.text(10);
  record.decided_event = row.integer(11);
  if (row.is_null(12)) return record;
  record.delegation = Delegation{row.text(12), row.text(13), row.text(14), {}};
  const auto acts = parse_json(row.text(15));
  if (!acts || !acts->is_array()) return refuse("accounts.damaged", {{"table", "role_delegation"}});
  for (const json::value& act : acts->as_array()) record.delegation->acts.emplace_back(act.as_string());
  record.grant.acts = record.delegation->acts;
  return record;
}

template <class Thing, class Read>
Result<std::vector<Thing>> read_all(Database& database, const std::string& sql,
                                    const std::vector<storage::Value>& parameters, const Read& read) {
  std::vector<Thing> things;
  const Done done = database.each_row(sql, parameters, [&](const Row& row) -> Done {
    auto thing = read(row);
    if (!thing) return pass_on(thing);
    things.push_back(*std::move(thing));
    return {};
  });
  if (!done) return pass_on(done);
  return things;
}

template <class Thing>
Result<std::optional<Thing>> first_of(Result<std::vector<Thing>> things) {
  if (!things) return pass_on(things);
  if (things->empty()) return std::optional<Thing>();
  return std::optional<Thing>(std::move(things->front()));
}

}  // namespace

Done insert_account(Database& database, const AccountId& id, audit::EventNumber event) {
  auto made =
      as_done(database.execute("INSERT INTO account (id, kind, event) VALUES (?, 'person', ?)", {id.text(), event}));
  if (!made) return made;
  return as_done(database.execute(
      "INSERT INTO account_secret (account, password_hash, totp_sealed, totp_pending, totp_confirmed, totp_step)"
      " VALUES (?, '', ?, ?, 0, 0)",
      {id.text(), storage::Blob{}, storage::Blob{}}));
}

Done insert_state(Database& database, const AccountId& id, audit::EventNumber event, AccountState state) {
  return as_done(database.execute("INSERT INTO account_state (account, event, state) VALUES (?, ?, ?)",
                                  {id.text(), event, std::string(text_of(state))}));
}

Done put_person(Database& database, const AccountId& id, const Person& person) {
  const auto other =
      database.query("SELECT account FROM account_person WHERE login = ? AND account <> ?", {person.login, id.text()});
  if (!other) return pass_on(other);
  if (!other->empty()) return refuse("accounts.login_taken", {{"login", person.login}}, "/login");
  return as_done(database.execute(
      "INSERT INTO account_person (account, login, full_name, folded_name, email, phone, position)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET login = excluded.login,"
      " full_name = excluded.full_name, folded_name = excluded.folded_name, email = excluded.email,"
      " phone = excluded.phone, position = excluded.position",
      {id.text(), person.login, person.full_name, fold(person.login + " " + person.full_name + " " + person.position),
       person.email, person.phone, person.position}));
}

Result<bool> delete_person(Database& database, const AccountId& id) {
  const auto deleted = database.execute("DELETE FROM account_person WHERE account = ?", {id.text()});
  if (!deleted) return pass_on(deleted);
  return *deleted > 0;
}

Result<std::optional<Account>> find_account(Database& database, std::string_view id) {
  return first_of(
      read_all<Account>(database, std::string(account_columns) + " WHERE a.id = ?", {std::string(id)}, account_of));
}

Result<std::optional<Account>> find_account_by_login(Database& database, std::string_view login) {
  return first_of(read_all<Account>(database, std::string(account_columns) + " WHERE p.login = ?", {std::string(login)},
                                    account_of));
}

Result<Account> require_account(Database& database, std::string_view id) {
  auto found = find_account(database, id);
  if (!found) return pass_on(found);
  if (!*found) return refuse("accounts.unknown", {{"account", std::string(id)}});
  return **std::move(found);
}

Result<std::vector<Account>> list_accounts(Database& database, const AccountFilter& filter, std::string_view after,
                                           std::int64_t limit) {
  // An erased person has no login; such accounts stand at the end, by id.
  std::string sql = std::string(account_columns) + " WHERE coalesce(p.login, '~' || a.id) > ?";
  std::vector<storage::Value> parameters{std::string(after)};
  const std::string words = fold(filter.words);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    sql += " AND p.folded_name LIKE ? ESCAPE '\\'";
    std::string pattern = "%";
    for (const char c : words.substr(at, end - at)) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    parameters.emplace_back(pattern + "%");
    at = end + 1;
  }
  if (filter.state) {
    sql += " AND s.state = ?";
    parameters.emplace_back(std::string(text_of(*filter.state)));
  }
  if (!filter.unit.empty()) {
    sql += " AND a.id IN (SELECT account FROM role_grant WHERE unit = ?)";
    parameters.emplace_back(filter.unit);
  }
  sql += " ORDER BY coalesce(p.login, '~' || a.id) LIMIT ?";
  parameters.emplace_back(limit);
  return read_all<Account>(database, sql, parameters, account_of);
}

Done insert_grant(Database& database, const GrantRecord& record) {
  const access::Grant& grant = record.grant;
  const std::string until = grant.valid.to == Date::open_end() ? "" : grant.valid.to.text();
  return as_done(database.execute(
      "INSERT INTO role_grant (id, account, role, unit, department, from_day, until_day, proposed_by, event)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {grant.id, record.account.text(), grant.role, grant.unit, grant.department, grant.valid.from.text(), until,
       record.proposed_by, record.event}));
}

Done insert_grant_decision(Database& database, std::string_view grant, audit::EventNumber event, GrantState state,
                           std::string_view decided_by) {
  return as_done(
      database.execute("INSERT INTO role_grant_decision (role_grant, event, state, decided_by) VALUES (?, ?, ?, ?)",
                       {std::string(grant), event, std::string(text_of(state)), std::string(decided_by)}));
}

Done insert_delegation(Database& database, std::string_view grant, const Delegation& delegation) {
  json::array acts;
  for (const std::string& act : delegation.acts) acts.emplace_back(act);
  return as_done(database.execute(
      "INSERT INTO role_delegation (role_grant, from_grant, signing_form, document, acts) VALUES (?, ?, ?, ?, ?)",
      {std::string(grant), delegation.from_grant, delegation.signing_form, delegation.document, compact(acts)}));
}

Result<std::vector<GrantRecord>> list_delegations_by(Database& database, std::string_view account_id) {
  return read_all<GrantRecord>(database,
                               std::string(grant_columns) +
                                   " WHERE x.from_grant IN (SELECT id FROM role_grant WHERE"
                                   " account = ?) ORDER BY g.event, g.id",
                               {std::string(account_id)}, grant_of);
}

Result<std::vector<GrantRecord>> list_grants(Database& database, std::string_view account_id) {
  return read_all<GrantRecord>(database, std::string(grant_columns) + " WHERE g.account = ? ORDER BY g.event, g.id",
                               {std::string(account_id)}, grant_of);
}

Result<std::vector<GrantRecord>> list_waiting_grants(Database& database) {
  return read_all<GrantRecord>(database, std::string(grant_columns) + " WHERE d.state IS NULL ORDER BY g.event, g.id",
                               {}, grant_of);
}

Result<std::vector<std::pair<GrantRecord, std::string>>> list_all_standing_grants(Database& database) {
  const auto records = read_all<GrantRecord>(
      database,
      std::string(grant_columns) +
          " WHERE coalesce(d.state, 'proposed') IN ('approved', 'proposed') ORDER BY g.unit, g.role, g.account, g.id",
      {}, grant_of);
  if (!records) return pass_on(records);
  const auto accounts =
      read_all<Account>(database, std::string(account_columns) + " WHERE s.state <> 'closed'", {}, account_of);
  if (!accounts) return pass_on(accounts);
  std::map<std::string, std::string> names;
  for (const Account& account : *accounts) names.emplace(account.id.text(), account.name());
  std::vector<std::pair<GrantRecord, std::string>> found;
  for (const GrantRecord& record : *records) {
    if (const auto name = names.find(record.account.text()); name != names.end())
      found.emplace_back(record, name->second);
  }
  return found;
}

Result<std::vector<std::string>> list_named_for(Database& database, std::string_view role) {
  const auto rows =
      database.query("SELECT DISTINCT account FROM role_grant WHERE role = ? ORDER BY account", {std::string(role)});
  if (!rows) return pass_on(rows);
  std::vector<std::string> accounts;
  for (const storage::Row& row : *rows) accounts.emplace_back(row.text(0));
  return accounts;
}

Result<std::optional<GrantRecord>> find_grant(Database& database, std::string_view id) {
  return first_of(
      read_all<GrantRecord>(database, std::string(grant_columns) + " WHERE g.id = ?", {std::string(id)}, grant_of));
}

namespace {

// Cut to the days of the grant it comes from; nothing when that one, or its bearer, no longer stands.
Result<std::optional<access::Grant>> as_delegated(Database& database, access::Grant grant, const std::string& source) {
  const auto own = find_grant(database, source);
  if (!own) return pass_on(own);
  if (!*own || (*own)->state != GrantState::approved) return std::optional<access::Grant>();
  const auto delegator = find_account(database, (*own)->account.text());
  if (!delegator) return pass_on(delegator);
  if (!*delegator || (*delegator)->state != AccountState::active) return std::optional<access::Grant>();
  grant.valid = {std::max(grant.valid.from, (*own)->grant.valid.from),
                 std::min(grant.valid.to, (*own)->grant.valid.to)};
  if (grant.valid.to <= grant.valid.from) return std::optional<access::Grant>();
  return std::optional(std::move(grant));
}

}  // namespace

Result<std::vector<access::Grant>> grants_of(Database& database, std::string_view account_id) {
  const auto account = find_account(database, account_id);
  if (!account) return pass_on(account);
  std::vector<access::Grant> grants;
  if (!*account || (*account)->state != AccountState::active) return grants;
  auto records = list_grants(database, account_id);
  if (!records) return pass_on(records);
  for (GrantRecord& record : *records) {
    if (record.state != GrantState::approved) continue;
    if (!record.delegation) {
      grants.push_back(std::move(record.grant));
      continue;
    }
    auto delegated = as_delegated(database, std::move(record.grant), record.delegation->from_grant);
    if (!delegated) return pass_on(delegated);
    if (*delegated) grants.push_back(**std::move(delegated));
  }
  return grants;
}

Result<std::string> name_of_actor(Database& database, std::string_view actor) {
  constexpr std::string_view prefix = "account:";
  if (!actor.starts_with(prefix)) return std::string(actor);
  const auto account = find_account(database, actor.substr(prefix.size()));
  if (!account) return pass_on(account);
  return *account ? (*account)->name() : std::string(actor);
}

}  // namespace luytre::accounts
