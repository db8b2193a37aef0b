// The minutes of a session, made from what was recorded: for a program as JSON, for people as a page that is printed.
#pragma once

#include "programme/councils/council_view.h"

namespace luytre::councils {

// {is_final, opened_at, ended_at, members, present_count, items: [judgement_value + unit, title, year], signed_by …}.
// Names of members as they were when the session was convened; nobody's ballot.
json::object minutes_of(const Known& known, const Meeting& meeting,
                        const std::function<std::string(const std::string& actor)>& name_of_actor);

}  // namespace luytre::councils
