// Accounts over HTTP: signing in and out, one's own account, administration, roles.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/accounts/grants.h"
#include "platform/accounts/secret_store.h"
#include "platform/http/router.h"

namespace luytre::accounts {

// Nothing, or the refusal in words (authority::Gate::require).
using Require = std::function<Done(storage::Database&, const access::Viewer&, const access::Ask&)>;

// What these routes need from the rooms above: rules as registered, the tree of units, and the gate's question.
struct AccountDoors {
  Desk& desk;
  commands::Writer& writer;
  Require require;
  std::function<Result<access::Authority>(storage::Database&)> authority;
  // Identity and level of a unit named by code or identity on a day; problem access.unknown_unit.
  std::function<Result<std::pair<std::string, std::string>>(storage::Database&, const std::string& unit, Date day)>
      unit_of;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
};

void add_account_routes(http::Router& router, const AccountDoors& doors);
void add_session_routes(http::Router& router, const AccountDoors& doors);     // session, activation
void add_own_routes(http::Router& router, const AccountDoors& doors);         // me
void add_delegation_routes(http::Router& router, const AccountDoors& doors);  // me/delegations
void add_management_routes(http::Router& router, const AccountDoors& doors);  // accounts, grants

// What the route files share. Answers of accounts are for one reader: no cache keeps them.
http::Response private_response(const json::value& value, int status = 200);
Result<access::Authority> authority_of(const AccountDoors& doors);

json::object account_value(const Account& account);
json::object grant_value(const GrantRecord& record);
json::object session_value(const Session& session, const access::Viewer& viewer);

}  // namespace luytre::accounts
