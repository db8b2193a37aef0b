// Accounts from a file: one row a person, with the first role. All rows are checked before one is written.
#pragma once

#include <string>
#include <vector>

#include "platform/accounts/account_routes.h"
#include "platform/accounts/manage.h"

namespace luytre::accounts {

// A role as typed: unit by code or identity (empty: the province), days as texts (empty: from today, open).
struct GrantRow {
  std::string role, unit, department, from, until;
};

struct AccountRow {
  Person person;
  GrantRow grant;     // no role: none
  std::string place;  // "accounts.xlsx:B7", for problems
};

struct Imported {
  Invited invited;
  bool is_waiting = false;  // the role waits for a second person
};

// Columns by their header: login, full_name, email, phone, position, role, unit, department, from, until, or the words
// accounts.column.<name>; roles and departments by id or title, units as "06001" or "06001 – Xã Đoàn Kết". CSV or XLSX
// from a form's file, or a JSON list `accounts`. Problems accounts.import_column, those of sheets and csv.
Result<std::vector<AccountRow>> read_account_file(const http::Request& request);
Result<std::vector<AccountRow>> read_account_file(const std::string& bytes, const std::string& file_name);

// Invites all and gives each its role, in one command: all or none. Problem accounts.import_refused with every fault of
// every row.
Result<std::vector<Imported>> import_accounts(const AccountDoors& doors, commands::Order order,
                                              const std::vector<AccountRow>& rows);

Result<Granted> propose_row(const AccountDoors& doors, commands::Order order, const AccountId& account,
                            const GrantRow& row);

// `decision`: approve, refuse, revoke.
Done settle_grant(const AccountDoors& doors, commands::Order order, const std::string& grant,
                  const std::string& decision);

}  // namespace luytre::accounts
