// The world is neither all met nor all failed: what its limits and values come to on the last day, judged by plain
// code.
#include <gtest/gtest.h>

#include "app/measuring/world.h"

namespace luytre::measuring {
namespace {

std::optional<WorldValue> standing(const World& world, std::uint32_t unit, std::uint32_t measure) {
  constexpr std::uint32_t quarters_that_stand = 5;
  for (std::uint32_t back = 1; back <= quarters_that_stand; ++back) {
    const std::uint32_t quarter = world.shape().quarters - back;
    if (const auto corrected = world.corrected(unit, measure, quarter)) return corrected;
    if (const auto reported = world.reported(unit, measure, quarter)) return reported;
  }
  return std::nullopt;
}

bool holds(Comparison comparison, std::int64_t value, std::int64_t bound) {
  switch (comparison) {
    case Comparison::at_least:
      return value >= bound;
    case Comparison::more_than:
      return value > bound;
    case Comparison::at_most:
      return value <= bound;
    case Comparison::less_than:
      return value < bound;
    case Comparison::equals:
      return value == bound;
  }
  return false;
}

bool is_met(const World& world, std::uint32_t unit, const WorldIndicator& indicator) {
  const WorldLimit& limit = indicator.limits[world.units()[unit].klass];
  if (limit.state != LimitState::compared) return limit.state == LimitState::not_applicable;
  const auto value = standing(world, unit, indicator.measure);
  if (!value) return false;
  return holds(indicator.comparison, std::int64_t{limit.factor} * value->numerator,
               std::int64_t{limit.bound} * value->denominator);
}

TEST(WorldJudgedTest, AFewPerCentMeetTheWholeSetAndMostCriteriaAreMetByMany) {
  const World world(Size::m);
  const auto units = static_cast<double>(world.shape().units);
  for (const WorldSet& set : world.sets()) {
    std::size_t titles = 0;
    std::vector<std::size_t> met(set.criteria);
    for (std::uint32_t unit = 0; unit < world.shape().units; ++unit) {
      std::vector<char> failed(set.criteria);
      for (const WorldIndicator& indicator : set.indicators) {
        if (!is_met(world, unit, indicator)) failed[indicator.criterion] = 1;
      }
      std::size_t met_here = 0;
      for (std::size_t criterion = 0; criterion < set.criteria; ++criterion) {
        met[criterion] += failed[criterion] != 0 ? 0U : 1U;
        met_here += failed[criterion] != 0 ? 0U : 1U;
      }
      titles += met_here == set.criteria ? 1U : 0U;
    }
    EXPECT_GT(static_cast<double>(titles) / units, 0.02);
    EXPECT_LT(static_cast<double>(titles) / units, 0.15);
    std::size_t common = 0;
    for (const std::size_t count : met) {
      const double share = static_cast<double>(count) / units;
      common += share >= 0.4 && share <= 0.95 ? 1U : 0U;
    }
    EXPECT_GT(common * 4, met.size() * 3);
  }
}

}  // namespace
}  // namespace luytre::measuring
