#include "base/date.h"

#include <gtest/gtest.h>

namespace luytre {
namespace {

TEST(DateTest, ParsesOnlyDaysThatExist) {
  EXPECT_EQ(Date::parse("2025-07-01").value(), Date::of(2025, 7, 1));
  for (const char* text : {"2025-7-1", "2025-02-29", "01/07/2025", "2025-13-01", "2025-00-10", "", "1899-12-31"}) {
    EXPECT_EQ(Date::parse(text).error().code, "date.malformed") << text;
  }
}

TEST(DateTest, WritesBothWays) {
  EXPECT_EQ(Date::of(2025, 7, 1).text(), "2025-07-01");
  EXPECT_EQ(Date::of(2025, 7, 1).vietnamese_text(), "01/07/2025");
  EXPECT_EQ(Date::open_end().text(), "");
}

TEST(DateTest, MonthsKeepToTheLastDay) {
  EXPECT_EQ(Date::of(2024, 1, 31).plus_months(1), Date::of(2024, 2, 29));
  EXPECT_EQ(Date::of(2024, 2, 29).plus_months(-12), Date::of(2023, 2, 28));
  EXPECT_TRUE(Date::open_end().plus_days(5).is_open_end());
}

TEST(DateTest, IntervalsAreHalfOpen) {
  const Interval old_map{Date::of(2004, 8, 31), Date::of(2025, 7, 1)};
  const Interval new_map{Date::of(2025, 7, 1), Date::open_end()};
  EXPECT_TRUE(old_map.contains(Date::of(2025, 6, 30)));
  EXPECT_FALSE(old_map.contains(Date::of(2025, 7, 1)));
  EXPECT_FALSE(old_map.overlaps(new_map));
}

}  // namespace
}  // namespace luytre
