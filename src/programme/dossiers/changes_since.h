// What was done to a dossier after an event, told as problems' causes: for whoever wrote on an older state.
#pragma once

#include <vector>

#include "programme/criteria/library.h"
#include "programme/dossiers/dossier_register.h"

namespace luytre::dossiers {

inline constexpr std::size_t changes_told_max = 20;

// Oldest first, codes dossiers.change.*; `where` names the event.
std::vector<Problem> changes_since(const File& file, const criteria::Library& law, EventNumber seen);

}  // namespace luytre::dossiers
