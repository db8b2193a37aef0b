#include "base/date.h"

#include <fmt/format.h>

#include <chrono>

namespace luytre {
namespace {

std::chrono::year_month_day calendar(Date date) { return std::chrono::sys_days(std::chrono::days(date.days())); }

Date date_of(std::chrono::year_month_day ymd) {
  return Date::from_days(static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count()));
}

int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Result<Date> Date::parse(std::string_view iso) {
  const auto malformed = [&] { return refuse("date.malformed", {{"text", std::string(iso)}}); };
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return malformed();
  const int year = digits(iso.substr(0, 4));
  const int month = digits(iso.substr(5, 2));
  const int day = digits(iso.substr(8, 2));
  if (year < 1900 || year > 2199 || month < 1 || day < 1) return malformed();
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return malformed();
  return date_of(ymd);
}

Date Date::of(int year, unsigned month, unsigned day) {
  return date_of({std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)});
}

int Date::year() const { return static_cast<int>(calendar(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(calendar(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(calendar(*this).day()); }

Date Date::plus_days(int count) const { return is_open_end() ? *this : Date(days_ + count); }

Date Date::plus_months(int count) const {
  if (is_open_end()) return *this;
  auto moved = calendar(*this) + std::chrono::months(count);
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return date_of(moved);
}

std::string Date::text() const {
  if (is_open_end()) return "";
  return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::string Date::vietnamese_text() const {
  if (is_open_end()) return "";
  return fmt::format("{:02}/{:02}/{:04}", day(), month(), year());
}

}  // namespace luytre
