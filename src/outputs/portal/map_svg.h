// The communes of a province as an SVG picture: each a link, its number of criteria met written on it, its outcome told
// by shade and by pattern. Without outlines it is a schematic of dots, pushed apart until none covers another.
#pragma once

#include <string>
#include <vector>

#include "outputs/portal/site.h"
#include "programme/units/map_layout.h"

namespace luytre::portal {

inline constexpr int map_width = 480;
inline constexpr int dot_radius = 15;

struct DrawnMap {
  std::string svg;            // "" when the province cannot be drawn
  bool is_schematic = false;  // the page must say so
};

// `parameters` travel along in the links.
DrawnMap draw_map(const Visit& visit, const JudgedTable& judged, const Parameters& parameters);

// Moves points apart, a little at a time and always the same way, until any two are `distance` apart or nearly so.
std::vector<units::MapPoint> pushed_apart(std::vector<units::MapPoint> points, double distance);

// A swatch of the legend.
std::string swatch(Standing standing);

}  // namespace luytre::portal
