// Self-assessments of a commune that are or were on display for people's opinions.
#pragma once

#include <optional>
#include <vector>

#include "outputs/record/snapshot.h"

namespace luytre::portal {

// The last time a dossier was put on display. Points into the snapshot.
struct Display {
  const dossiers::File* file = nullptr;
  const dossiers::Assessment* assessment = nullptr;  // as it was displayed
  Date from;
  std::optional<Date> until;     // it lasts at least until this day; none: the procedure says no time
  std::optional<Date> ended_on;  // none: it is on display
};

// Newest dossier first; those never displayed are not told.
std::vector<Display> displays_of(const record::Snapshot& snapshot, const units::Unit& unit);

}  // namespace luytre::portal
