#include <array>
#include <numeric>

#include "app/measuring/hash.h"
#include "app/measuring/make_world.h"
#include "app/measuring/scale.h"

namespace luytre::measuring {
namespace {

constexpr std::uint32_t special_difficulty = 7;
constexpr std::uint32_t stride = 37;  // shares no factor with 150: neighbouring indicators get unlike measures

// How many indicators each criterion has, and the score that it asks for: what makes it easy or hard.
struct CriterionPlan {
  std::uint32_t indicators;
  std::int32_t score;
};
constexpr std::array<CriterionPlan, 19> first_set = {{{2, 330},
                                                      {4, 400},
                                                      {2, 300},
                                                      {2, 280},
                                                      {1, 470},
                                                      {3, 380},
                                                      {1, 350},
                                                      {4, 300},
                                                      {2, 430},
                                                      {1, 480},
                                                      {1, 460},
                                                      {2, 300},
                                                      {5, 370},
                                                      {4, 320},
                                                      {4, 340},
                                                      {1, 330},
                                                      {10, 340},
                                                      {6, 310},
                                                      {2, 290}}};
constexpr std::array<CriterionPlan, 10> second_set = {
    {{3, 370}, {6, 350}, {5, 330}, {7, 340}, {4, 320}, {5, 370}, {4, 330}, {6, 350}, {4, 400}, {3, 320}}};

Comparison comparison_of(const MeasureScale& scale, std::uint32_t measure) {
  if (scale.shape == ValueShape::truth) return Comparison::equals;
  if (scale.shape == ValueShape::grade) return Comparison::at_least;
  const bool is_strict = measure % 3 == 0;
  if (scale.is_falling) return is_strict ? Comparison::less_than : Comparison::at_most;
  return is_strict ? Comparison::more_than : Comparison::at_least;
}

// A share's limit is a whole percent: 100 × numerator against percent × denominator, reduced.
WorldLimit limit_at(const MeasureScale& scale, std::int32_t score) {
  constexpr std::int32_t hundred = 100, thousandths_in_percent = 10;
  switch (scale.shape) {
    case ValueShape::share: {
      const std::int32_t percent = (scaled(scale, score) + thousandths_in_percent / 2) / thousandths_in_percent;
      const std::int32_t shared = std::gcd(hundred, percent);
      return {LimitState::compared, hundred / shared, percent / shared};
    }
    case ValueShape::number:
      return {LimitState::compared, 1, scaled(scale, score)};
    case ValueShape::truth:
      return {LimitState::compared, 1, 1};
    case ValueShape::grade:
      return {LimitState::compared, 1, score < scale.steps[0] + 100 ? 1 : 2};
  }
  return {};
}

// Half of the indicators ask more or less of a class; one in eight does not apply to one class.
WorldIndicator make_indicator(std::uint32_t set, std::uint32_t number, std::uint32_t criterion, std::int32_t score) {
  const std::uint32_t measure = (number + set * 27) * stride % measures_count;
  const MeasureScale& scale = scales[measure];
  WorldIndicator made{criterion, measure, comparison_of(scale, measure), {}};
  const std::uint64_t hash = chance(Chance::indicator, number, set);
  const bool differs = number % 2 == 0;
  const bool applies_to_all = number % 8 != 4;
  const std::uint32_t spared = number % 16 == 4 ? special_difficulty : drawn(hash, 16, classes_count);
  for (std::uint32_t klass = 0; klass < classes_count; ++klass) {
    std::int32_t asked = score - static_cast<std::int32_t>(drawn(hash, 0, 40));
    const auto between =
        static_cast<std::int32_t>(drawn(chance(Chance::indicator, number, set, klass + 1), 0, 60)) - 30;
    if (differs) asked += klass == special_difficulty ? -80 : between;
    WorldLimit limit = limit_at(scale, asked);
    if (!applies_to_all && klass == spared) limit = {LimitState::not_applicable, 1, 0};
    made.limits.push_back(limit);
  }
  return made;
}

template <std::size_t count>
WorldSet make_set(std::uint32_t set, const std::array<CriterionPlan, count>& plans) {
  WorldSet made{static_cast<std::uint32_t>(count), {}};
  for (std::uint32_t criterion = 0; criterion < count; ++criterion) {
    for (std::uint32_t i = 0; i < plans[criterion].indicators; ++i) {
      const auto number = static_cast<std::uint32_t>(made.indicators.size());
      made.indicators.push_back(make_indicator(set, number, criterion, plans[criterion].score));
    }
  }
  return made;
}

}  // namespace

std::vector<WorldSet> make_sets() {
  std::vector<WorldSet> sets = {make_set(0, first_set), make_set(1, second_set)};
  // The later set has one limit that nobody has published yet: such units stay undecided.
  constexpr std::size_t unpublished = 11;
  sets[1].indicators[unpublished].limits[special_difficulty] = {LimitState::not_loaded, 1, 0};
  return sets;
}

}  // namespace luytre::measuring
