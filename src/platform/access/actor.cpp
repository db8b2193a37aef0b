#include "platform/access/actor.h"

namespace luytre::access {

Actor Actor::local_operator(std::string_view account) {
  Actor actor;
  actor.name = "local operator";
  if (!account.empty()) actor.name += " (" + std::string(account) + ")";
  actor.kind = ActorKind::local_operator;
  return actor;
}

Actor Actor::nobody() {
  Actor actor;
  actor.name = "nobody";
  return actor;
}

Actor Actor::of_account(std::string_view account_id) {
  Actor actor;
  actor.name = "account:" + std::string(account_id);
  actor.kind = ActorKind::account;
  actor.account = account_id;
  return actor;
}

}  // namespace luytre::access
