// When a piece of work will be done, by the pace that was really seen. Pure: dated reports in, days out; exact whole
// numbers throughout, no clock.
//
// It knows only the reports of a window that ends with the last one. Two of them on different days make a pace; the
// expected day goes on with the overall pace from the first to the last, the best day with the fastest pace between two
// neighbours. Both count from the last report and are rounded up to whole days, so that neither is before it. Whoever
// reported once, or no headway, is told that it cannot be told.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace luytre::plans {

inline constexpr int window_days_default = 180;  // a choice of this program, not of any text
inline constexpr int window_days_min = 7;
inline constexpr int window_days_max = 3'660;
inline constexpr int forecast_days_max = 3'660;  // further off is "too slow to tell"
inline constexpr std::int64_t fraction_part_max = 10'000'000'000;

// In lowest terms; 0 <= numerator <= denominator.
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  friend bool operator==(const Fraction&, const Fraction&) = default;
};
bool is_less(const Fraction& a, const Fraction& b);

// Problems plans.share_out_of_range (below 0, above 1, denominator not above 0), plans.share_too_large.
Result<Fraction> fraction_of(const Share& share);

struct Point {
  Date day;
  Fraction done;
};

enum class Told : std::uint8_t {
  done,            // all of it was reported done
  told,            // `expected` and `best` are given
  too_slow,        // by the overall pace later than forecast_days_max from the last report; `best` may be given
  too_few_points,  // fewer than two days with a report in the window
  no_progress,     // no headway between the first and the last of them
};
std::string_view name_of(Told);

struct Forecast {
  Told told = Told::too_few_points;
  std::optional<Date> best;
  std::optional<Date> expected;  // of what is done: the first day of the last stretch on which all was done
  std::size_t points = 0;        // reports it rests on
  std::optional<Date> first;     // of these the first and the last
  std::optional<Date> last;
};

// `points` by day, each day once. window_days >= 1.
Forecast forecast_of(const std::vector<Point>& points, int window_days = window_days_default);

// Of many: the latest of each. As soon as one cannot be told, the whole cannot; `not_before` is then the latest day
// that is told, or of a last report.
struct Together {
  Told told = Told::too_few_points;  // of nothing: too_few_points
  std::optional<Date> best;
  std::optional<Date> expected;
  std::optional<Date> not_before;
  std::size_t parts = 0;
  std::size_t parts_done = 0;
  std::size_t parts_untold = 0;
};
Together together(const std::vector<Forecast>& parts);

}  // namespace luytre::plans
