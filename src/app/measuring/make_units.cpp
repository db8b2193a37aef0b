#include <fmt/format.h>

#include <algorithm>

#include "app/measuring/hash.h"
#include "app/measuring/make_world.h"

namespace luytre::measuring {
namespace {

constexpr std::uint32_t regions = 7;
constexpr std::uint8_t special_difficulty = 7;

// `total` children over `parents`, between half and one and a half times the mean each: the parent of every child.
std::vector<std::uint32_t> spread(Chance about, std::uint32_t parents, std::uint32_t total) {
  std::vector<std::uint64_t> ends(parents);
  std::uint64_t weight = 0;
  for (std::uint32_t parent = 0; parent < parents; ++parent) {
    weight += 100 + drawn(chance(about, parent), 0, 200);
    ends[parent] = weight;
  }
  std::vector<std::uint32_t> parent_of;
  parent_of.reserve(total);
  for (std::uint32_t parent = 0; parent < parents; ++parent) {
    const auto end = std::max<std::uint64_t>(ends[parent] * total / weight, parent_of.size() + 1);
    while (parent_of.size() < std::min<std::uint64_t>(end, total)) parent_of.push_back(parent);
  }
  return parent_of;
}

// The units of special difficulty lie together: in 3 of 10 districts a third of the units, elsewhere few.
bool is_special(std::uint32_t unit, std::uint32_t district) {
  const bool is_poor = drawn(chance(Chance::district, district, 1), 0, 10) < 3;
  return drawn(chance(Chance::unit, unit, 1), 0, 100) < (is_poor ? 35U : 3U);
}

// Two to four, and never so many that one unit of the province is left alone.
std::uint32_t group_size(std::uint32_t first, std::uint32_t left) {
  if (left <= 3) return left;
  const std::uint32_t drawn_size = drawn(chance(Chance::group, first), 0, 5);
  const std::uint32_t size = drawn_size == 0 ? 2 : drawn_size < 3 ? 3 : 4;
  return left - size == 1 ? size - 1 : size;
}

// Provinces go together two by two, except every thirteenth: 63 become 34.
std::uint32_t merged_province(std::uint32_t province) {
  const std::uint32_t thirteens = province / 13, rest = province % 13;
  return thirteens * 7 + (rest + 1) / 2;
}

}  // namespace

UnitTree make_units(const Shape& shape) {
  UnitTree tree;
  tree.district_province = spread(Chance::province, shape.provinces, shape.districts);
  const auto district_of = spread(Chance::district, shape.districts, shape.units);
  tree.units.reserve(shape.units);
  for (std::uint32_t unit = 0; unit < shape.units; ++unit) {
    const std::uint32_t district = district_of[unit];
    const std::uint32_t province = tree.district_province[district];
    const auto region = static_cast<std::uint8_t>(province * regions / shape.provinces);
    const std::uint8_t klass = is_special(unit, district) ? special_difficulty : region;
    tree.units.push_back({fmt::format("X{:06}", unit + 1), district, province, klass});
  }
  return tree;
}

OtherBoundaries merge_units(const std::vector<WorldUnit>& units) {
  OtherBoundaries made;
  const auto count = static_cast<std::uint32_t>(units.size());
  std::uint32_t first = 0;
  while (first < count) {
    std::uint32_t end = first;
    while (end < count && units[end].province == units[first].province) ++end;
    while (first < end) {
      const std::uint32_t size = group_size(first, end - first);
      const auto into = static_cast<std::uint32_t>(made.merged.size());
      made.merged.push_back(
          {fmt::format("Y{:06}", into + 1), merged_province(units[first].province), units[first].klass});
      for (std::uint32_t unit = first; unit < first + size; ++unit) made.links.push_back({unit, into, true});
      first += size;
      // A part of the group's last unit goes to the next group: about 3 % of all units.
      const bool is_split = first < end && drawn(chance(Chance::group, first, 1), 0, 1000) < 96;
      if (!is_split) continue;
      made.links.back().is_whole = false;
      made.links.push_back({first - 1, into + 1, false});
    }
  }
  made.provinces = made.merged.back().province + 1;
  return made;
}

}  // namespace luytre::measuring
