// Calendar days and half-open intervals of days. No time of day, no zone, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre {

class Date {
 public:
  constexpr Date() = default;

  // Strictly "YYYY-MM-DD", a day that exists, years 1900 to 2199; else problem date.malformed.
  static Result<Date> parse(std::string_view iso);
  static Date of(int year, unsigned month, unsigned day);
  static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }
  // The end of an interval that has not ended; its text is "".
  static constexpr Date open_end() { return Date(std::numeric_limits<std::int32_t>::max()); }

  constexpr std::int32_t days() const { return days_; }
  int year() const;
  unsigned month() const;
  unsigned day() const;
  constexpr bool is_open_end() const { return *this == open_end(); }
  Date plus_days(int count) const;
  Date plus_months(int count) const;    // the last day of the month when the day does not exist there
  std::string text() const;             // "2025-06-30", "" for open_end()
  std::string vietnamese_text() const;  // "30/06/2025"

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

// From the first day to, and without, the last.
struct Interval {
  Date from;
  Date to = Date::open_end();
  constexpr bool contains(Date day) const { return from <= day && day < to; }
  constexpr bool overlaps(const Interval& other) const { return from < other.to && other.from < to; }
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace luytre
