#include "app/measuring/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace luytre::measuring {
namespace {

const World& middle() {
  static const World world(Size::m);
  return world;
}

struct Counted {
  std::size_t places = 0, reported = 0, corrected = 0;
};

// Every place of a few hundred units spread over the world, with what must hold of each value.
Counted count_values(const World& world, std::uint32_t stride) {
  constexpr std::int32_t most = 32'000;  // fits 16 bits with a sign
  Counted counted;
  const auto look = [&](const std::optional<WorldValue>& value, std::uint32_t measure) {
    if (!value) return;
    const bool is_share = shape_of_measure(measure) == ValueShape::share;
    EXPECT_TRUE(value->numerator >= 0 && value->numerator <= most) << value->numerator;
    EXPECT_TRUE(value->denominator >= 1 && value->denominator <= most) << value->denominator;
    EXPECT_TRUE(is_share ? value->numerator <= value->denominator : value->denominator == 1);
    EXPECT_TRUE(shape_of_measure(measure) != ValueShape::truth || value->numerator <= 1);
    EXPECT_TRUE(shape_of_measure(measure) != ValueShape::grade || value->numerator <= 3);
  };
  for (std::uint32_t unit = 0; unit < world.shape().units; unit += stride) {
    for (std::uint32_t measure = 0; measure < measures_count; ++measure) {
      for (std::uint32_t quarter = 0; quarter < world.shape().quarters; ++quarter) {
        const auto reported = world.reported(unit, measure, quarter);
        const auto corrected = world.corrected(unit, measure, quarter);
        look(reported, measure);
        look(corrected, measure);
        EXPECT_TRUE(reported || !corrected);
        ++counted.places;
        counted.reported += reported ? 1U : 0U;
        counted.corrected += corrected ? 1U : 0U;
      }
    }
  }
  return counted;
}

TEST(WorldTest, ShapesAreThoseAskedFor) {
  for (const Size size : {Size::s, Size::m, Size::l}) {
    const World world(size);
    const Shape shape = world.shape();
    EXPECT_EQ(world.units().size(), shape.units);
    EXPECT_EQ(world.district_province().size(), shape.districts);
    std::set<std::uint32_t> districts, provinces;
    std::set<std::string> codes;
    for (const WorldUnit& unit : world.units()) {
      districts.insert(unit.district);
      provinces.insert(unit.province);
      codes.insert(unit.code);
      EXPECT_LT(unit.klass, classes_count);
      EXPECT_EQ(world.district_province()[unit.district], unit.province);
    }
    EXPECT_EQ(districts.size(), shape.districts);
    EXPECT_EQ(provinces.size(), shape.provinces);
    EXPECT_EQ(codes.size(), shape.units);
    const auto in_order = [](const WorldUnit& a, const WorldUnit& b) { return a.district < b.district; };
    EXPECT_TRUE(std::is_sorted(world.units().begin(), world.units().end(), in_order));
  }
  EXPECT_EQ(shape_of(*size_named("m")).units, 10'600U);
  EXPECT_FALSE(size_named("x"));
}

TEST(WorldTest, QuartersEndOnTheLastDayOfTheirMonth) {
  EXPECT_EQ(middle().day_of(0).text(), "2021-03-31");
  EXPECT_EQ(middle().day_of(1).text(), "2021-06-30");
  EXPECT_EQ(middle().day_of(19).text(), "2025-12-31");
}

TEST(WorldTest, FivePercentAreMissingAndThreeCorrected) {
  const Counted counted = count_values(middle(), 53);
  const auto places = static_cast<double>(counted.places), reported = static_cast<double>(counted.reported);
  EXPECT_NEAR(1 - reported / places, 0.05, 0.002);
  EXPECT_NEAR(static_cast<double>(counted.corrected) / reported, 0.03, 0.001);
  count_values(World(Size::s), 7);
}

TEST(WorldTest, TheSameAnswerTwiceAndOfMeasuresSixAreShares) {
  const World again(Size::m);
  std::map<ValueShape, int> shapes;
  for (std::uint32_t measure = 0; measure < measures_count; ++measure) {
    ++shapes[shape_of_measure(measure)];
    for (std::uint32_t unit = 0; unit < again.shape().units; unit += 997) {
      const auto one = middle().reported(unit, measure, 7), other = again.reported(unit, measure, 7);
      ASSERT_EQ(one.has_value(), other.has_value());
      EXPECT_TRUE(!one || (one->numerator == other->numerator && one->denominator == other->denominator));
    }
  }
  const std::map<ValueShape, int> wanted = {
      {ValueShape::share, 90}, {ValueShape::number, 30}, {ValueShape::truth, 15}, {ValueShape::grade, 15}};
  EXPECT_EQ(shapes, wanted);
}

void expect_limits(const WorldIndicator& indicator, std::map<LimitState, int>& states) {
  ASSERT_EQ(indicator.limits.size(), classes_count);
  for (const WorldLimit& limit : indicator.limits) {
    ++states[limit.state];
    EXPECT_TRUE(limit.factor > 0 && limit.factor <= 32'767 && std::abs(limit.bound) <= 32'767);
    EXPECT_EQ(std::gcd(limit.factor, limit.bound), 1);
  }
}

TEST(WorldTest, SetsHaveALimitForEveryClass) {
  const auto& sets = middle().sets();
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].criteria, 19U);
  EXPECT_EQ(sets[0].indicators.size(), 57U);
  EXPECT_EQ(sets[1].criteria, 10U);
  EXPECT_EQ(sets[1].indicators.size(), 47U);
  std::map<LimitState, int> states;
  for (const WorldSet& set : sets) {
    std::set<Comparison> comparisons;
    std::set<std::uint32_t> measures, criteria;
    std::size_t differing = 0;
    for (const WorldIndicator& indicator : set.indicators) {
      expect_limits(indicator, states);
      comparisons.insert(indicator.comparison);
      measures.insert(indicator.measure);
      criteria.insert(indicator.criterion);
      const bool differs = indicator.limits[0].bound != indicator.limits[classes_count - 1].bound;
      differing += differs ? 1U : 0U;
    }
    EXPECT_EQ(comparisons.size(), 5U);
    EXPECT_EQ(measures.size(), set.indicators.size());
    EXPECT_EQ(criteria.size(), set.criteria);
    EXPECT_NEAR(static_cast<double>(differing), static_cast<double>(measures.size()) / 2, 8);
  }
  EXPECT_GT(states[LimitState::not_applicable], 5);
  EXPECT_EQ(states[LimitState::not_loaded], 1);
}

