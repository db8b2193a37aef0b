// Adds up what was judged over areas: districts, provinces, the country.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns/judge.h"

namespace luytre::engine::columns {

inline constexpr std::uint32_t no_area = std::numeric_limits<std::uint32_t>::max();

// Units in one area follow one another in the order of the areas' tree, so an area is a range of places in that order.
struct Area {
  std::uint32_t parent = no_area;  // an area before this one
  UnitNumber from = 0;             // places; only of areas without areas below them
  UnitNumber to = 0;
};

// The tree on the boundaries of one day. Parents come before their parts.
struct Areas {
  std::vector<Area> areas;
  // The unit at each place. Empty: places are unit numbers, which is how a store is best ordered.
  std::vector<UnitNumber> units;
};

struct Totals {
  std::uint32_t units = 0;
  std::uint32_t met = 0;
  std::uint32_t not_met = 0;
  std::uint32_t not_applicable = 0;
  std::uint32_t criteria_met = 0;  // summed over units
  std::uint32_t not_assessed() const { return units - met - not_met - not_applicable; }
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct RolledUp {
  std::vector<Totals> totals;  // by area
  std::uint32_t criteria = 0;
  std::vector<std::uint32_t> met_of_criterion;  // by area, then criterion: units that met it

  std::uint32_t of(std::size_t area, std::size_t criterion) const {
    return met_of_criterion[area * criteria + criterion];
  }
};

RolledUp roll_up(const Judged& judged, const Areas& areas);

// `rolled` after some chunks of `before` became those of `after`: units of them that are counted otherwise are put
// right in their areas. The areas' places are unit numbers.
RolledUp rolled_again(const RolledUp& rolled, const Judged& before, const Judged& after, const Areas& areas);

}  // namespace luytre::engine::columns
