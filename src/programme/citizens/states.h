// What may follow what. Pure.
#pragma once

#include <optional>
#include <vector>

#include "programme/citizens/question.h"

namespace luytre::citizens {

// Nothing: it cannot be done at that state. A photo is decided at once: taken down, or refused.
std::optional<State> after(Kind kind, State state, Command command);
std::vector<Command> commands_at(Kind kind, State state);  // in the order of the list

// By which act: "citizens.moderate". A photo is decided by the officer for personal data alone.
std::string_view act_of(Kind kind, Command command);

// Whose turn it is: "moderator", "owner", "publisher", "data_protection", "" when it is over.
std::string_view turn_of(Kind kind, State state);

}  // namespace luytre::citizens
