// Outlines with fewer corners. Neighbours that share a border go on sharing it. Pure.
#pragma once

#include <vector>

#include "programme/units/map_layout.h"

namespace luytre::drawing {

using Corner = units::MapPoint;
using Ring = std::vector<Corner>;  // closed; the first corner is not repeated at the end

// A picture's page stays small whatever was loaded: no more corners than this, and no detail below the tolerance.
inline constexpr std::size_t corners_max = 5'000;
inline constexpr double tolerance = 1.5;  // of a corner's triangle, in square units of the picture

// Takes the flattest corners away (Visvalingam) until none is flatter than the tolerance and at most `corners` are
// left. A corner where more than two borders meet stays, and every ring keeps at least three corners. A corner that
// several rings have is taken from all of them at once.
void simplify(std::vector<Ring>& rings, double tolerance_area = tolerance, std::size_t corners = corners_max);

std::size_t corners_of(const std::vector<Ring>& rings);

}  // namespace luytre::drawing
