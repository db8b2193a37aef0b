// Another last day for the stage a dossier is in, with a reason.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

// Act dossiers.check on the unit. Problems of look_inside, dossiers.ended, dossiers.reason_needed, dossiers.due_past,
// criteria.day_off (which one, and the next day that is worked).
Result<DueChange> change_due(const Desk& desk, const commands::Asked& asked, const Known& known,
                             const std::string& dossier, Date due_on, const std::string& reason, EventNumber expected);

}  // namespace luytre::dossiers
