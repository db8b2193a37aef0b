// One question: which values stand, page by page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "programme/observations/panel.h"

namespace luytre::observations {

struct ObservationFilter {
  std::vector<std::string> units;  // identities; empty: all
  std::string measure;             // empty: all
  std::optional<Opinion> opinion;
};

// Standing values after `after` in order of measure, opinion, dimension, unit and date; at most `limit`.
std::vector<Observation> find_observations(const Panel&, const ObservationFilter&,
                                           const std::optional<ObservationKey>& after, std::size_t limit);

// As the API gives it. A value of a demonstration says so in its source. `with_note`: for staff only.
json::object observation_value(const Observation&, bool with_note = false);

}  // namespace luytre::observations
