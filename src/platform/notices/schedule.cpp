#include "platform/notices/schedule.h"

#include <array>
#include <cassert>
#include <cstdio>

namespace luytre::notices {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t day = std::int64_t{24} * 60 * minute;
// Vietnam has kept UTC+7 without summer time since 1975.
constexpr std::int64_t zone = std::int64_t{7} * 60 * minute;
constexpr int minutes_of_day = 24 * 60;

// The first instant at or after `instant` whose local time of day is `wanted` minutes.
std::int64_t next_local(std::int64_t instant, int wanted) {
  const std::int64_t local = instant + zone;
  const std::int64_t midnight = local - local % day;
  const std::int64_t at = midnight + wanted * minute;
  return (at >= local ? at : at + day) - zone;
}

int local_minute(std::int64_t instant) { return static_cast<int>((instant + zone) % day / minute); }

}  // namespace

std::string_view text_of(EmailChoice choice) {
  switch (choice) {
    case EmailChoice::immediate:
      return "immediate";
    case EmailChoice::digest:
      return "digest";
    case EmailChoice::none:
      return "none";
  }
  return "none";
}

std::string_view text_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::security:
      return "security";
    case Urgency::task:
      return "task";
    case Urgency::news:
      return "news";
  }
  return "news";
}

std::optional<EmailChoice> email_choice_named(std::string_view text) {
  for (const auto choice : {EmailChoice::immediate, EmailChoice::digest, EmailChoice::none}) {
    if (text_of(choice) == text) return choice;
  }
  return std::nullopt;
}

std::optional<Urgency> urgency_named(std::string_view text) {
  for (const auto urgency : {Urgency::security, Urgency::task, Urgency::news}) {
    if (text_of(urgency) == text) return urgency;
  }
  return std::nullopt;
}

bool QuietHours::contains(int at) const {
  if (from == until) return false;
  if (from < until) return from <= at && at < until;
  return at >= from || at < until;
}

std::optional<int> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int of_hour = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || of_hour > 59) return std::nullopt;
  return hour * 60 + of_hour;
}

std::string clock_text(int at) {
  assert(at >= 0 && at < minutes_of_day);
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", at / 60, at % 60);
  return text.data();
}

std::optional<std::int64_t> mail_due(Urgency urgency, const Preference& preference, std::int64_t created,
                                     std::int64_t now) {
  if (urgency == Urgency::security) return created;
  if (preference.email == EmailChoice::none) return std::nullopt;
  if (urgency == Urgency::news || preference.email == EmailChoice::digest) {
    return next_local(created, preference.digest_hour * 60);
  }
  if (preference.quiet && preference.quiet->contains(local_minute(now))) {
    return next_local(now, preference.quiet->until);
  }
  return created;
}

std::optional<std::int64_t> retry_seconds(int failures) {
  constexpr std::array<std::int64_t, attempts_max - 1> waits{60, 300, 900, 3'600, 10'800, 21'600, 43'200};
  assert(failures >= 1);
  if (failures >= attempts_max) return std::nullopt;
  return waits[static_cast<std::size_t>(failures - 1)];
}

}  // namespace luytre::notices
