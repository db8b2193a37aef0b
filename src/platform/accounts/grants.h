// Roles of accounts: proposed by one, decided by another where the role approves something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/accounts/account.h"
#include "platform/accounts/own.h"
#include "platform/commands/writer.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

// Approved and neither revoked nor withdrawn, of an account that is active; past and future days included.
Result<std::vector<access::Grant>> grants_of(storage::Database& database, std::string_view account_id);

struct GrantWish {
  AccountId account;
  std::string role;
  std::string unit;        // identity, or "VN"
  std::string unit_level;  // "country", "province", "district", "commune"
  std::string department;  // of a role that has one
  Interval valid;          // days
};

// What can be said of a wish without knowing the account: role, level, department, days.
Done check_wish(const GrantWish& wish, const Rules& rules);

struct Granted {
  std::string id;
  bool is_waiting = false;  // for a second person
  audit::EventNumber event = 0;
};

// Act grants.propose on the unit. Problems accounts.unknown, accounts.grant_to_self, accounts.unknown_role,
// accounts.wrong_level, accounts.department_missing, accounts.department_unknown, accounts.department_unneeded,
// accounts.lanes_apart, accounts.grant_held (the same already), accounts.days_empty, accounts.not_active (closed).
Result<Granted> propose_grant(commands::Writer& writer, commands::Order order, const Rules& rules,
                              const GrantWish& wish, long long unix_milliseconds);

// The same inside the body of a command that does more; the command's order asks for grants.propose on the unit.
Result<GrantRecord> put_grant(storage::Database& database, audit::EventNumber number, const std::string& now,
                              const access::Actor& proposer, const Rules& rules, const GrantWish& wish,
                              long long unix_milliseconds);

// `known`: as the caller found it; read again inside. Act grants.decide. Never the proposer, never the one it is for,
// and with a business role; the local operator only while nobody else could. Problems accounts.no_grant,
// accounts.grant_settled, accounts.second_person, accounts.second_person_exists, accounts.not_active (closed).
Done decide_grant(commands::Writer& writer, commands::Order order, const Rules& rules, const GrantRecord& known,
                  bool is_approved);

// Inside a body that gives out a new second factor: whoever does so could take its owner's place, so the roles that
// approve wait for a second person again. Notes them in the draft.
Done propose_again(storage::Database& database, audit::EventNumber number, const access::Actor& proposer,
                   const Rules& rules, const AccountId& account, long long unix_milliseconds, audit::EventDraft& draft);

// Act grants.revoke: takes a role away, and its bearer's sessions end; or a proposal back. Problems accounts.no_grant,
// accounts.grant_settled.
Done revoke_grant(commands::Writer& writer, commands::Order order, const GrantRecord& known);

}  // namespace luytre::accounts
