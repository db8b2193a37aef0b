#include "base/decimal.h"

#include <array>
#include <cassert>

namespace luytre {
namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::int64_t, 13> powers_of_ten = {
    1,          10,          100,           1'000,          10'000,          100'000,          1'000'000,
    10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000, 1'000'000'000'000};

Wide power(int exponent) { return powers_of_ten.at(static_cast<std::size_t>(exponent)); }

bool fits(Wide coefficient) {
  return -Decimal::coefficient_max <= coefficient && coefficient <= Decimal::coefficient_max;
}

// The exact value at the smallest scale that holds it, when it fits.
Result<Decimal> exact(Wide coefficient, int scale) {
  while (scale > 0 && (scale > Decimal::scale_max || !fits(coefficient)) && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  if (!fits(coefficient) || scale > Decimal::scale_max) return refuse("decimal.too_large");
  return Decimal::from(static_cast<std::int64_t>(coefficient), scale);
}

Wide divide_half_away(Wide numerator, Wide denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide half = denominator / 2 + denominator % 2;
  const Wide quotient = numerator / denominator;
  const Wide rest = numerator < 0 ? -(numerator % denominator) : numerator % denominator;
  if (rest < half) return quotient;
  return numerator < 0 ? quotient - 1 : quotient + 1;
}

}  // namespace

Decimal Decimal::from(std::int64_t coefficient, int scale) {
  assert(fits(coefficient) && scale >= 0 && scale <= scale_max);
  return Decimal(coefficient, scale);
}

Result<Decimal> Decimal::parse(std::string_view text) {
  const auto malformed = [&] { return refuse("decimal.malformed", {{"text", std::string(text)}}); };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  Wide coefficient = 0;
  int scale = -1;
  bool any_digit = false;
  for (const char c : rest) {
    if (c == '.' && scale < 0 && any_digit) {
      scale = 0;
      continue;
    }
    if (c < '0' || c > '9') return malformed();
    any_digit = true;
    coefficient = coefficient * 10 + (c - '0');
    if (scale >= 0) ++scale;
    if (!fits(coefficient) || scale > scale_max) return refuse("decimal.too_large", {{"text", std::string(text)}});
  }
  if (!any_digit || scale == 0) return malformed();
  return Decimal(static_cast<std::int64_t>(negative ? -coefficient : coefficient), scale < 0 ? 0 : scale);
}

std::string Decimal::text() const {
  std::string digits = std::to_string(coefficient_ < 0 ? -coefficient_ : coefficient_);
  const auto places = static_cast<std::size_t>(scale_);
  if (places > 0) {
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return coefficient_ < 0 ? "-" + digits : digits;
}

std::string Decimal::vietnamese_text() const {
  std::string written = text();
  const auto point = written.find('.');
  const std::size_t whole_end = point == std::string::npos ? written.size() : point;
  if (point != std::string::npos) written[point] = ',';
  const std::size_t first_digit = written.front() == '-' ? 1 : 0;
  for (std::size_t at = whole_end; at > first_digit + 3;) {
    at -= 3;
    written.insert(at, 1, '.');
  }
  return written;
}

Decimal Decimal::reduced() const {
  Decimal shorter = *this;
  while (shorter.scale_ > 0 && shorter.coefficient_ % 10 == 0) {
    shorter.coefficient_ /= 10;
    --shorter.scale_;
  }
  return shorter;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const Wide left = Wide(a.coefficient_) * power(b.scale_);
  const Wide right = Wide(b.coefficient_) * power(a.scale_);
  if (left < right) return std::strong_ordering::less;
  return left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

Result<Decimal> add(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale(), b.scale());
  return exact(Wide(a.coefficient()) * power(scale - a.scale()) + Wide(b.coefficient()) * power(scale - b.scale()),
               scale);
}

Result<Decimal> subtract(const Decimal& a, const Decimal& b) {
  return add(a, Decimal::from(-b.coefficient(), b.scale()));
}

Result<Decimal> multiply(const Decimal& a, const Decimal& b) {
  return exact(Wide(a.coefficient()) * b.coefficient(), a.scale() + b.scale());
}

Result<Decimal> divide_rounded(const Decimal& a, const Decimal& b, int scale) {
  assert(!b.is_zero() && scale >= 0 && scale <= Decimal::scale_max);
  const Wide numerator = Wide(a.coefficient()) * power(b.scale() + scale);
  const Wide denominator = Wide(b.coefficient()) * power(a.scale());
  const Wide quotient = divide_half_away(numerator, denominator);
  if (!fits(quotient)) return refuse("decimal.too_large");
  return Decimal::from(static_cast<std::int64_t>(quotient), scale);
}

Decimal rounded(const Decimal& value, int scale) {
  if (value.scale() <= scale) return value;
  const Wide quotient = divide_half_away(value.coefficient(), power(value.scale() - scale));
  return Decimal::from(static_cast<std::int64_t>(quotient), scale);
}

std::strong_ordering compare_percent(const Share& share, const Decimal& percent) {
  assert(share.denominator.coefficient() > 0);
  const Wide left = Wide(share.numerator.coefficient()) * 100 * power(share.denominator.scale() + percent.scale());
  const Wide right = Wide(percent.coefficient()) * share.denominator.coefficient() * power(share.numerator.scale());
  if (left < right) return std::strong_ordering::less;
  return left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

Decimal percent_rounded(const Share& share, int digits) {
  assert(share.denominator.coefficient() > 0);
  const Wide numerator = Wide(share.numerator.coefficient()) * 100 * power(share.denominator.scale() + digits);
  const Wide denominator = Wide(share.denominator.coefficient()) * power(share.numerator.scale());
  const Wide quotient = divide_half_away(numerator, denominator);
  return Decimal::from(static_cast<std::int64_t>(fits(quotient) ? quotient : Wide(Decimal::coefficient_max)), digits);
}

std::string percent_text(const Share& share, int digits) { return percent_rounded(share, digits).text(); }

}  // namespace luytre
