// What the values of several units say together of the unit that they went into: a number where the parts add up, a
// range where it is not known how much of a part went, nothing where the parts do not agree. Pure and exact.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "engine/program.h"
#include "programme/criteria/criteria_set.h"

namespace luytre::reorganisation {

// One predecessor and what it says of one measure.
struct PartValue {
  engine::Operand value;          // absent: why
  std::optional<Share> fraction;  // of the predecessor that went into the unit (1/1: all of it); absent: not known
  std::optional<Decimal> weight;  // its people, area or households as a whole; absent: not known
};

enum class Method : std::uint8_t {
  none,           // nothing can be said
  sum,            // parts added up
  ratio,          // numerators and denominators added up
  weighted_mean,  // by the weights
  bounds,         // the lowest and the highest of what it may be
  agreement,      // every part says the same
  own,            // nothing of the predecessors: a register, or the unit above
};
std::string_view name_of(Method);

enum class Doubt : std::uint8_t {
  none,
  value_missing,   // a predecessor has no value, or one too old or unusable
  parts_disagree,  // grades, or yes and no, that differ
};
std::string_view name_of(Doubt);

// low == high: one value. Both absent: nothing can be said, and `doubt` says why.
struct Bounded {
  engine::Operand low = engine::Operand::absent(engine::Reason::value_missing);
  engine::Operand high = engine::Operand::absent(engine::Reason::value_missing);
  Method method = Method::none;
  Doubt doubt = Doubt::value_missing;

  static Bounded of(engine::Operand value, Method method) { return {value, value, method, Doubt::none}; }
  bool is_known() const { return low.is_present(); }
  bool is_point() const;
};

// How a measure goes together: what adds up (counts), what is a share of two things that add up, what has a mean
// (income), what can only agree (a grade, a truth).
enum class Together : std::uint8_t { sum, ratio, mean, agreement };
Together together(const criteria::Measure& measure);

// Sums and ratios are exact where every fraction is known; means where every weight is known too. A value that six
// decimals cannot hold becomes the range of the two that enclose it, so that no limit is crossed by rounding. Parts of
// which nothing went (fraction 0) are left out.
Bounded combine(const std::vector<PartValue>& parts, Together how);

// As 100 * numerator / denominator for a share: which of two is the lower.
bool is_less(const engine::Operand& a, const engine::Operand& b);

}  // namespace luytre::reorganisation
