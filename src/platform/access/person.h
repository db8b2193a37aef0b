// Who somebody is, however they came in: for rules that want another person.
#pragma once

#include <string>

#include "platform/access/actor.h"

namespace luytre::access {

// By their account when they have one, else as the log names them.
std::string person_of(const Actor& actor);

}  // namespace luytre::access
