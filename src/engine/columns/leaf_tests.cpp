#include "engine/columns/leaf_tests.h"

#include <algorithm>
#include <numeric>

namespace luytre::engine::columns {

namespace {

Wide power_of_ten(int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

Wide divisor_of(Wide a, Wide b) {
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

Wide divided_down(Wide a, Wide b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

constexpr Wide wide_max = std::numeric_limits<std::int64_t>::max();

// numbers n at `scale` with n / 10^scale (comparison) limit, as an interval.
void set_interval(WideTest& test, Comparison comparison, const Decimal& limit, std::uint8_t scale) {
  const Wide exact = Wide{limit.coefficient()} * power_of_ten(scale);
  const Wide unit = power_of_ten(limit.scale());
  const Wide down = divided_down(exact, unit);
  const bool is_whole = down * unit == exact;
  const Wide up = is_whole ? down : down + 1;
  test.low = -wide_max;
  test.high = wide_max;
  switch (comparison) {
    case Comparison::at_least:
      test.low = up;
      break;
    case Comparison::more_than:
      test.low = down + 1;
      break;
    case Comparison::at_most:
      test.high = down;
      break;
    case Comparison::less_than:
      test.high = up - 1;
      break;
    case Comparison::equals:
      test.low = up;
      test.high = down;
      break;
  }
}

WideTest wide_test(const Limit& limit, Comparison comparison, const LeafTests& form) {
  WideTest test;
  if (limit.state != LimitState::compared) return test;
  if (!form.pairs) {
    set_interval(test, comparison, limit.value, form.scale);
    return test;
  }
  test.factor = 100 * power_of_ten(limit.value.scale() + form.denominator_scale);
  test.bound = Wide{limit.value.coefficient()} * power_of_ten(form.scale);
  const Wide common = divisor_of(test.factor, test.bound);
  test.factor /= common;
  test.bound /= common;
  return test;
}

constexpr std::int32_t most16 = std::numeric_limits<std::int16_t>::max();
constexpr std::int32_t most32 = std::numeric_limits<std::int32_t>::max();

bool fits16(Wide value) { return -most16 <= value && value <= most16; }

void set_range(PairTests& tests, Comparison comparison) {
  const bool has_low = comparison != Comparison::at_most && comparison != Comparison::less_than;
  const bool has_high = comparison != Comparison::at_least && comparison != Comparison::more_than;
  tests.low = has_low ? (comparison == Comparison::more_than ? 1 : 0) : -most32 - 1;
  tests.high = has_high ? (comparison == Comparison::less_than ? -1 : 0) : most32;
}

void set_narrow(LeafTests& tests, Comparison comparison) {
  const auto slots = tests.wide.size();
  if (slots > slots_max) return;
  tests.pair_tests.slots = tests.number_tests.slots = static_cast<std::uint32_t>(slots);
  set_range(tests.pair_tests, comparison);
  for (std::size_t i = 0; i < slots_max; ++i) {
    const auto& wide = tests.wide[std::min(i, slots - 1)];
    if (tests.pairs && (!fits16(wide.factor) || !fits16(wide.bound))) return;
    tests.pair_tests.of[i] = {static_cast<std::int16_t>(wide.factor), static_cast<std::int16_t>(-wide.bound)};
    // An interval that lies outside 16 bits is one that no number is in.
    const bool is_empty = wide.low > most16 || wide.high < -most16 || wide.low > wide.high;
    tests.number_tests.low[i] = static_cast<std::int16_t>(is_empty ? Wide{1} : std::max(wide.low, Wide{-most16}));
    tests.number_tests.high[i] = static_cast<std::int16_t>(is_empty ? Wide{0} : std::min(wide.high, Wide{most16}));
  }
  tests.is_narrow = true;
}

}  // namespace

LeafTests tests_of(const std::vector<Limit>& limits, Comparison comparison, bool pairs, std::uint8_t scale,
                   std::uint8_t denominator_scale) {
  LeafTests tests;
  tests.pairs = pairs;
  tests.scale = scale;
  tests.denominator_scale = denominator_scale;
  tests.wide.reserve(limits.size());
  for (const auto& limit : limits) tests.wide.push_back(wide_test(limit, comparison, tests));
  set_narrow(tests, comparison);
  return tests;
}

std::optional<bool> is_met(const Cell& cell, Comparison comparison, const Decimal& limit) {
  if (!cell.has_value()) return std::nullopt;
  const Wide numerator = cell.numerator;
  const Wide value = limit.coefficient();
  if (cell.state == CellState::number) {
    return satisfies(comparison, numerator * power_of_ten(limit.scale()) - value * power_of_ten(cell.scale));
  }
  if (cell.denominator <= 0) return std::nullopt;
  const Wide left = numerator * 100 * power_of_ten(limit.scale() + cell.denominator_scale);
  return satisfies(comparison, left - value * power_of_ten(cell.scale) * cell.denominator);
}

std::int32_t first_fresh_day(Date day, int maximum_age_months) {
  if (maximum_age_months < 0) return no_day;
  Date first = day.plus_months(-maximum_age_months).plus_days(-4);
  while (first.plus_months(maximum_age_months) < day) first = first.plus_days(1);
  return first.days();
}

}  // namespace luytre::engine::columns