TEST(WorldTest, LinksCoverEveryUnit) {
  for (const Size size : {Size::s, Size::m, Size::l}) {
    const World world(size);
    EXPECT_EQ(world.merged_provinces(), size == Size::s ? 1U : 34U);
    std::map<std::uint32_t, std::vector<WorldLink>> of_unit;
    std::vector<std::uint32_t> whole(world.merged().size()), any(world.merged().size());
    for (const WorldLink& link : world.links()) {
      of_unit[link.from].push_back(link);
      whole[link.into] += link.is_whole ? 1U : 0U;
      ++any[link.into];
    }
    ASSERT_EQ(of_unit.size(), world.units().size());
    std::size_t split = 0;
    for (const auto& [unit, links] : of_unit) {
      split += links.size() == 2 ? 1U : 0U;
      EXPECT_TRUE(links.size() == 1 ? links[0].is_whole : !links[0].is_whole && !links[1].is_whole) << unit;
    }
    EXPECT_NEAR(static_cast<double>(split) / static_cast<double>(of_unit.size()), 0.03, 0.015);
    EXPECT_GE(*std::min_element(any.begin(), any.end()), 2U);
    const auto in_order = [](const WorldLink& a, const WorldLink& b) {
      return a.into != b.into ? a.into < b.into : a.from < b.from;
    };
    EXPECT_TRUE(std::is_sorted(world.links().begin(), world.links().end(), in_order));
  }
  EXPECT_NEAR(static_cast<double>(middle().merged().size()), 3'300, 100);
}

}  // namespace
}  // namespace luytre::measuring
