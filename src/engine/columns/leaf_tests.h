// A leaf's limits as whole numbers at the scale of a chunk. Inside the room only.
#pragma once

#include <optional>

#include "engine/columns/kernels.h"
#include "engine/columns/limit.h"

namespace luytre::engine::columns {

__extension__ using Wide = __int128;

// A share is met when the sign of factor * numerator - bound * denominator is right; a number when low <= number <=
// high.
struct WideTest {
  Wide factor = 0;
  Wide bound = 0;
  Wide low = 0;
  Wide high = 0;
};

struct LeafTests {
  bool pairs = false;
  std::uint8_t scale = 0;
  std::uint8_t denominator_scale = 0;
  bool is_narrow = false;  // the 16-bit kernels can tell
  PairTests pair_tests;
  NumberTests number_tests;
  std::vector<WideTest> wide;  // by slot
};

// By slot. Limits that are not compared get tests that nobody asks.
LeafTests tests_of(const std::vector<Limit>& limits, Comparison comparison, bool pairs, std::uint8_t scale,
                   std::uint8_t denominator_scale);

// Whether a share's excess, or a number compared by its excess over the limit, satisfies the comparison.
inline bool satisfies(Comparison comparison, Wide excess) {
  switch (comparison) {
    case Comparison::at_least:
      return excess >= 0;
    case Comparison::more_than:
      return excess > 0;
    case Comparison::at_most:
      return excess <= 0;
    case Comparison::less_than:
      return excess < 0;
    case Comparison::equals:
      return excess == 0;
  }
  return false;
}

// A cell against the limit of its slot; `tests` of the cell's own form are quick, for any other the limit itself is
// asked.
inline std::optional<bool> is_met(const Cell& cell, Comparison comparison, const LeafTests* tests, std::uint8_t slot,
                                  const Decimal& limit);

// One cell against one limit. None: it has no value, or a share of nothing.
std::optional<bool> is_met(const Cell& cell, Comparison comparison, const Decimal& limit);

// The first day whose values are not too old on `day`: the same as is_too_old(d) = d.plus_months(months) < day.
std::int32_t first_fresh_day(Date day, int maximum_age_months);

inline std::optional<bool> is_met(const Cell& cell, Comparison comparison, const LeafTests* tests, std::uint8_t slot,
                                  const Decimal& limit) {
  const bool has_form = tests != nullptr && cell.has_value() && tests->pairs == (cell.state == CellState::share) &&
                        tests->scale == cell.scale && tests->denominator_scale == cell.denominator_scale;
  if (!has_form || (tests->pairs && cell.denominator <= 0)) return is_met(cell, comparison, limit);
  const auto& test = tests->wide[slot];
  if (!tests->pairs) return test.low <= cell.numerator && cell.numerator <= test.high;
  return satisfies(comparison, test.factor * cell.numerator - test.bound * cell.denominator);
}

}  // namespace luytre::engine::columns
