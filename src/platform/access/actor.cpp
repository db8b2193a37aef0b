#include "platform/access/actor.h"

namespace luytre::access {

Actor Actor::local_operator(std::string_view account) {
  std::string name = "local operator";
  if (!account.empty()) name += " (" + std::string(account) + ")";
  return Actor{std::move(name), ActorKind::local_operator};
}

Actor Actor::nobody() { return Actor{"nobody", ActorKind::nobody}; }

Viewer Viewer::the_public() { return Viewer{"the public", ViewerKind::the_public}; }

Viewer Viewer::local_operator() { return Viewer{"local operator", ViewerKind::local_operator}; }

Done permit(const Actor& actor, std::string_view act, std::string_view unit_code) {
  if (actor.kind == ActorKind::local_operator) return {};
  return refuse("access.local_operator_only", {{"actor", actor.name}, {"act", std::string(act)}},
                unit_code.empty() ? std::string() : "unit:" + std::string(unit_code));
}

}  // namespace luytre::access
