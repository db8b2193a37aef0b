#include "platform/notices/schedule.h"

#include <gtest/gtest.h>

#include "platform/storage/instant.h"

namespace luytre::notices {
namespace {

std::int64_t at(const std::string& utc) { return *storage::parse_instant(utc + ":00.000000Z"); }

struct Case {
  const char* what;
  Urgency urgency;
  Preference preference;
  const char* created;  // UTC; local is seven hours later
  const char* now;
  const char* due;  // "" when it is not wanted
};

Preference wants(EmailChoice email, std::optional<QuietHours> quiet = QuietHours{21 * 60, 6 * 60},
                 int digest_hour = 7) {
  return {email, quiet, digest_hour, std::nullopt};
}

TEST(Schedule, decides_when_a_notice_is_due) {
  const auto over_midnight = wants(EmailChoice::immediate);
  const auto at_noon = wants(EmailChoice::immediate, QuietHours{12 * 60, 13 * 60 + 30});
  const auto digest = wants(EmailChoice::digest);
  const std::vector<Case> cases{
      {"security at night", Urgency::security, over_midnight, "2026-11-25T18:00", "2026-11-25T18:00",
       "2026-11-25T18:00"},
      {"security though no mail is wanted", Urgency::security, wants(EmailChoice::none), "2026-11-25T18:00",
       "2026-11-25T18:00", "2026-11-25T18:00"},
      {"security though a digest is wanted", Urgency::security, digest, "2026-11-25T03:00", "2026-11-25T03:00",
       "2026-11-25T03:00"},
      {"a task by day", Urgency::task, over_midnight, "2026-11-25T03:00", "2026-11-25T03:00", "2026-11-25T03:00"},
      {"a task at 20:59", Urgency::task, over_midnight, "2026-11-25T13:59", "2026-11-25T13:59", "2026-11-25T13:59"},
      {"a task at 21:00", Urgency::task, over_midnight, "2026-11-25T14:00", "2026-11-25T14:00", "2026-11-25T23:00"},
      {"a task at 23:59", Urgency::task, over_midnight, "2026-11-25T16:59", "2026-11-25T16:59", "2026-11-25T23:00"},
      {"a task after midnight", Urgency::task, over_midnight, "2026-11-25T17:30", "2026-11-25T17:30",
       "2026-11-25T23:00"},
      {"a task at 05:59", Urgency::task, over_midnight, "2026-11-25T22:59", "2026-11-25T22:59", "2026-11-25T23:00"},
      {"a task at 06:00", Urgency::task, over_midnight, "2026-11-25T14:00", "2026-11-25T23:00", "2026-11-25T14:00"},
      {"quiet at noon", Urgency::task, at_noon, "2026-11-25T05:30", "2026-11-25T05:30", "2026-11-25T06:30"},
      {"after the quiet noon", Urgency::task, at_noon, "2026-11-25T05:30", "2026-11-25T06:30", "2026-11-25T05:30"},
      {"no quiet hours", Urgency::task, wants(EmailChoice::immediate, std::nullopt), "2026-11-25T18:00",
       "2026-11-25T18:00", "2026-11-25T18:00"},
      {"equal ends are no quiet hours", Urgency::task, wants(EmailChoice::immediate, QuietHours{60, 60}),
       "2026-11-25T18:00", "2026-11-25T18:00", "2026-11-25T18:00"},
      {"news before the digest", Urgency::news, over_midnight, "2026-11-24T23:59", "2026-11-24T23:59",
       "2026-11-25T00:00"},
      {"news at the digest", Urgency::news, over_midnight, "2026-11-25T00:00", "2026-11-25T00:00", "2026-11-25T00:00"},
      {"news after the digest", Urgency::news, over_midnight, "2026-11-25T00:01", "2026-11-25T09:00",
       "2026-11-26T00:00"},
      {"a digest that was missed", Urgency::news, over_midnight, "2026-11-20T01:00", "2026-11-25T09:00",
       "2026-11-21T00:00"},
      {"a task in the digest", Urgency::task, digest, "2026-11-25T03:00", "2026-11-25T03:00", "2026-11-26T00:00"},
      {"a digest at midnight", Urgency::news, wants(EmailChoice::immediate, std::nullopt, 0), "2026-11-25T16:30",
       "2026-11-25T16:30", "2026-11-25T17:00"},
      {"a task nobody wants", Urgency::task, wants(EmailChoice::none), "2026-11-25T03:00", "2026-11-25T03:00", ""},
      {"news nobody wants", Urgency::news, wants(EmailChoice::none), "2026-11-25T03:00", "2026-11-25T03:00", ""},
  };
  for (const auto& each : cases) {
    const auto due = mail_due(each.urgency, each.preference, at(each.created), at(each.now));
    EXPECT_EQ(due.has_value(), *each.due != '\0') << each.what;
    if (due && *each.due != '\0') {
      EXPECT_EQ(storage::instant_text(*due), storage::instant_text(at(each.due))) << each.what;
    }
  }
}

TEST(Schedule, reads_times_of_day) {
  EXPECT_EQ(minute_of_day("00:00"), 0);
  EXPECT_EQ(minute_of_day("21:30"), 1290);
  EXPECT_EQ(clock_text(1290), "21:30");
  for (const char* wrong : {"", "24:00", "9:00", "12:60", "12.30", "ab:cd", "12:300"}) {
    EXPECT_FALSE(minute_of_day(wrong)) << wrong;
  }
}

TEST(Schedule, waits_longer_each_time_and_gives_up) {
  std::int64_t before = 0;
  for (int failures = 1; failures < attempts_max; ++failures) {
    ASSERT_TRUE(retry_seconds(failures)) << failures;
    EXPECT_GT(*retry_seconds(failures), before);
    before = *retry_seconds(failures);
  }
  EXPECT_FALSE(retry_seconds(attempts_max));
}

}  // namespace
}  // namespace luytre::notices
