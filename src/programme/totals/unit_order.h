// Units of one level by number, so that those of a place follow one another; and the places of a day as areas.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/columns/roll_up.h"
#include "programme/units/register.h"

namespace luytre::totals {

namespace columns = engine::columns;
using columns::UnitNumber;
inline constexpr UnitNumber no_number = columns::no_area;

// Every unit of the level that the register knows, whenever it lived: by the province and district it was last in,
// then by code.
struct UnitOrder {
  units::Level level = units::Level::commune;
  std::vector<const units::Unit*> units;                  // by number
  std::unordered_map<std::string, UnitNumber> number_of;  // by the text of its identity

  UnitNumber count() const { return static_cast<UnitNumber>(units.size()); }
  UnitNumber find(const std::string& unit) const {  // no_number: another level, or unknown
    const auto found = number_of.find(unit);
    return found == number_of.end() ? no_number : found->second;
  }
};

// `units` must outlive the answer.
UnitOrder order_units(const units::Register& units, units::Level level);

// The country, its provinces, and their districts where there are any, with the units of the order alive on the day.
struct Places {
  std::vector<const units::Unit*> of;  // by area, parents before their parts; nullptr: the country
  columns::Areas areas;
  std::vector<std::uint32_t> area_of;  // by unit number: the nearest area above; no_area: not alive on the day
};

Places places_on(const units::Register& units, const UnitOrder& order, Date day);

}  // namespace luytre::totals
