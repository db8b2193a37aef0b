#include "programme/surveys/wrong_serials.h"

#include <gtest/gtest.h>

#include "base/messages.h"

namespace luytre::surveys {
namespace {

TEST(WrongSerials, stop_an_address_until_its_minute_is_over) {
  long long now = 1'762'000'020'000;
  WrongSerials wrong([](const std::string& address) { return address.substr(0, 4); }, [&] { return now; });
  for (int i = 0; i < wrong_serials_max; ++i) {
    EXPECT_TRUE(wrong.may_try("10.0.0.1"));
    wrong.count("10.0.0.1");
  }
  const auto stopped = wrong.may_try("10.0.9.9");  // counted as the same
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, "surveys.too_many_wrong_serials");
  EXPECT_EQ(http_status(stopped.error().code), 429);
  EXPECT_TRUE(wrong.may_try("192.168.0.1"));
  now += wrong_serials_milliseconds;
  EXPECT_TRUE(wrong.may_try("10.0.0.1"));
}

TEST(WrongSerials, many_addresses_are_counted_together_and_stop_nobody_counted_alone) {
  WrongSerials wrong([](const std::string& address) { return address; }, [] { return 1LL; });
  for (std::size_t i = 0; i < addresses_counted_max; ++i) wrong.count(std::to_string(i));
  for (int i = 0; i < wrong_serials_max; ++i) wrong.count("late " + std::to_string(i));
  EXPECT_FALSE(wrong.may_try("another"));
  EXPECT_TRUE(wrong.may_try("0"));
}

}  // namespace
}  // namespace luytre::surveys
