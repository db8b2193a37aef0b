#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace luytre {
namespace {

Decimal decimal(const char* text) { return Decimal::parse(text).value(); }

TEST(DecimalTest, KeepsWhatWasWritten) {
  EXPECT_EQ(decimal("12.50").text(), "12.50");
  EXPECT_EQ(decimal("-0.05").text(), "-0.05");
  EXPECT_EQ(decimal("12.50"), decimal("12.5"));
  EXPECT_EQ(decimal("1234567.5").vietnamese_text(), "1.234.567,5");
  EXPECT_EQ(decimal("-123").vietnamese_text(), "-123");
  EXPECT_EQ(decimal("12.500").reduced().text(), "12.5");
}

TEST(DecimalTest, RefusesWhatIsNoMachineNumber) {
  for (const char* text : {"", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "1.2.3"}) {
    EXPECT_EQ(Decimal::parse(text).error().code, "decimal.malformed") << text;
  }
  for (const char* text : {"1000000000000001", "1.1234567", "99999999999999999999999999"}) {
    EXPECT_EQ(Decimal::parse(text).error().code, "decimal.too_large") << text;
  }
}

TEST(DecimalTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(rounded(decimal("2.45"), 1).text(), "2.5");
  EXPECT_EQ(rounded(decimal("-2.45"), 1).text(), "-2.5");
  EXPECT_EQ(rounded(decimal("2.449"), 1).text(), "2.4");
  EXPECT_EQ(divide_rounded(decimal("2"), decimal("3"), 2).value().text(), "0.67");
  EXPECT_EQ(percent_text({decimal("5860"), decimal("8225")}, 1), "71.2");
  EXPECT_EQ(percent_text({decimal("5860"), decimal("8224")}, 1), "71.3");
}

TEST(DecimalTest, ShareIsComparedExactlyNotRounded) {
  const Share almost{decimal("89999"), decimal("100000")};
  EXPECT_EQ(percent_text(almost, 1), "90.0");
  EXPECT_TRUE(compare_percent(almost, decimal("90")) < 0);
  EXPECT_TRUE(compare_percent({decimal("9"), decimal("10")}, decimal("90.000")) == 0);
}

RC_GTEST_PROP(DecimalProperty, TextRoundTrips, ()) {
  const auto coefficient = *rc::gen::inRange<std::int64_t>(-Decimal::coefficient_max, Decimal::coefficient_max);
  const auto value = Decimal::from(coefficient, *rc::gen::inRange(0, 7));
  RC_ASSERT(Decimal::parse(value.text()).value() == value);
}

RC_GTEST_PROP(DecimalProperty, OrderAgreesWithSubtraction, ()) {
  const auto number = rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const auto a = Decimal::from(*number, *rc::gen::inRange(0, 7));
  const auto b = Decimal::from(*number, *rc::gen::inRange(0, 7));
  const auto difference = subtract(a, b).value();
  RC_ASSERT((a < b) == difference.is_negative());
  RC_ASSERT((a == b) == difference.is_zero());
}

}  // namespace
}  // namespace luytre
