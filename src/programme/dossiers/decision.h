// The decision that ends a dossier: checked, kept, and written into the register of titles.
#pragma once

#include "programme/dossiers/take_step.h"

namespace luytre::dossiers {

// Inside a body: the decision, and the title given (recognise) or taken away (revoke), which the register itself
// checks. Its row keeps how many criteria were met by the frozen assessment and what departments and council found only
// basically met. Problems dossiers.decision_day_needed, dossiers.decision_before_dossier, those of
// recognition::check_decision.
Done write_decision(const Desk& desk, storage::Database& database, EventNumber number, const Inside& inside,
                    const StepWish& asked, const Known& known);

}  // namespace luytre::dossiers
