#include "app/parts.h"

#include "platform/accounts/account_store.h"
#include "programme/authority/tell_those_who_may.h"

namespace luytre::app {

access::Guard guard_of(Doors& doors) {
  return [&doors](const access::Viewer& viewer, const access::Ask& ask) {
    return doors.keeper.with_database(
        [&](storage::Database& database) { return doors.gate.require(database, viewer, ask); });
  };
}

std::function<Done(storage::Database&, const Tellings&, const std::string&, const std::string&)> teller_of(
    Doors& doors) {
  return [&doors](storage::Database& database, const Tellings& tellings, const std::string& but_for,
                  const std::string& now) {
    return authority::tell_those_who_may(doors.gate, database, tellings, but_for, now);
  };
}

std::function<std::string(const std::string&)> namer_of(record::Keeper& keeper) {
  return [&keeper](const std::string& actor) {
    std::string name = actor;
    const auto read = keeper.with_database([&](storage::Database& database) -> Done {
      name = accounts::name_of_actor(database, actor).value_or(actor);
      return {};
    });
    return read ? name : actor;
  };
}

}  // namespace luytre::app
