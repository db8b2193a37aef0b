#include "outputs/feeds/moment.h"

#include <fmt/format.h>

#include <array>

namespace luytre::feeds {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t vietnam_ahead = 7 * 3'600;

struct Clock {
  Date day;
  int hour, minute, second;
};

Clock clock_of(std::int64_t seconds) {
  std::int64_t days = seconds / day_seconds;
  std::int64_t rest = seconds % day_seconds;
  if (rest < 0) {
    rest += day_seconds;
    --days;
  }
  return {Date::from_days(static_cast<std::int32_t>(days)), static_cast<int>(rest / 3'600),
          static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60)};
}

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Seconds east of UTC: "Z", "+07:00"; nothing for anything else.
std::optional<std::int64_t> offset_of(std::string_view text) {
  if (text == "Z" || text.empty()) return 0;
  const auto hours = number(text, 1, 2);
  const auto minutes = number(text, 4, 2);
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' || !hours || !minutes)
    return std::nullopt;
  const std::int64_t seconds = *hours * 3'600 + *minutes * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

Moment Moment::at_midnight(Date day) { return {std::int64_t{day.days()} * day_seconds - vietnam_ahead}; }

std::optional<Moment> Moment::parse(std::string_view iso) {
  constexpr std::size_t to_second = 19;
  if (iso.size() < to_second || (iso[10] != 'T' && iso[10] != ' ')) return std::nullopt;
  const auto day = Date::parse(iso.substr(0, 10));
  const auto hour = number(iso, 11, 2);
  const auto minute = number(iso, 14, 2);
  const auto second = number(iso, 17, 2);
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::size_t at = to_second;
  if (at < iso.size() && iso[at] == '.') {
    do {
      ++at;
    } while (at < iso.size() && iso[at] >= '0' && iso[at] <= '9');
  }
  const auto offset = offset_of(iso.substr(at));
  if (!offset) return std::nullopt;
  return Moment{std::int64_t{day->days()} * day_seconds + *hour * 3'600 + *minute * 60 + *second - *offset};
}

Date Moment::day() const { return clock_of(unix_seconds + vietnam_ahead).day; }

std::string Moment::rfc3339() const {
  const Clock now = clock_of(unix_seconds + vietnam_ahead);
  return fmt::format("{}T{:02}:{:02}:{:02}+07:00", now.day.text(), now.hour, now.minute, now.second);
}

std::string Moment::rfc822() const {
  constexpr std::array<const char*, 7> days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970 began so
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Clock now = clock_of(unix_seconds + vietnam_ahead);
  const auto weekday = static_cast<std::size_t>((now.day.days() % 7 + 7) % 7);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0700", days[weekday], now.day.day(),
                     months[now.day.month() - 1], now.day.year(), now.hour, now.minute, now.second);
}

std::string Moment::ical_utc() const {
  const Clock now = clock_of(unix_seconds);
  return fmt::format("{}T{:02}{:02}{:02}Z", ical_day(now.day), now.hour, now.minute, now.second);
}

std::string Moment::ical_local() const {
  const Clock now = clock_of(unix_seconds + vietnam_ahead);
  return fmt::format("{}T{:02}{:02}{:02}", ical_day(now.day), now.hour, now.minute, now.second);
}

std::string Moment::clock() const {
  const Clock now = clock_of(unix_seconds + vietnam_ahead);
  return fmt::format("{:02}:{:02}", now.hour, now.minute);
}

std::string ical_day(Date day) { return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day()); }

}  // namespace luytre::feeds
