// Each department says of its own indicators what it found, in parallel with the others; joint owners each for itself.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

struct FindingWish {
  std::string indicator;  // number
  engine::Outcome outcome = engine::Outcome::met;
  std::string reason_code;
  std::string words;
};

// Act dossiers.appraise on the unit for each indicator: its owner's. While the turn is the departments'. All or
// nothing. Others may have spoken meanwhile: `version` is that of the dossier which was looked at, not its newest
// event. A word other than met and not applicable needs a reason code, and words. Whoever is of no owning department
// (the coordinating office) speaks in place of the owners that have not. Answers the event. Problems of look_inside,
// dossiers.not_here, dossiers.other_version, dossiers.findings_refused with a cause for each: dossiers.no_indicator,
// dossiers.indicator_twice, dossiers.owners_have_spoken, dossiers.reason_unknown, dossiers.reason_needed;
// dossiers.too_many.
Result<EventNumber> appraise(const Desk& desk, const commands::Asked& asked, const Known& known,
                             const std::string& dossier, const std::vector<FindingWish>& wishes, int version);

}  // namespace luytre::dossiers
