// What parts say together: held to plain arithmetic in whole numbers, and to every weighting that may be true.
#include "programme/reorganisation/combine.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace luytre::reorganisation {
namespace {

using engine::Operand;

Share share(std::int64_t numerator, std::int64_t denominator) {
  return {Decimal::of(numerator), Decimal::of(denominator)};
}

// fraction in hundredths; 100: all of it; -1: not known.
PartValue part(Operand value, int hundredths = 100, std::int64_t weight = -1) {
  PartValue made{value, std::nullopt, std::nullopt};
  if (hundredths >= 0) made.fraction = share(hundredths, 100);
  if (weight >= 0) made.weight = Decimal::of(weight);
  return made;
}

Operand number(std::int64_t value) { return Operand::of(Decimal::of(value)); }
Operand percent(std::int64_t numerator, std::int64_t denominator) { return Operand::of(share(numerator, denominator)); }

TEST(Combine, counts_add_up_and_ratios_keep_both_numbers) {
  const auto sum = combine({part(number(3)), part(number(5))}, Together::sum);
  EXPECT_EQ(sum.low.value, Decimal::of(8));
  EXPECT_TRUE(sum.is_point());
  const auto ratio = combine({part(percent(50, 100)), part(percent(10, 50))}, Together::ratio);
  ASSERT_TRUE(ratio.low.share);
  EXPECT_EQ(ratio.low.share->numerator, Decimal::of(60));
  EXPECT_EQ(ratio.low.share->denominator, Decimal::of(150));
  EXPECT_EQ(ratio.method, Method::ratio);
}

TEST(Combine, a_known_part_of_a_unit_gives_its_part) {
  const auto sum = combine({part(number(10)), part(number(8), 25)}, Together::sum);
  EXPECT_EQ(sum.low.value, Decimal::of(12));
  EXPECT_EQ(sum.method, Method::sum);
  const auto ratio = combine({part(percent(50, 100)), part(percent(40, 40), 50)}, Together::ratio);
  EXPECT_EQ(ratio.low.share->numerator, Decimal::of(70));
  EXPECT_EQ(ratio.low.share->denominator, Decimal::of(120));
}

TEST(Combine, an_unknown_part_gives_bounds) {
  const auto sum = combine({part(number(10)), part(number(8), -1)}, Together::sum);
  EXPECT_EQ(sum.low.value, Decimal::of(10));
  EXPECT_EQ(sum.high.value, Decimal::of(18));
  EXPECT_EQ(sum.method, Method::bounds);
  const auto ratio = combine({part(percent(50, 100)), part(percent(90, 100), -1)}, Together::ratio);
  EXPECT_EQ(ratio.low.share->numerator, Decimal::of(50));
  EXPECT_EQ(ratio.high.share->numerator, Decimal::of(90));
}

TEST(Combine, a_mean_needs_every_weight) {
  const auto mean = combine({part(number(40), 100, 1000), part(number(60), 100, 3000)}, Together::mean);
  EXPECT_EQ(mean.low.value, Decimal::of(55));
  EXPECT_EQ(mean.method, Method::weighted_mean);
  const auto bounds = combine({part(number(40), 100, 1000), part(number(60))}, Together::mean);
  EXPECT_EQ(bounds.low.value, Decimal::of(40));
  EXPECT_EQ(bounds.high.value, Decimal::of(60));
  const auto third = combine({part(number(0), 100, 2), part(number(1), 100, 1)}, Together::mean);
  EXPECT_LT(third.low.value, third.high.value);
  EXPECT_EQ(third.low.value.text(), "0.333333");
  EXPECT_EQ(third.high.value.text(), "0.333334");
}

TEST(Combine, yes_and_no_and_grades_count_only_when_all_agree) {
  EXPECT_TRUE(combine({part(Operand::of_truth(true)), part(Operand::of_truth(true), -1)}, Together::agreement)
                  .low.is_present());
  const auto mixed = combine({part(Operand::of_truth(true)), part(Operand::of_truth(false), -1)}, Together::agreement);
  EXPECT_FALSE(mixed.is_known());
  EXPECT_EQ(mixed.doubt, Doubt::parts_disagree);
}

TEST(Combine, a_missing_part_leaves_nothing_to_say_unless_nothing_of_it_went) {
  const auto absent = Operand::absent(engine::Reason::value_too_old);
  const auto nothing = combine({part(number(1)), part(absent)}, Together::sum);
  EXPECT_FALSE(nothing.is_known());
  EXPECT_EQ(nothing.low.missing, engine::Reason::value_too_old);
  EXPECT_EQ(combine({part(number(1)), part(absent, 0)}, Together::sum).low.value, Decimal::of(1));
  EXPECT_FALSE(combine({}, Together::sum).is_known());
  EXPECT_FALSE(combine({part(percent(1, 0))}, Together::ratio).is_known());
}

TEST(Combine, what_no_decimal_can_hold_is_not_said) {
  const auto huge = Operand::of(Decimal::of(Decimal::coefficient_max));
  EXPECT_FALSE(combine({part(huge), part(huge)}, Together::sum).is_known());
}

int below(int limit) { return *rc::gen::inRange(0, limit); }

// Values, fractions and weights as a register might state them; unknown ones now and then.
struct Drawn {
  std::vector<PartValue> parts;
  std::vector<int> hundredths;  // what is true, known or not
  std::vector<int> weights;
};

Drawn drawn(bool is_share) {
  Drawn made;
  for (int count = 1 + below(5); count > 0; --count) {
    const int truth = 1 + below(100), weight = 1 + below(1000);
    const Operand value = is_share ? percent(below(101), 100 * (1 + below(3))) : number(below(1000));
    made.parts.push_back(part(value, below(3) == 0 ? -1 : truth, below(3) == 0 ? -1 : weight));
    made.hundredths.push_back(truth);
    made.weights.push_back(weight);
  }
  return made;
}

RC_GTEST_PROP(Combine, bounds_hold_whatever_is_true_of_unknown_fractions, ()) {
  const Drawn made = drawn(false);
  std::int64_t truth = 0;  // in hundredths
  for (std::size_t i = 0; i < made.parts.size(); ++i)
    truth += made.parts[i].value.value.coefficient() * made.hundredths[i];
  const auto found = combine(made.parts, Together::sum);
  RC_ASSERT(found.low.value <= Decimal::from(truth, 2));
  RC_ASSERT(Decimal::from(truth, 2) <= found.high.value);
}

RC_GTEST_PROP(Combine, ratios_hold_whatever_is_true_of_unknown_fractions, ()) {
  const Drawn made = drawn(true);
  std::int64_t top = 0, bottom = 0;
  for (std::size_t i = 0; i < made.parts.size(); ++i) {
    top += made.parts[i].value.share->numerator.coefficient() * made.hundredths[i];
    bottom += made.parts[i].value.share->denominator.coefficient() * made.hundredths[i];
  }
  const auto found = combine(made.parts, Together::ratio);
  const Operand truth = percent(top, bottom);
  RC_ASSERT(!is_less(truth, found.low));
  RC_ASSERT(!is_less(found.high, truth));
  const bool are_known =
      std::all_of(made.parts.begin(), made.parts.end(), [](const auto& one) { return one.fraction.has_value(); });
  RC_ASSERT(!are_known || (!is_less(found.low, truth) && !is_less(truth, found.high)));
}

RC_GTEST_PROP(Combine, means_hold_whatever_the_weights_are, ()) {
  const Drawn made = drawn(false);
  std::int64_t total = 0, weights = 0;
  for (std::size_t i = 0; i < made.parts.size(); ++i) {
    total += made.parts[i].value.value.coefficient() * made.weights[i] * made.hundredths[i];
    weights += std::int64_t{made.weights[i]} * made.hundredths[i];
  }
  const auto found = combine(made.parts, Together::mean);
  // found.low <= total / weights <= found.high, in whole numbers.
  const auto times = [&](const Decimal& value) {
    std::int64_t power = 1'000'000;
    for (int i = 0; i < value.scale(); ++i) power /= 10;
    return value.coefficient() * power * weights;
  };
  RC_ASSERT(times(found.low.value) <= total * 1'000'000);
  RC_ASSERT(total * 1'000'000 <= times(found.high.value));
}

RC_GTEST_PROP(Combine, parts_that_say_the_same_say_it_together, ()) {
  Drawn made = drawn(*rc::gen::arbitrary<bool>());
  for (PartValue& one : made.parts) one.value = made.parts.front().value;
  const auto how = made.parts.front().value.share ? Together::ratio : Together::mean;
  const auto found = combine(made.parts, how);
  RC_ASSERT(found.is_point());
  RC_ASSERT(!is_less(found.low, made.parts.front().value) && !is_less(made.parts.front().value, found.high));
}

}  // namespace
}  // namespace luytre::reorganisation
