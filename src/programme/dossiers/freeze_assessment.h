// The self-assessment is frozen: every indicator as the commune's own values judge it on a day, as known now.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

// Act dossiers.prepare on the unit, of a revocation dossiers.check. While the dossier is with the commune (or, of a
// revocation, with the coordinator); may be done again, the newest of a version counts. Problems of look_inside,
// dossiers.not_here, dossiers.day_ahead, dossiers.day_outside (not within the achievement year or after it), those of
// judgement::evaluate.
Result<Assessment> freeze_assessment(const Desk& desk, const commands::Asked& asked, const Known& known,
                                     const std::string& dossier, Date as_of, EventNumber expected);

}  // namespace luytre::dossiers
