// A figure over time as an SVG: points with what is known of them, joined only where the units stayed the same. Places
// on the picture are floats; the figures themselves are the caller's words.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"

namespace luytre::drawing {

enum class PointKind : std::uint8_t {
  known,     // computed from the record
  bounds,    // only the lowest and the highest are known
  estimate,  // what predecessors would say: never joined to anything
  quoted,    // said by somebody else: never joined to what is computed
};

struct Point {
  Date day;
  PointKind kind = PointKind::known;
  double low = 0;  // low == high where one value is known
  double high = 0;
  std::string label;    // day and figure in words
  std::string address;  // "": no link
};

struct Line {
  std::string name;
  int look = 0;  // 0 … looks_max - 1: shape of its points
  std::vector<Point> points;
};
inline constexpr int looks_max = 4;

// A reorganisation: nothing is joined over it.
struct Break {
  Date day;
  std::string words;
};

struct LinesWords {
  std::string labelled_by;  // id of the element whose text names the chart
  std::string description;
};

// Runs of points that may be joined: in order of days, of one kind (known or quoted), without a break's day between or
// on the later one. Numbers of points in `points`, which is in order of days.
std::vector<std::vector<std::size_t>> joined_runs(const std::vector<Point>& points, const std::vector<Break>& breaks);

// "" without points. `top`: the highest value that the axis must reach; the axis begins at nought.
std::string draw_lines(const std::vector<Line>& lines, const std::vector<Break>& breaks, double top,
                       const LinesWords& words);

// A bar of parts: (class, amount) from left to right; "" where the amounts are all nought.
std::string draw_bar(const std::vector<std::pair<std::string, std::int64_t>>& parts);

}  // namespace luytre::drawing
