// Values on the boundaries of another day: a unit's value is the sum of those of the units wholly gone into it. Only
// what adds up is carried over; where a part is missing, or went in by an unknown share, there is no value, never a
// guess.
#pragma once

#include <vector>

#include "engine/columns/store.h"

namespace luytre::engine::columns {

struct Composed {
  std::vector<UnitNumber> parts;
  bool is_whole = true;  // no part came in by an unknown share
};

struct Composition {
  std::vector<Composed> of;  // by unit of the other boundaries
};

// Made once for a pair of boundaries.
class Reprojection {
 public:
  // `units`: how many the store to be carried over has.
  Reprojection(Composition composition, UnitNumber units);

  // A store of the other units that says what stands on `day`, of the columns that `wanted` names: those that add up.
  // The day of a sum is the oldest of its parts.
  std::shared_ptr<const Store> carry_over(const Store& store, const std::vector<bool>& wanted, std::int32_t day,
                                          EventNumber known_at = everything) const;

 private:
  // Units that follow one another in one chunk, and all went into the same unit.
  struct Run {
    UnitNumber into = 0;
    UnitNumber from = 0;
    std::uint32_t count = 0;
  };
  class PlainSums;

  bool is_plain(const Panel& panel, const Step& step, EventNumber known_at) const;
  std::shared_ptr<const Step> summed_step(const Panel& panel, std::size_t step, EventNumber known_at) const;

  Composition composition_;
  std::vector<Run> runs_;             // by first unit; none into a unit that is not whole
  std::vector<UnitNumber> into_;      // by unit
  std::vector<std::uint64_t> whole_;  // by word of the other units
  std::size_t parts_most_ = 0;
  UnitNumber units_ = 0;  // of the other boundaries
};

}  // namespace luytre::engine::columns
