// Dossiers as JSON, for whoever may see them.
#pragma once

#include "programme/dossiers/dossier_routes.h"

namespace luytre::dossiers {

// One line of a list: {dossier, unit, code, name, purpose, tier, year, stage, turn, version, due_on, days_left …}.
json::object line_of(const Known& known, const File& file, Date today);

// All of it: the line; workflow; moves {move, act, may, lacks}; parts; assessment; findings; opinions; steps;
// due_changes; decision.
json::object value_of(const Known& known, const File& file, const access::Viewer& viewer, const DossierDoors& doors);

// Dossiers in which the viewer may make a move now (or say what was found), most pressing first.
json::array waiting_for(const Known& known, const access::Viewer& viewer, const DossierDoors& doors);

}  // namespace luytre::dossiers
