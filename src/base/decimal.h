// Exact decimals and shares. Never a binary float: a percentage or a sum of money is what was written.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre {

// coefficient / 10^scale with |coefficient| <= 10^15 and scale 0..6, so that every product in a comparison fits
// in 128 bits. Equal values compare equal whatever their scale ("1.50" == "1.5").
class Decimal {
 public:
  static constexpr std::int64_t coefficient_max = 1'000'000'000'000'000;
  static constexpr int scale_max = 6;

  constexpr Decimal() = default;
  // Machine notation only: "-12", "12.50". Problems decimal.malformed, decimal.too_large.
  static Result<Decimal> parse(std::string_view text);
  static constexpr Decimal of(std::int64_t whole) { return Decimal(whole, 0); }
  static Decimal from(std::int64_t coefficient, int scale);  // asserts the limits

  constexpr std::int64_t coefficient() const { return coefficient_; }
  constexpr int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }
  std::string text() const;             // "12.50", as it was written
  std::string vietnamese_text() const;  // "1.234,50"
  Decimal reduced() const;              // without trailing zeros

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  constexpr Decimal(std::int64_t coefficient, int scale) : coefficient_(coefficient), scale_(scale) {}
  std::int64_t coefficient_ = 0;
  int scale_ = 0;
};

// Exact, or problem decimal.too_large where the exact result does not fit.
Result<Decimal> add(const Decimal& a, const Decimal& b);
Result<Decimal> subtract(const Decimal& a, const Decimal& b);
Result<Decimal> multiply(const Decimal& a, const Decimal& b);

// a / b rounded half away from zero to `scale` digits; b != 0.
Result<Decimal> divide_rounded(const Decimal& a, const Decimal& b, int scale);
Decimal rounded(const Decimal& value, int scale);

struct Share {
  Decimal numerator;
  Decimal denominator;  // > 0
  friend bool operator==(const Share&, const Share&) = default;
};

// 100 * numerator / denominator against `percent`, by cross multiplication: exact, no rounding.
std::strong_ordering compare_percent(const Share& share, const Decimal& percent);
// The percentage for display: rounded half away from zero, never used to judge.
Decimal percent_rounded(const Share& share, int digits);
std::string percent_text(const Share& share, int digits);  // "71.2"

}  // namespace luytre
