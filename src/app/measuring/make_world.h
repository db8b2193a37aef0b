// The parts that a world is made of once, in the order of its constructor.
#pragma once

#include "app/measuring/world.h"

namespace luytre::measuring {

struct UnitTree {
  std::vector<WorldUnit> units;
  std::vector<std::uint32_t> district_province;
};
UnitTree make_units(const Shape& shape);

struct OtherBoundaries {
  std::vector<MergedUnit> merged;
  std::uint32_t provinces = 0;
  std::vector<WorldLink> links;
};
OtherBoundaries merge_units(const std::vector<WorldUnit>& units);

std::vector<WorldSet> make_sets();

}  // namespace luytre::measuring
