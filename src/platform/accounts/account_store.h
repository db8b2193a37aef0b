// SQL of accounts, their persons and states, and of the roles they hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/accounts/account.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

Done insert_account(storage::Database& database, const AccountId& id, audit::EventNumber event);
Done insert_state(storage::Database& database, const AccountId& id, audit::EventNumber event, AccountState state);
// Makes or replaces. Problem accounts.login_taken.
Done put_person(storage::Database& database, const AccountId& id, const Person& person);
Result<bool> delete_person(storage::Database& database, const AccountId& id);

Result<std::optional<Account>> find_account(storage::Database& database, std::string_view id);
Result<std::optional<Account>> find_account_by_login(storage::Database& database, std::string_view login);
// find_account, or problem accounts.unknown.
Result<Account> require_account(storage::Database& database, std::string_view id);

// By name, login or position (folded), in order of login; `after` is the last login seen. State empty: all.
struct AccountFilter {
  std::string words;
  std::optional<AccountState> state;
  std::string unit;  // identity on which a role is held or proposed; empty: any
};
Result<std::vector<Account>> list_accounts(storage::Database& database, const AccountFilter& filter,
                                           std::string_view after, std::int64_t limit);

Done insert_grant(storage::Database& database, const GrantRecord& record);
Done insert_grant_decision(storage::Database& database, std::string_view grant, audit::EventNumber event,
                           GrantState state, std::string_view decided_by);
Done insert_delegation(storage::Database& database, std::string_view grant, const Delegation& delegation);
Result<std::vector<GrantRecord>> list_grants(storage::Database& database, std::string_view account_id);
// Passed on by the account, whatever became of them.
Result<std::vector<GrantRecord>> list_delegations_by(storage::Database& database, std::string_view account_id);
Result<std::vector<GrantRecord>> list_waiting_grants(storage::Database& database);
// Approved or proposed, of accounts that are not closed, each with the account's name; by unit, role and account.
Result<std::vector<std::pair<GrantRecord, std::string>>> list_all_standing_grants(storage::Database& database);
// Accounts to which the role was ever given or proposed; what of it holds now is grants_of.
Result<std::vector<std::string>> list_named_for(storage::Database& database, std::string_view role);
Result<std::optional<GrantRecord>> find_grant(storage::Database& database, std::string_view id);

// The name of whoever stands in the log as "account:<id>"; other actors as they are.
Result<std::string> name_of_actor(storage::Database& database, std::string_view actor);

}  // namespace luytre::accounts
