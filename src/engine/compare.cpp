#include "engine/compare.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>

namespace luytre::engine {

namespace {

using Wide = boost::multiprecision::int512_t;

// Three coefficients of 10^15 and their scales stay far below 2^511.
struct Rational {
  Wide numerator;
  Wide denominator;  // > 0
};

Wide power_of_ten(int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

Rational rational(const Decimal& value) { return {Wide(value.coefficient()), power_of_ten(value.scale())}; }

Rational rational(const Operand& operand) {
  if (!operand.share) return rational(operand.value);
  const Rational above = rational(operand.share->numerator);
  const Rational below = rational(operand.share->denominator);
  return {Wide(above.numerator * below.denominator * 100), Wide(above.denominator * below.numerator)};
}

}  // namespace

bool is_usable(const Operand& operand) { return !operand.share || Decimal::of(0) < operand.share->denominator; }

std::strong_ordering against(const Operand& value, const Decimal& limit) {
  assert(is_usable(value));
  return value.share ? compare_percent(*value.share, limit) : value.value <=> limit;
}

std::strong_ordering against_product(const Operand& value, const Decimal& factor, const Operand& base) {
  const Rational left = rational(value);
  const Rational times = rational(factor);
  const Rational start = rational(base);
  const Wide a = left.numerator * times.denominator * start.denominator;
  const Wide b = times.numerator * start.numerator * left.denominator;
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::optional<Distance> distance_above(const Operand& value, const Decimal& limit) {
  if (!value.share) {
    const auto amount = subtract(value.value, limit);
    if (!amount) return std::nullopt;
    return Distance{*amount, false};
  }
  const auto hundredfold = multiply(limit, value.share->denominator);
  if (!hundredfold) return std::nullopt;
  const auto needed = multiply(*hundredfold, Decimal::from(1, 2));
  if (!needed) return std::nullopt;
  const auto amount = subtract(value.share->numerator, *needed);
  if (!amount) return std::nullopt;
  return Distance{amount->reduced(), true};
}

}  // namespace luytre::engine
