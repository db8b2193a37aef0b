#include "outputs/statistics/guard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "outputs/statistics/printed_share.h"

namespace luytre::statistics {
namespace {

Decimal number(std::string_view text) { return *Decimal::parse(text); }

struct Known {
  std::int64_t numerator;
  std::string percent;
  std::optional<FittingRange> range;
};

TEST(Guard, KnowsWhichDenominatorsFit) {
  const std::vector<Known> cases = {
      {5860, "71.3", FittingRange{8214, 8224}},
      {2567, "42.4", FittingRange{6048, 6061}},
      {12, "100", FittingRange{12, 12}},  // a part is never more than its whole
      {0, "0", FittingRange{1, std::nullopt}},
      {1, "0", FittingRange{201, std::nullopt}},
      {0, "0.1", std::nullopt},
      {3, "99", std::nullopt},               // 3/3 is 100, 3/4 is 75
      {358, "358", FittingRange{100, 100}},  // of a target, a share may pass 100
      {5248, "63.481", FittingRange{8267, 8267}},
  };
  for (const Known& known : cases) {
    const auto range = denominators_that_fit({known.numerator, number(known.percent)});
    ASSERT_TRUE(range);
    EXPECT_EQ(*range, known.range) << known.numerator << " at " << known.percent;
  }
}

TEST(Guard, AnswersTheFamousSentence) {
  const auto printed = read_printed_share("5.860 xã (71,3%)");
  ASSERT_TRUE(printed) << full_message(printed.error(), Language::en);
  const auto check = check_share(*printed, 8225);
  ASSERT_TRUE(check);
  EXPECT_EQ(compact(json_of(*check)), R"({"holds":false,"computed":"71.2","denominators_that_fit":[8214,8224]})");
  EXPECT_EQ(check->numerators, (FittingRange{5861, 5868}));
  EXPECT_EQ(explain(*check, Language::en),
            "It does not hold: 5,860 of 8,225 is 71.2 %, not 71.3 %. For 5,860 to be 71.3 %, the whole must be 8,214 "
            "to 8,224. On this whole, 71.3 % is a count of 5,861 to 5,868.");
  EXPECT_TRUE(explain(*check, Language::vi).starts_with("Không khớp: 5.860/8.225 = 71,2 %, không phải 71,3 %."));
}

TEST(Guard, RefusesWhatItCannotCheck) {
  EXPECT_EQ(denominators_that_fit({-1, number("5")}).error().code, "claim.count_out_of_range");
  EXPECT_EQ(denominators_that_fit({1, number("-5")}).error().code, "claim.percent_out_of_range");
  EXPECT_EQ(denominators_that_fit({1, number("5.12345")}).error().code, "claim.percent_out_of_range");
  EXPECT_EQ(check_share({1, number("5")}, 0).error().code, "claim.zero_denominator");
}

// What the words of the header say, computed the slow way.
bool rounds_to(std::int64_t numerator, std::int64_t denominator, const Decimal& percent) {
  const bool is_part = percent > Decimal::of(100) || numerator <= denominator;
  return is_part && percent_rounded({Decimal::of(numerator), Decimal::of(denominator)}, percent.scale()) == percent;
}

RC_GTEST_PROP(GuardProperty, DenominatorsAreThoseOfBruteForce, ()) {
  const int digits = *rc::gen::inRange(0, 4);
  const auto numerator = *rc::gen::inRange<std::int64_t>(0, 120);
  const std::int64_t scale = digits == 0 ? 1 : digits == 1 ? 10 : digits == 2 ? 100 : 1000;
  const Decimal percent = Decimal::from(*rc::gen::inRange<std::int64_t>(0, 130 * scale), digits);
  const auto range = denominators_that_fit({numerator, percent});
  RC_ASSERT(range.has_value());
  for (std::int64_t denominator = 1; denominator <= 3000; ++denominator) {
    RC_ASSERT(rounds_to(numerator, denominator, percent) == (*range && (*range)->contains(denominator)));
  }
}

RC_GTEST_PROP(GuardProperty, NumeratorsAreThoseOfBruteForce, ()) {
  const int digits = *rc::gen::inRange(0, 4);
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 900);
  const std::int64_t scale = digits == 0 ? 1 : digits == 1 ? 10 : digits == 2 ? 100 : 1000;
  const Decimal percent = Decimal::from(*rc::gen::inRange<std::int64_t>(0, 130 * scale), digits);
  const auto range = numerators_that_fit(denominator, percent);
  RC_ASSERT(range.has_value());
  for (std::int64_t numerator = 0; numerator <= 1300; ++numerator) {
    RC_ASSERT(rounds_to(numerator, denominator, percent) == (*range && (*range)->contains(numerator)));
  }
}

RC_GTEST_PROP(GuardProperty, SumsAreThoseOfBruteForce, ()) {
  const auto count = *rc::gen::inRange<std::int64_t>(1, 60);
  const Decimal average = Decimal::from(*rc::gen::inRange<std::int64_t>(0, 200), 1);
  const auto range = sums_that_fit(count, average);
  RC_ASSERT(range.has_value());
  for (std::int64_t sum = 0; sum <= 1300; ++sum) {
    RC_ASSERT(check_average(Decimal::of(sum), count, average)->holds == (*range && (*range)->contains(sum)));
  }
}

struct Written {
  std::string text;
  std::int64_t numerator;
  std::string percent;
};

TEST(PrintedShare, ReadsTheWaysInWhichPeopleWrite) {
  const std::vector<Written> cases = {
      {"5.860 xã (71,3%)", 5860, "71.3"},
      {"5860 xã, chiếm 71,3 %", 5860, "71.3"},
      {"5.860 xã, đạt 71,3 phần trăm", 5860, "71.3"},
      {"5,860 communes (71.3%)", 5860, "71.3"},
      {"5,860 communes, or 71.3 percent", 5860, "71.3"},
      {"71,3% (5.860 xã)", 5860, "71.3"},
      {"5.860 (71,3%)", 5860, "71.3"},
      {"Đến tháng 10/2022 có 5.860 xã (71,25 %) đạt chuẩn", 5860, "71.25"},
      {"0 xã (0%)", 0, "0"},
      {"133 xã (100%)", 133, "100"},
  };
  for (const Written& written : cases) {
    const auto read = read_printed_share(written.text);
    ASSERT_TRUE(read) << written.text << ": " << full_message(read.error(), Language::en);
    EXPECT_EQ(read->numerator, written.numerator) << written.text;
    EXPECT_EQ(read->percent.text(), written.percent) << written.text;
  }
  EXPECT_EQ(read_printed_share("106/175 xã (60,6%)")->denominator, 175);
  EXPECT_EQ(read_printed_share("Có 5.860 trên tổng số 8.225 xã, đạt 71,3%")->denominator, 8225);
}

TEST(PrintedShare, RefusesToGuess) {
  EXPECT_EQ(read_printed_share("5,860 xã (71,3%)").error().code, "claim.count_not_whole");
  EXPECT_EQ(read_printed_share("5.860 xã").error().code, "claim.no_percent");
  EXPECT_EQ(read_printed_share("đạt 71,3%").error().code, "claim.no_count");
  EXPECT_EQ(read_printed_share("").error().code, "claim.no_percent");
}

}  // namespace
}  // namespace luytre::statistics
