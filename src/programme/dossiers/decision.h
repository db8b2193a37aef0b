// The decision that ends a dossier: checked, kept, and written into the register of titles.
#pragma once

#include "programme/dossiers/take_step.h"

namespace luytre::dossiers {

// Problems dossiers.decision_number_needed, dossiers.decision_day_needed, dossiers.decision_day_wrong (in the future,
// before the dossier, or in force before it was signed).
Result<Decision> check_decision(const Dossier& dossier, const DecisionWish& wish, Date today);

// Inside a body: the decision, and the title given (recognise) or taken away (revoke). The register's row keeps how
// many criteria were met by the frozen assessment and which indicators were only basically met.
Done write_decision(storage::Database& database, EventNumber number, const Inside& inside, const Decision& decision,
                    criteria::Move move);

}  // namespace luytre::dossiers
