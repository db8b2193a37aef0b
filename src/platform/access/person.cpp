#include "platform/access/person.h"

namespace luytre::access {

std::string person_of(const Actor& actor) { return actor.account.empty() ? actor.name : "account:" + actor.account; }

}  // namespace luytre::access
