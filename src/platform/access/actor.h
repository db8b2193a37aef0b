// Who acts and who looks. Accounts, roles and scopes come to this room later; their two words are here from the start.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::access {

enum class ActorKind {
  local_operator,  // runs the command line on the machine that holds the database
  account,         // somebody signed in
  nobody,          // not signed in
};

struct Actor {
  std::string name;  // as the event log keeps it
  ActorKind kind = ActorKind::nobody;

  // `account` is the operating system's user when it is known: "local operator (an)".
  static Actor local_operator(std::string_view account = {});
  static Actor nobody();
};

enum class ViewerKind { the_public, account, local_operator };

struct Viewer {
  std::string name;
  ViewerKind kind = ViewerKind::the_public;

  static Viewer the_public();
  static Viewer local_operator();
};

// Whether the actor may do `act` ("units.import") on the unit (its code; empty: the whole installation).
// Until accounts exist only the local operator may write. Problem access.local_operator_only says who can.
Done permit(const Actor& actor, std::string_view act, std::string_view unit_code);

}  // namespace luytre::access
