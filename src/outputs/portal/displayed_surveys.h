// Rounds of the residents' survey that a commune displays.
#pragma once

#include <vector>

#include "outputs/portal/site.h"

namespace luytre::portal {

// Points into the snapshot.
struct DisplayedSurvey {
  const surveys::Course* course = nullptr;
  const criteria::SurveyForm* form = nullptr;
};

// Newest first. A round whose form the loaded law has no more is not told.
std::vector<DisplayedSurvey> displayed_surveys(const record::Snapshot& snapshot, const units::Unit& unit);

// The page of them; empty: there are none. `path` is the unit's.
std::string survey_link(const Visit& visit, const units::Unit& unit, const std::string& path);

}  // namespace luytre::portal
