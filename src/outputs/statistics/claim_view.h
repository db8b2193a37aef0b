// The birth certificate, as JSON and as sentences: the same for the command line, the API and the portal.
#pragma once

#include <string>

#include "base/json.h"
#include "outputs/statistics/claim_register.h"
#include "outputs/statistics/overtaken.h"

namespace luytre::statistics {

// Everything the register knows of the claim; with the lists of units when `with_units`. An overtaken figure is told as
// corrected, with what it says now.
json::object json_of(const Claim& claim, const ClaimRegister& claims, bool with_units,
                     const std::optional<Overtaken>& later = std::nullopt);

// Lines for the terminal, each ended.
std::string explain(const Claim& claim, const ClaimRegister& claims, Language language,
                    const std::optional<Overtaken>& later = std::nullopt);

// "Period … was reopened on …: … Published 12, now 11."
std::string overtaken_sentence(const Claim& claim, const ClaimRegister& claims, const Overtaken& later,
                               Language language);

// "42,4 % was printed; 2.567 of 6.084 is 42,2 %. …", "" when the figure holds or cannot be checked.
std::string discrepancy_sentence(const Claim& claim, const ClaimRegister& claims, Language language);

}  // namespace luytre::statistics
