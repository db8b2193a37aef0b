// The units that lack least: not met, fewest open criteria first, then fewest open indicators, then unit number.
#pragma once

#include <vector>

#include "engine/columns/judge.h"

namespace luytre::engine::columns {

struct Near {
  UnitNumber unit = 0;
  std::uint32_t criteria_open = 0;
  std::uint32_t indicators_open = 0;
  friend bool operator==(const Near&, const Near&) = default;
};

// `judged` with counts.
std::vector<Near> nearest(const Judged& judged, std::size_t count);

}  // namespace luytre::engine::columns
