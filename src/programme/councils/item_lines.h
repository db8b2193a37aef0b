// What a member votes on: the frozen lines of an item's dossier, and beside each what its owner found. Whoever may see
// the session sees them, also members who may not open the dossier itself.
#pragma once

#include "programme/councils/council_routes.h"

namespace luytre::councils {

// {dossier, assessment {as_of, version, criteria [{criterion, title, lines [{indicator, title, outcome, is_provisional,
// value, threshold, finding}]}]}, words [{move, day, words, by}]}; assessment is null until one is frozen. `words` are
// what was written when the dossier was verified, appraised or returned.
json::object lines_of(const dossiers::Known& known, const dossiers::File& file,
                      const std::function<std::string(const std::string& actor)>& name_of_actor);

}  // namespace luytre::councils
