// A province drawn: outlines where the register has them, else a schematic map of the units' centres, labelled so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "programme/units/outline.h"
#include "programme/units/register.h"

namespace luytre::units {

inline constexpr int map_width_default = 360;

struct MapPoint {
  int x = 0;
  int y = 0;
};

struct MapShape {
  const Unit* unit = nullptr;
  std::string path;                          // SVG path data, even-odd; "" where the register has no outline
  std::vector<std::vector<MapPoint>> rings;  // the same as corners; the first is not repeated at the end
  std::optional<MapPoint> centre;            // of the outline's box, else the unit's attribute `centre`
};

struct MapLayout {
  bool is_schematic = false;  // no outline at all: dots only, and the page must say so
  int width = 0;
  int height = 0;
  std::vector<MapShape> shapes;  // in order of code
  std::string label_code;        // message that says what the picture is: units.map.schematic, units.map.outlines
};

// The communes of the province as they were on the day, north up, longitudes shortened by the cosine of the latitude,
// corners snapped to whole units of a picture `width` wide, so that neighbours still share their borders.
// Problem units.no_map when the register has neither outlines nor centres.
Result<MapLayout> layout_map(const Register& known, const Unit& province, Date day, int width = map_width_default);

// The same of any units alive on the day, in the order given; where nothing is known of any, a layout of height 0.
// `guessed`: where units lie of which the register knows neither outline nor centre.
using Guessed = std::map<Ordinal, Position>;
Result<MapLayout> layout_units(const Register& known, const std::vector<const Unit*>& units, Date day, int width,
                               const Guessed& guessed = {});

// The middle of the unit's outline or its attribute `centre`, in degrees; nullopt: the register knows neither.
Result<std::optional<Position>> middle_of(const Register& known, const Unit& unit, Date day);

}  // namespace luytre::units
