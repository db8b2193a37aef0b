#include "programme/totals/unit_order.h"

#include <algorithm>
#include <tuple>

namespace luytre::totals {

using columns::no_area;
using units::Level;
using units::Unit;

namespace {

// Codes of the province and the district that a unit was last in.
std::tuple<std::string, std::string> last_place(const units::Register& units, const Unit& unit) {
  const Date end = unit.life().to;
  const Date day = end.is_open_end() ? std::max(unit.last().valid.from, units::two_level_day) : end.plus_days(-1);
  std::tuple<std::string, std::string> codes;
  for (const Unit* above : units.ancestors(unit, day)) {
    if (above->level == Level::province) std::get<0>(codes) = above->id.code;
    if (above->level == Level::district) std::get<1>(codes) = above->id.code;
  }
  return codes;
}

// Places as ranges: of unit numbers where the order allows that, else of positions in `areas.units`.
void set_ranges(Places& places) {
  std::vector<UnitNumber> alive;
  for (UnitNumber unit = 0; unit < places.area_of.size(); ++unit) {
    if (places.area_of[unit] != no_area) alive.push_back(unit);
  }
  std::stable_sort(alive.begin(), alive.end(),
                   [&](UnitNumber a, UnitNumber b) { return places.area_of[a] < places.area_of[b]; });
  const bool is_in_order = std::is_sorted(alive.begin(), alive.end());
  for (UnitNumber place = 0; place < alive.size(); ++place) {
    auto& area = places.areas.areas[places.area_of[alive[place]]];
    const UnitNumber at = is_in_order ? alive[place] : place;
    if (area.to == 0) area.from = at;
    area.to = at + 1;
  }
  if (!is_in_order) places.areas.units = std::move(alive);
}

}  // namespace

UnitOrder order_units(const units::Register& units, Level level) {
  std::vector<std::pair<std::tuple<std::string, std::string>, const Unit*>> placed;
  for (const Unit& unit : units.units()) {
    if (unit.level == level) placed.emplace_back(last_place(units, unit), &unit);
  }
  // The register is in order of code already.
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  UnitOrder order;
  order.level = level;
  for (const auto& [place, unit] : placed) {
    order.number_of.emplace(unit->id.text(), order.count());
    order.units.push_back(unit);
  }
  return order;
}

Places places_on(const units::Register& units, const UnitOrder& order, Date day) {
  const Level level = order.level;
  Places places;
  std::unordered_map<const Unit*, std::uint32_t> areas;
  const auto add = [&](const Unit* unit, std::uint32_t parent) {
    const auto number = static_cast<std::uint32_t>(places.of.size());
    areas.emplace(unit, number);
    places.of.push_back(unit);
    places.areas.areas.push_back({parent, 0, 0});
    return number;
  };
  add(nullptr, no_area);
  for (const Unit* province : level == Level::province ? std::vector<const Unit*>{} : units.children(nullptr, day)) {
    const auto number = add(province, 0);
    if (level != Level::commune) continue;
    for (const Unit* below : units.children(province, day)) {
      if (below->level == Level::district) add(below, number);
    }
  }
  places.area_of.assign(order.units.size(), no_area);
  for (UnitNumber number = 0; number < order.count(); ++number) {
    const Unit& unit = *order.units[number];
    if (!unit.is_alive(day)) continue;
    // As in the register's own lists, a unit whose parent was not alive on the day is in no place; its doctor says so.
    const Unit* parent = units.parent(unit, day);
    const auto above = parent == nullptr && level != Level::province ? areas.end() : areas.find(parent);
    if (above != areas.end()) places.area_of[number] = above->second;
  }
  set_ranges(places);
  return places;
}

}  // namespace luytre::totals
