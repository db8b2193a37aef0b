// The arithmetic guard: does a printed percentage or average hold against the counts behind it? Pure and exact: whole
// numbers only, no rounding but the one that is asked about.
//
// A printed percentage p with d decimals stands for every share that rounds (half away from zero) to p. So
//   numerator n, denominator D hold  <=>  p - half a last digit <= 100 n / D < p + half a last digit.
// A share of a whole is at most the whole: for p <= 100 only denominators D >= n count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/decimal.h"
#include "base/json.h"
#include "base/messages.h"
#include "base/problem.h"

namespace luytre::statistics {

inline constexpr std::int64_t counted_max = 1'000'000'000;  // a numerator or denominator; no census goes higher
inline constexpr int percent_digits_max = 4;

// Whole numbers from `first` to `last`, both included; without `last` there is no upper end.
struct FittingRange {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;
  bool contains(std::int64_t number) const { return first <= number && (!last || number <= *last); }
  friend bool operator==(const FittingRange&, const FittingRange&) = default;
};

struct PrintedShare {
  std::int64_t numerator = 0;                    // 5860
  Decimal percent;                               // 71.3: its scale is the number of decimals printed
  std::optional<std::int64_t> denominator = {};  // when the words name the whole too: "106/175 xã (60,6 %)"
};

// Denominators against which the printed share holds; none when no whole number does. Problems
// claim.count_out_of_range, claim.percent_out_of_range (negative, over 100,000, or more than percent_digits_max
// decimals), claim.zero_denominator.
Result<std::optional<FittingRange>> denominators_that_fit(const PrintedShare& printed);

// Numerators that give the percentage on this denominator (> 0).
Result<std::optional<FittingRange>> numerators_that_fit(std::int64_t denominator, const Decimal& percent);

struct ShareCheck {
  PrintedShare printed;
  std::optional<std::int64_t> denominator;
  std::optional<bool> holds;        // none without a denominator
  std::optional<Decimal> computed;  // with the digits that were printed
  std::optional<FittingRange> denominators;
  std::optional<FittingRange> numerators;  // on this denominator
};

// Against `denominator`, else the printed one.
Result<ShareCheck> check_share(const PrintedShare& printed, std::optional<std::int64_t> denominator);

// The same question for an average printed with its own digits: sum / count.
struct AverageCheck {
  bool holds = false;
  Decimal computed;
};
Result<AverageCheck> check_average(const Decimal& sum, std::int64_t count, const Decimal& printed);

// Sums over `count` things whose average rounds to the printed one.
Result<std::optional<FittingRange>> sums_that_fit(std::int64_t count, const Decimal& average);

// {"holds":false,"computed":"71.2","denominators_that_fit":[8214,8224]}; [] when none fits, [n,null] without upper end.
json::object json_of(const ShareCheck& check);

// "5.860 of 8.225 is 71,2 %, not 71,3 %. 71,3 % needs 8.214 to 8.224."
std::string explain(const ShareCheck& check, Language language);

// "5.860" in Vietnamese, "5,860" in English.
std::string grouped(const Decimal& number, Language language);

}  // namespace luytre::statistics
