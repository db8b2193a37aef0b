#include "outputs/portal/map_svg.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/html.h"

namespace luytre::portal {
namespace {

constexpr int rounds_max = 200;
constexpr int margin = dot_radius + 4;
// Hatching for what has not been assessed: told apart without colour.
constexpr std::string_view definitions =
    "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
    "<path class=\"hatch-line\" d=\"M0 0V6\"/></pattern></defs>";

std::string at(int value) { return std::to_string(value); }

// Fill by attribute, because a style sheet cannot name a pattern of the page.
std::string fill(Standing standing) { return standing == Standing::not_assessed ? " fill=\"url(#hatch)\"" : ""; }

struct Spot {
  const units::MapShape* shape = nullptr;
  units::MapPoint centre;
};

// How many of the criteria are met, as a part of the rim that begins at the top. In lengths of the drawing, because
// checkers of mark-up do not know pathLength on a circle.
std::string arc(const units::MapPoint& centre, const judgement::Evaluation& row) {
  if (row.criteria_met == 0 || row.criteria_total == 0) return "";
  const double rim = 2 * std::numbers::pi * dot_radius;
  const long drawn = std::lround(rim * row.criteria_met / row.criteria_total);
  return "<circle class=\"arc\" cx=\"" + at(centre.x) + "\" cy=\"" + at(centre.y) + "\" r=\"" + at(dot_radius) +
         "\" stroke-dasharray=\"" + std::to_string(drawn) + " " + std::to_string(std::lround(rim) + 1) +
         "\" transform=\"rotate(-90 " + at(centre.x) + " " + at(centre.y) + ")\"/>";
}

std::string label_of(const Visit& visit, const std::string& name, const judgement::Evaluation* row) {
  if (row == nullptr) return name;
  const Standing standing = JudgedTable::standing_of(*row);
  const std::string outcome = visit.say("portal.standing." + std::string(name_of(standing)));
  if (standing == Standing::not_concerned) return name + ": " + outcome;
  return visit.say("portal.map.label", {{"name", name},
                                        {"met", std::to_string(row->criteria_met)},
                                        {"total", std::to_string(row->criteria_total)},
                                        {"outcome", outcome}});
}

std::string draw_spot(const Visit& visit, const Spot& spot, const JudgedTable& judged, const Parameters& parameters) {
  const units::Unit& unit = *spot.shape->unit;
  const judgement::Evaluation* row = judged.row_of(unit.id);
  const Standing standing = row == nullptr ? Standing::not_assessed : JudgedTable::standing_of(*row);
  const std::string name = unit.nearest(visit.day).name;
  std::string out = "<a class=\"m-" + std::string(name_of(standing)) + "\" href=\"" +
                    escape_html(visit.unit_link(unit, visit.day, parameters)) + "\" aria-label=\"" +
                    escape_html(label_of(visit, name, row)) + "\"><title>" + escape_html(name) + "</title>";
  if (spot.shape->path.empty()) {
    const int radius = standing == Standing::not_concerned ? dot_radius - 6 : dot_radius;
    out += "<circle cx=\"" + at(spot.centre.x) + "\" cy=\"" + at(spot.centre.y) + "\" r=\"" + at(radius) + "\"" +
           fill(standing) + "/>";
    if (row != nullptr && standing != Standing::not_concerned) out += arc(spot.centre, *row);
  } else {
    out += "<path fill-rule=\"evenodd\" d=\"" + spot.shape->path + "\"" + fill(standing) + "/>";
  }
  if (row != nullptr && standing != Standing::not_concerned)
    out += "<text x=\"" + at(spot.centre.x) + "\" y=\"" + at(spot.centre.y + 5) + "\">" +
           std::to_string(row->criteria_met) + "</text>";
  return out + "</a>";
}

}  // namespace

std::vector<units::MapPoint> pushed_apart(std::vector<units::MapPoint> points, double distance) {
  std::vector<std::pair<double, double>> at_now;
  for (const auto& point : points) at_now.emplace_back(point.x, point.y);
  for (int round = 0; round < rounds_max; ++round) {
    bool is_moved = false;
    for (std::size_t a = 0; a < at_now.size(); ++a) {
      for (std::size_t b = a + 1; b < at_now.size(); ++b) {
        double dx = at_now[b].first - at_now[a].first;
        double dy = at_now[b].second - at_now[a].second;
        double apart = std::hypot(dx, dy);
        if (apart >= distance) continue;
        if (apart < 0.01) {  // on one spot: part them along a fixed direction
          dx = 1;
          dy = 0.5;
          apart = std::hypot(dx, dy);
        }
        const double push = (distance - std::min(apart, distance)) / 2 / apart;
        at_now[a].first -= dx * push;
        at_now[a].second -= dy * push;
        at_now[b].first += dx * push;
        at_now[b].second += dy * push;
        is_moved = true;
      }
    }
    if (!is_moved) break;
  }
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = {static_cast<int>(std::lround(at_now[i].first)), static_cast<int>(std::lround(at_now[i].second))};
  return points;
}

DrawnMap draw_map(const Visit& visit, const JudgedTable& judged, const Parameters& parameters) {
  if (visit.province == nullptr) return {};
  const auto layout = units::layout_map(*visit.snapshot->units, *visit.province, visit.day, map_width);
  if (!layout) return {};
  std::vector<Spot> spots;
  for (const units::MapShape& shape : layout->shapes)
    if (shape.centre) spots.push_back({&shape, *shape.centre});
  int left = 0;
  int top = 0;
  int right = layout->width;
  int bottom = layout->height;
  if (layout->is_schematic && !spots.empty()) {
    std::vector<units::MapPoint> points;
    for (const Spot& spot : spots) points.push_back(spot.centre);
    points = pushed_apart(std::move(points), 2.0 * dot_radius + 3);
    left = right = points.front().x;
    top = bottom = points.front().y;
    for (std::size_t i = 0; i < spots.size(); ++i) {
      spots[i].centre = points[i];
      left = std::min(left, points[i].x - margin);
      top = std::min(top, points[i].y - margin);
      right = std::max(right, points[i].x + margin);
      bottom = std::max(bottom, points[i].y + margin);
    }
  }
  std::string out = "<svg class=\"map\" role=\"group\" aria-labelledby=\"map-title\" viewBox=\"" + at(left) + " " +
                    at(top) + " " + at(right - left) + " " + at(bottom - top) + "\">";
  out += definitions;
  for (const Spot& spot : spots) out += draw_spot(visit, spot, judged, parameters);
  return {out + "</svg>", layout->is_schematic};
}

std::string swatch(Standing standing) {
  const std::string radius = standing == Standing::not_concerned ? "5" : "9";
  return "<svg class=\"swatch m-" + std::string(name_of(standing)) +
         "\" viewBox=\"0 0 22 22\" aria-hidden=\"true\"><circle cx=\"11\" cy=\"11\" r=\"" + radius + "\"" +
         fill(standing) + "/></svg>";
}

}  // namespace luytre::portal
