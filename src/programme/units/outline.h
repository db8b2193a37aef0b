// Outlines of units: read from GeoJSON, checked, kept compressed, drawn as map paths.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/problem.h"

namespace luytre::units {

inline constexpr std::size_t outline_points_max = 200'000;  // of one unit

struct Position {
  double longitude = 0;  // degrees, WGS 84; a place on a map, never a figure of the programme
  double latitude = 0;
};
using Ring = std::vector<Position>;  // closed: last equals first

// A unit's rings, outer and inner alike: drawn with the even-odd rule.
struct Outline {
  std::vector<std::vector<Ring>> polygons;
  std::int64_t points() const;
};

// A GeoJSON Polygon or MultiPolygon. The problem's code is the text of the reason: units.geometry_kind,
// units.geometry_ring, units.geometry_position, units.geometry_too_large.
Result<Outline> read_outline(const json::value& geometry);

// GeoJSON with five decimals (one metre), the same bytes for the same outline.
std::string outline_text(const Outline& outline);

std::string compress(std::string_view text);
Result<std::string> expand(std::string_view compressed);  // problem units.damaged

}  // namespace luytre::units
