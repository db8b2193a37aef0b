// Members who may have an interest in a dossier, by what the record knows. Proposed only: they or the secretary decide.
#pragma once

#include <vector>

#include "programme/councils/desk.h"

namespace luytre::councils {

struct ProposedConflict {
  const Member* member = nullptr;
  ConflictReason reason = ConflictReason::own_file;
};

// The units (identities) on which an account holds a role.
using UnitsOf = std::function<std::vector<std::string>(const std::string& account)>;

// Who froze its assessment, found, verified or moved it as a party before the council: own_file. Who holds a role in
// its unit: own_unit. Without those who declared a conflict already.
std::vector<ProposedConflict> propose_conflicts(const Meeting& meeting, const dossiers::File& file,
                                                const UnitsOf& units_of);

}  // namespace luytre::councils
