// From a score of 0 to 1,000 to the value of a measure, and from the score that a limit asks for to the limit.
#pragma once

#include <array>
#include <cstdint>

#include "app/measuring/hash.h"
#include "app/measuring/world.h"

namespace luytre::measuring {

inline constexpr std::int32_t score_max = 1000;

// A share in thousandths or a number is least + span × score / 1,000; when it falls, the better unit has less.
struct MeasureScale {
  ValueShape shape = ValueShape::share;
  bool is_falling = false;
  std::int32_t least = 0;
  std::int32_t span = score_max;
  std::array<std::int32_t, 3> steps{};  // the scores at which a grade rises; of a truth the first
};

constexpr ValueShape shape_in_ten(std::uint32_t measure) {
  constexpr std::uint32_t shares = 6, numbers = 8, truths = 9;
  const std::uint32_t of_ten = measure % 10;
  if (of_ten < shares) return ValueShape::share;
  if (of_ten < numbers) return ValueShape::number;
  return of_ten < truths ? ValueShape::truth : ValueShape::grade;
}

constexpr MeasureScale scale_of(std::uint32_t measure) {
  const std::uint64_t hash = chance(Chance::measure, measure);
  MeasureScale scale{shape_in_ten(measure), drawn(hash, 0, 100) < 25, 0, score_max, {}};
  const auto from = [&](std::int32_t least, std::uint32_t width, unsigned bit) {
    return least + static_cast<std::int32_t>(drawn(hash, bit, width));
  };
  if (scale.shape == ValueShape::share) {
    scale.least = scale.is_falling ? 0 : from(0, 500, 16);
    scale.span = scale.is_falling ? from(150, 350, 16) : score_max - scale.least;
  } else if (scale.shape == ValueShape::number) {
    scale.least = from(0, 300, 16);
    scale.span = from(300, 3000, 32);
  } else {
    scale.is_falling = false;
    scale.steps = {from(200, 120, 16), from(330, 60, 32), from(600, 100, 48)};
  }
  return scale;
}

constexpr std::array<MeasureScale, measures_count> all_scales() {
  std::array<MeasureScale, measures_count> scales{};
  for (std::uint32_t measure = 0; measure < measures_count; ++measure) scales[measure] = scale_of(measure);
  return scales;
}
inline constexpr std::array<MeasureScale, measures_count> scales = all_scales();

// Of a share in thousandths, of a number itself.
constexpr std::int32_t scaled(const MeasureScale& scale, std::int32_t score) {
  const std::int32_t risen = scale.is_falling ? score_max - score : score;
  return scale.least + risen * scale.span / score_max;
}

constexpr std::int32_t grade_at(const MeasureScale& scale, std::int32_t score) {
  std::int32_t rank = 0;
  for (const std::int32_t step : scale.steps) rank += score >= step ? 1 : 0;
  return rank;
}

}  // namespace luytre::measuring
