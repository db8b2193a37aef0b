#include "app/measuring/world.h"

#include <algorithm>

#include "app/measuring/hash.h"
#include "app/measuring/make_world.h"
#include "app/measuring/scale.h"

namespace luytre::measuring {
namespace {

// Of 65,536 places. One pair of unit and measure in a hundred is seldom reported, the others miss 4.3 %: 5 % of all.
constexpr std::uint32_t seldom_pairs = 655;
constexpr std::uint32_t missing_of_seldom = 45'875;
constexpr std::uint32_t missing_of_others = 2'842;
constexpr std::uint32_t corrected_places = 1'966;

// How a score comes about: what the unit is, what it is in this measure, how far the programme is, and some noise.
constexpr std::int32_t score_base = 100;
constexpr std::uint32_t standing_weight = 320;
constexpr std::uint32_t pair_weight = 500;
constexpr std::uint32_t noise_width = 50;
constexpr std::int32_t growth_of_quarter = 9;
constexpr std::int32_t special_penalty = 120;

struct Place {
  std::uint64_t pair;
  std::uint64_t hash;
};

Place place_of(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter) {
  const std::uint64_t pair = chance(Chance::pair, unit, measure);
  return {pair, mixed(pair ^ quarter)};
}

bool is_missing(const Place& place) {
  const bool is_seldom = (place.pair & 0xffffU) < seldom_pairs;
  return (place.hash & 0xffffU) < (is_seldom ? missing_of_seldom : missing_of_others);
}

std::int32_t centred(std::uint64_t hash, unsigned from_bit, std::uint32_t width) {
  return static_cast<std::int32_t>(drawn(hash, from_bit, width)) - static_cast<std::int32_t>(width / 2);
}

std::int32_t score_of(const Place& place, std::int32_t standing, std::uint32_t quarters_left) {
  return score_base + standing + static_cast<std::int32_t>(drawn(place.pair, 16, pair_weight)) +
         centred(place.hash, 16, noise_width) - growth_of_quarter * static_cast<std::int32_t>(quarters_left);
}

}  // namespace

std::optional<Size> size_named(std::string_view name) {
  if (name == "s") return Size::s;
  if (name == "m") return Size::m;
  if (name == "l") return Size::l;
  return std::nullopt;
}

Shape shape_of(Size size) {
  switch (size) {
    case Size::s:
      return {1, 11, 200, 12};
    case Size::m:
      return {63, 705, 10'600, 20};
    case Size::l:
      return {63, 3'321, 100'000, 20};
  }
  return {};
}

ValueShape shape_of_measure(std::uint32_t measure) { return shape_in_ten(measure); }

World::World(Size size) : size_(size), shape_(shape_of(size)), sets_(make_sets()) {
  auto tree = make_units(shape_);
  units_ = std::move(tree.units);
  district_province_ = std::move(tree.district_province);
  auto boundaries = merge_units(units_);
  merged_ = std::move(boundaries.merged);
  merged_provinces_ = boundaries.provinces;
  links_ = std::move(boundaries.links);
  traits_.reserve(units_.size());
  for (std::uint32_t unit = 0; unit < shape_.units; ++unit) {
    const std::uint64_t hash = chance(Chance::unit, unit, 2);
    const auto drawn_standing = drawn(hash, 0, standing_weight / 2) + drawn(hash, 16, standing_weight / 2);
    const std::int32_t penalty = units_[unit].klass == classes_count - 1 ? special_penalty : 0;
    const auto households = 200 + static_cast<std::int32_t>(drawn(hash, 32, 2'650) + drawn(hash, 48, 2'650));
    traits_.push_back({households, static_cast<std::int32_t>(drawn_standing) - penalty});
  }
}

Date World::day_of(std::uint32_t quarter) const {
  constexpr int months_of_quarter = 3;
  return Date::of(2021, 3, 31).plus_months(months_of_quarter * static_cast<int>(quarter));
}

WorldValue World::value_of(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter, std::int32_t score) const {
  const MeasureScale& scale = scales[measure];
  score = std::clamp(score, 0, score_max);
  switch (scale.shape) {
    case ValueShape::share: {
      constexpr std::int32_t growth_in_thousandths = 4;
      const std::int32_t first = traits_[unit].households;
      const std::int32_t households = first + first * growth_in_thousandths * static_cast<std::int32_t>(quarter) / 1000;
      return {households * scaled(scale, score) / score_max, households};
    }
    case ValueShape::number:
      return {scaled(scale, score), 1};
    case ValueShape::truth:
      return {score >= scale.steps[0] ? 1 : 0, 1};
    case ValueShape::grade:
      return {grade_at(scale, score), 1};
  }
  return {};
}

std::optional<WorldValue> World::reported(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter) const {
  const Place place = place_of(unit, measure, quarter);
  if (is_missing(place)) return std::nullopt;
  return value_of(unit, measure, quarter, score_of(place, traits_[unit].standing, shape_.quarters - 1 - quarter));
}

std::optional<WorldValue> World::corrected(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter) const {
  constexpr std::uint32_t correction_width = 120;
  const Place place = place_of(unit, measure, quarter);
  if (((place.hash >> 32U) & 0xffffU) >= corrected_places || is_missing(place)) return std::nullopt;
  const std::int32_t score = score_of(place, traits_[unit].standing, shape_.quarters - 1 - quarter);
  return value_of(unit, measure, quarter, score + centred(place.hash, 48, correction_width));
}

}  // namespace luytre::measuring
