#include "platform/storage/instant.h"

#include <fmt/format.h>

#include <cassert>
#include <charconv>

namespace luytre::storage {
namespace {

constexpr std::int64_t microseconds_per_day = 86'400'000'000;
constexpr std::int64_t vietnam_offset = std::int64_t{7} * 3'600'000'000;

// Digits at [from, from + count), -1 when one is not a digit.
std::int64_t number_in(std::string_view text, std::size_t from, std::size_t count) {
  std::int64_t number = 0;
  for (std::size_t at = from; at < from + count; ++at) {
    if (text[at] < '0' || text[at] > '9') return -1;
    number = number * 10 + (text[at] - '0');
  }
  return number;
}

}  // namespace

std::string instant_text(std::int64_t unix_microseconds) {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::microseconds(unix_microseconds));
  const std::chrono::year_month_day date{std::chrono::sys_days{days}};
  const std::int64_t in_day = unix_microseconds - days.count() * microseconds_per_day;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), in_day / 3'600'000'000,
                     in_day / 60'000'000 % 60, in_day / 1'000'000 % 60, in_day % 1'000'000);
}

Result<std::int64_t> parse_instant(std::string_view text) {
  const auto bad = [&] { return refuse("storage.bad_instant", {{"text", std::string(text)}}); };
  constexpr std::string_view shape = "0000-00-00T00:00:00.000000Z";
  if (text.size() != shape.size()) return bad();
  for (std::size_t at = 0; at < shape.size(); ++at) {
    const bool is_digit = text[at] >= '0' && text[at] <= '9';
    if (shape[at] == '0' ? !is_digit : text[at] != shape[at]) return bad();
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number_in(text, 0, 4))),
                                         std::chrono::month(static_cast<unsigned>(number_in(text, 5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number_in(text, 8, 2)))};
  const auto hour = number_in(text, 11, 2);
  const auto minute = number_in(text, 14, 2);
  const auto second = number_in(text, 17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return bad();
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  return days * microseconds_per_day + (hour * 3600 + minute * 60 + second) * 1'000'000 + number_in(text, 20, 6);
}

std::string later(std::string_view text, std::chrono::milliseconds by) {
  const auto instant = parse_instant(text);
  assert(instant.has_value());
  return instant_text(*instant + std::chrono::microseconds(by).count());
}

Date vietnam_day(std::string_view text) {
  const auto parsed = parse_instant(text);
  assert(parsed.has_value());
  const auto local = std::chrono::microseconds(*parsed + vietnam_offset);
  return Date::from_days(static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(local).count()));
}

std::string start_of_vietnam_day(Date day) {
  return instant_text(std::int64_t{day.days()} * microseconds_per_day - vietnam_offset);
}

std::string vietnam_clock(std::string_view text) {
  const auto parsed = parse_instant(text);
  assert(parsed.has_value());
  return instant_text(*parsed + vietnam_offset).substr(11, 5) + " " + vietnam_day(text).vietnamese_text();
}

std::int64_t monotonic_ms() {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count();
}

}  // namespace luytre::storage
