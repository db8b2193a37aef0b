// The questions on merged boundaries against plain loops over the world's own values.
#include "app/measuring/merged_questions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "engine/columns/nearest.h"

namespace luytre::measuring {
namespace {

using engine::Outcome;

struct Sum {
  std::int64_t numerator = 0, denominator = 0;
};

// What stands on the day, at most twelve months old.
std::optional<WorldValue> standing(const World& world, std::uint32_t unit, std::uint32_t measure, Date day) {
  for (std::uint32_t quarter = world.shape().quarters; quarter-- > 0;) {
    if (world.day_of(quarter) > day) continue;
    if (world.day_of(quarter).plus_months(maximum_age_months) < day) return std::nullopt;
    if (const auto corrected = world.corrected(unit, measure, quarter)) return corrected;
    if (const auto reported = world.reported(unit, measure, quarter)) return reported;
  }
  return std::nullopt;
}

// The sum of a merged unit's parts; none: a part is missing or came in by an unknown share.
std::optional<Sum> sum_of(const World& world, std::uint32_t merged, std::uint32_t measure, Date day) {
  std::optional<Sum> sum;
  for (const auto& link : world.links()) {
    if (link.into != merged) continue;
    const auto value = link.is_whole ? standing(world, link.from, measure, day) : std::nullopt;
    if (!value) return std::nullopt;
    if (!sum) sum = Sum{};
    sum->numerator += value->numerator;
    sum->denominator += value->denominator;
  }
  return sum;
}

Outcome judged(const World& world, std::uint32_t merged, const WorldIndicator& indicator, Date day) {
  const auto& limit = indicator.limits[world.merged()[merged].klass];
  if (limit.state == LimitState::not_applicable) return Outcome::not_applicable;
  const bool adds_up = shape_of_measure(indicator.measure) == ValueShape::share;
  const auto sum = adds_up ? sum_of(world, merged, indicator.measure, day) : std::nullopt;
  if (limit.state == LimitState::not_loaded || !sum) return Outcome::not_assessed;
  const auto left = limit.factor * sum->numerator, right = limit.bound * sum->denominator;
  const bool is_met = indicator.comparison == Comparison::at_least    ? left >= right
                      : indicator.comparison == Comparison::more_than ? left > right
                      : indicator.comparison == Comparison::at_most   ? left <= right
                      : indicator.comparison == Comparison::less_than ? left < right
                                                                      : left == right;
  return is_met ? Outcome::met : Outcome::not_met;
}

class MergedQuestions : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = std::make_unique<World>(Size::s);
    filled_ = std::make_unique<EngineWorld>(describe(*world_));
    filled_->store = fill(*world_, [](std::uint64_t, std::uint64_t) {});
  }
  static void TearDownTestSuite() {
    filled_.reset();
    world_.reset();
  }
  static inline std::unique_ptr<World> world_;
  static inline std::unique_ptr<EngineWorld> filled_;
};

TEST_F(MergedQuestions, EveryUnitAndTheTotalsOfEveryMonthAreThoseOfPlainLoops) {
  for (std::uint32_t month = 2; month < 3 * world_->shape().quarters; month += 5) {
    const Date day = Date::of(2021, 1, 1).plus_months(static_cast<int>(month) + 1).plus_days(-1);
    SCOPED_TRACE(day.text());
    const auto found = merged_judged(*filled_, day, true);
    const auto near = engine::columns::nearest(found, world_->merged().size());
    engine::columns::Totals nation;
    for (std::uint32_t unit = 0; unit < world_->merged().size(); ++unit) {
      std::vector<bool> is_open(world_->sets()[0].criteria), is_failed = is_open, is_met = is_open;
      std::uint32_t indicators_met = 0, indicators_open = 0;
      for (const auto& indicator : world_->sets()[0].indicators) {
        const auto outcome = judged(*world_, unit, indicator, day);
        if (outcome == Outcome::met) is_met[indicator.criterion] = true;
        if (outcome == Outcome::not_met) is_failed[indicator.criterion] = true;
        if (outcome == Outcome::not_assessed) is_open[indicator.criterion] = true;
        indicators_met += outcome == Outcome::met ? 1U : 0U;
        indicators_open += outcome == Outcome::not_met || outcome == Outcome::not_assessed ? 1U : 0U;
      }
      std::uint32_t criteria_met = 0, criteria_open = 0;
      for (std::uint32_t i = 0; i < world_->sets()[0].criteria; ++i) {
        const bool lacks = is_failed[i] || is_open[i];
        criteria_open += lacks ? 1U : 0U;
        criteria_met += !lacks && is_met[i] ? 1U : 0U;
      }
      ASSERT_EQ(found.criteria_met(unit), criteria_met) << unit;
      ASSERT_EQ(found.indicators_met(unit), indicators_met) << unit;
      const auto its = std::find_if(near.begin(), near.end(), [&](const auto& each) { return each.unit == unit; });
      ASSERT_EQ(its == near.end(), found.outcome(unit) == Outcome::met);
      if (its != near.end()) {
        ASSERT_EQ(its->criteria_open, criteria_open);
        ASSERT_EQ(its->indicators_open, indicators_open);
      }
      ++nation.units;
      nation.criteria_met += criteria_met;
      nation.met += found.outcome(unit) == Outcome::met ? 1U : 0U;
    }
    const auto rolled = merged_totals(*filled_, day).totals[0];
    EXPECT_EQ(rolled.units, nation.units);
    EXPECT_EQ(rolled.criteria_met, nation.criteria_met);
    EXPECT_EQ(rolled.met, nation.met);
  }
}

// Every day of some months around the days that values are of, and around those on which they grow too old.
TEST_F(MergedQuestions, ManyDaysAreAnsweredAsEachAlone) {
  std::vector<Date> days;
  for (Date day = Date::of(2021, 1, 1).plus_days(-3); day < Date::of(2022, 4, 10); day = day.plus_days(1)) {
    days.push_back(day);
  }
  for (int month = 15; month < 48; ++month) days.push_back(Date::of(2021, 1, 1).plus_months(month).plus_days(-1));
  const auto found = merged_totals(*filled_, days);
  ASSERT_EQ(found.size(), days.size());
  for (std::size_t at = 0; at < days.size(); ++at) {
    const auto alone = merged_totals(*filled_, days[at]);
    ASSERT_EQ(found[at].totals, alone.totals) << days[at].text();
    ASSERT_EQ(found[at].met_of_criterion, alone.met_of_criterion) << days[at].text();
  }
}

TEST_F(MergedQuestions, APivotSumsWhatItsUnitsSay) {
  const Date day = world_->day_of(world_->shape().quarters - 1);
  Sum nation;
  std::uint32_t units = 0;
  for (std::uint32_t unit = 0; unit < world_->merged().size(); ++unit) {
    const auto sum = sum_of(*world_, unit, 0, day);
    if (!sum) continue;
    ++units;
    nation.numerator += sum->numerator;
    nation.denominator += sum->denominator;
  }
  const auto found = merged_pivot(*filled_, 0, day)[0];
  EXPECT_GT(units, 0U);
  EXPECT_EQ(found.units, units);
  EXPECT_EQ(found.numerator, nation.numerator);
  EXPECT_EQ(found.denominator, nation.denominator);
}

}  // namespace
}  // namespace luytre::measuring
