#include "programme/observations/import_value.h"

#include <gtest/gtest.h>

namespace luytre::observations {
namespace {

using criteria::MeasureKind;

criteria::Measure measure_of(MeasureKind kind) {
  criteria::Measure measure;
  measure.id = "m";
  measure.kind = kind;
  measure.dimensions = {"sex"};
  if (kind == MeasureKind::grade) measure.grades = {"đạt", "khá", "tốt"};
  return measure;
}

struct ValueCase {
  MeasureKind kind;
  std::string_view value, numerator, denominator;
  std::string_view expected;  // text of the value, or the code of the problem
  NumberStyle style = NumberStyle::unknown;
};

TEST(ImportValue, reads_each_kind_and_refuses_what_is_not_clear) {
  const auto vi = NumberStyle::vietnamese;
  const auto en = NumberStyle::english;
  const std::vector<ValueCase> cases{
      {MeasureKind::number, "45,2", "", "", "45.2"},
      {MeasureKind::number, "45.2", "", "", "45.2"},
      {MeasureKind::number, "45", "", "", "45"},
      {MeasureKind::number, "1.234,5", "", "", "1234.5"},
      {MeasureKind::number, "1,234.5", "", "", "1234.5"},
      {MeasureKind::number, "1.234", "", "", "observations.ambiguous_number"},
      {MeasureKind::number, "1,234", "", "", "observations.ambiguous_number"},
      {MeasureKind::number, "1.234", "", "", "1234", vi},
      {MeasureKind::number, "1.234", "", "", "1.234", en},
      {MeasureKind::number, "1.234.567", "", "", "1234567"},
      {MeasureKind::number, "0,125", "", "", "0.125"},
      {MeasureKind::number, "0.125", "", "", "0.125"},
      {MeasureKind::number, "-3", "", "", "observations.negative"},
      {MeasureKind::number, "0", "", "", "0"},
      {MeasureKind::number, "bốn", "", "", "number.malformed"},
      {MeasureKind::number, "1e5", "", "", "number.malformed"},
      {MeasureKind::number, "9999999999999999", "", "", "decimal.too_large"},
      {MeasureKind::number, "", "1", "2", "observations.not_a_share"},
      {MeasureKind::count, "12", "", "", "12"},
      {MeasureKind::count, "12.5", "", "", "observations.not_whole"},
      {MeasureKind::share, "71,3", "", "", "71.3"},
      {MeasureKind::share, "71.3 %", "", "", "71.3"},
      {MeasureKind::share, "100", "", "", "100"},
      {MeasureKind::share, "100.01", "", "", "observations.percent_over_100"},
      {MeasureKind::share, "713", "", "", "observations.percent_over_100"},
      {MeasureKind::share, "", "120", "150", "120/150"},
      {MeasureKind::share, "80", "120", "150", "120/150"},
      {MeasureKind::share, "71.2", "5860", "8225", "5860/8225"},
      {MeasureKind::share, "71.3", "5860", "8225", "observations.percent_differs"},
      {MeasureKind::share, "", "151", "150", "observations.numerator_over"},
      {MeasureKind::share, "", "0", "0", "observations.denominator_zero"},
      {MeasureKind::share, "", "5", "", "observations.half_a_share"},
      {MeasureKind::share, "", "", "5", "observations.half_a_share"},
      {MeasureKind::share, "", "x", "-1", "observations.several_faults"},
      {MeasureKind::truth, "Đạt", "", "", "true"},
      {MeasureKind::truth, "CHƯA ĐẠT", "", "", "false"},
      {MeasureKind::truth, "có", "", "", "true"},
      {MeasureKind::truth, "không", "", "", "false"},
      {MeasureKind::truth, "1", "", "", "true"},
      {MeasureKind::truth, "cơ bản đạt", "", "", "observations.not_truth"},
      {MeasureKind::truth, "2", "", "", "observations.not_truth"},
      {MeasureKind::grade, "Tốt", "", "", "tốt"},
      {MeasureKind::grade, "giỏi", "", "", "observations.grade_unknown"},
      {MeasureKind::share, "Không áp dụng", "", "", "not_applicable"},
      {MeasureKind::truth, "rút", "", "", "withdrawn"},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(std::string(each.value) + "|" + std::string(each.numerator) + "|" + std::string(each.denominator));
    const auto value = read_value(measure_of(each.kind), {each.value, each.numerator, each.denominator}, each.style);
    EXPECT_EQ(value ? text(*value) : value.error().code, each.expected);
  }
}

TEST(ImportValue, reads_the_sex) {
  const auto split = measure_of(MeasureKind::share);
  auto whole = split;
  whole.dimensions.clear();
  EXPECT_EQ(*read_dimension(split, "Nam"), "male");
  EXPECT_EQ(*read_dimension(split, "female"), "female");
  EXPECT_EQ(*read_dimension(split, ""), "");
  EXPECT_EQ(read_dimension(split, "khác").error().code, "observations.dimension_unknown");
  EXPECT_EQ(read_dimension(whole, "male").error().code, "observations.dimension_unwanted");
}

TEST(ImportValue, missing_not_applicable_and_zero_are_three_things) {
  const auto zero = ObservedValue::of_number(Decimal::of(0));
  EXPECT_FALSE(zero == ObservedValue::not_applicable());
  EXPECT_FALSE(zero == ObservedValue::withdrawn());
  EXPECT_FALSE(ObservedValue::not_applicable() == ObservedValue::withdrawn());
  EXPECT_FALSE(ObservedValue::of_truth(false) == zero);
  EXPECT_TRUE(ObservedValue::of_number(Decimal::from(150, 2)) == ObservedValue::of_number(Decimal::from(15, 1)));
  EXPECT_FALSE(ObservedValue::of_share(Decimal::of(1), Decimal::of(2)) ==
               ObservedValue::of_share(Decimal::of(2), Decimal::of(4)));
}

}  // namespace
}  // namespace luytre::observations
