// Sessions as JSON, for whoever may see them. Nothing here tells what was voted before it was counted, and nothing ever
// tells who voted what where the ballot was secret.
#pragma once

#include "programme/councils/council_routes.h"

namespace luytre::councils {

// A member of the session, whoever convenes, and whoever may read the province's drafts.
Done may_view(const CouncilDoors& doors, const access::Viewer& viewer, const Meeting& meeting);

// One line of a list: {session, title, held_on, state, items …}.
json::object line_of(const Meeting& meeting, const access::Viewer& viewer);

// All of it; opinions for the council and whoever convenes it alone.
json::object value_of(const Known& known, const Meeting& meeting, const access::Viewer& viewer,
                      const CouncilDoors& doors);

// Of one dossier: the sessions where it was, without opinions and words of ballots.
json::array sittings_of(const Known& known, const dossiers::File& file);

// The council's judgement of an item and the computed one side by side, and how the ballot went. Shared by the session,
// the dossier and the minutes.
json::object judgement_value(const Known& known, const Meeting& meeting, const std::string& dossier);

}  // namespace luytre::councils
