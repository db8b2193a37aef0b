// An instant as feeds and calendars write it. Whole seconds, told in Vietnam's hours (UTC+7, without summer time since
// 1975).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace luytre::feeds {

struct Moment {
  std::int64_t unix_seconds = 0;

  static Moment at_midnight(Date day);  // of the day in Vietnam
  // "2025-12-05T03:00:00Z", with parts of a second or an offset too; nothing for any other text.
  static std::optional<Moment> parse(std::string_view iso);

  Date day() const;                // in Vietnam
  std::string rfc3339() const;     // "2025-12-05T10:00:00+07:00"
  std::string rfc822() const;      // "Fri, 05 Dec 2025 10:00:00 +0700"
  std::string ical_utc() const;    // "20251205T030000Z"
  std::string ical_local() const;  // "20251205T100000"
  std::string clock() const;       // "10:00"

  friend auto operator<=>(const Moment&, const Moment&) = default;
};

std::string ical_day(Date day);  // "20251205"

}  // namespace luytre::feeds
