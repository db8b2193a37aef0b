#include "platform/accounts/account_routes.h"

namespace luytre::accounts {

http::Response private_response(const json::value& value, int status) {
  http::Response response = http::document_response("application/json", compact(value) + "\n", status);
  response.set("Cache-Control", "no-store");
  return response;
}

Result<access::Authority> authority_of(const AccountDoors& doors) {
  Result<access::Authority> authority = access::Authority{};
  const Done loaded = doors.desk.with([&](storage::Database& database) -> Done {
    authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    return {};
  });
  if (!loaded) return pass_on(loaded);
  return authority;
}

void add_account_routes(http::Router& router, const AccountDoors& doors) {
  add_session_routes(router, doors);
  add_own_routes(router, doors);
  add_delegation_routes(router, doors);
  add_management_routes(router, doors);
}

}  // namespace luytre::accounts
