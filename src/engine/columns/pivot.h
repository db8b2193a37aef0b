// One column of shares by area: the share of the whole area, and the plain mean of its units' percentages.
#pragma once

#include <vector>

#include "engine/columns/roll_up.h"

namespace luytre::engine::columns {

struct Pivoted {
  std::int64_t numerator = 0;  // sums, at the scale of the column's widest chunk
  std::int64_t denominator = 0;
  std::uint32_t units = 0;  // with a value
  // Each unit's percent rounded half up to hundredths of a percent, summed: over `units` it is the unweighted mean.
  std::int64_t percent_hundredths = 0;
  friend bool operator==(const Pivoted&, const Pivoted&) = default;
};

struct PivotQuestion {
  ColumnNumber column = 0;
  Date day;
  int maximum_age_months = -1;
  EventNumber known_at = everything;
};

// By area, those with parts included; numbers that are not shares are left out. Amounts must be whole (scale 0).
std::vector<Pivoted> pivot(const Store& store, const PivotQuestion& question, const Areas& areas);

}  // namespace luytre::engine::columns
