#include "programme/units/map_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

namespace luytre::units {

namespace {

constexpr int margin = 8;  // of the picture's edge, in its units

struct Box {
  double west = 180, east = -180, south = 90, north = -90;
  void add(const Position& place) {
    west = std::min(west, place.longitude);
    east = std::max(east, place.longitude);
    south = std::min(south, place.latitude);
    north = std::max(north, place.latitude);
  }
};

class Projection {
 public:
  Projection(const Box& box, int width) : box_(box) {
    const double middle = (box.north + box.south) / 2 * std::numbers::pi / 180;
    shortening_ = std::cos(middle);
    const double span = std::max((box.east - box.west) * shortening_, 1e-6);
    scale_ = (width - 2 * margin) / span;
    height_ = static_cast<int>(std::ceil((box.north - box.south) * scale_)) + 2 * margin;
  }
  MapPoint at(const Position& place) const {
    return {margin + static_cast<int>(std::lround((place.longitude - box_.west) * shortening_ * scale_)),
            margin + static_cast<int>(std::lround((box_.north - place.latitude) * scale_))};
  }
  int height() const { return height_; }

 private:
  Box box_;
  double shortening_ = 1;
  double scale_ = 1;
  int height_ = 0;
};

bool is_between(const MapPoint& a, const MapPoint& b, const MapPoint& c) {
  return (b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x) && (b.x - a.x) * (c.x - b.x) >= 0 &&
         (b.y - a.y) * (c.y - b.y) >= 0;
}

// The ring on the grid without repeated points and points within straight lines. Straight runs are dropped on grid
// corners only, so that a border shared by two units stays one line.
std::vector<MapPoint> snapped(const Ring& ring, const Projection& projection) {
  std::vector<MapPoint> points;
  for (const Position& place : ring) {
    const MapPoint point = projection.at(place);
    if (!points.empty() && points.back().x == point.x && points.back().y == point.y) continue;
    if (points.size() >= 2 && is_between(points[points.size() - 2], points.back(), point)) points.pop_back();
    points.push_back(point);
  }
  return points;
}

void append_ring(std::string& path, const std::vector<MapPoint>& points) {
  path += 'M' + std::to_string(points[0].x) + ' ' + std::to_string(points[0].y) + 'l';
  for (std::size_t at = 1; at + 1 < points.size(); ++at) {
    const int dx = points[at].x - points[at - 1].x;
    const int dy = points[at].y - points[at - 1].y;
    if (at > 1 && dx >= 0) path += ' ';
    path += std::to_string(dx);
    if (dy >= 0) path += ' ';
    path += std::to_string(dy);
  }
  path += 'z';
}

std::optional<Position> centre_of(const Register& known, const Unit& unit, Date day) {
  const Attribute* attribute = known.attribute(unit, "centre", day);
  if (attribute == nullptr || known.unit(attribute->unit).ordinal != unit.ordinal) return std::nullopt;
  std::istringstream text(attribute->value);
  text.imbue(std::locale::classic());
  Position place;
  if (!(text >> place.latitude >> place.longitude)) return std::nullopt;
  return place;
}

struct Drawn {
  const Unit* unit;
  std::optional<Outline> outline;
  std::optional<Position> centre;
};

Result<std::optional<Outline>> outline_of(const Register& known, const Unit& unit, Date day) {
  const Boundary* boundary = known.boundary(unit, day);
  if (boundary == nullptr) return std::optional<Outline>();
  auto text = expand(boundary->geometry);
  if (!text) return pass_on(text);
  auto value = parse_json(*text);
  if (!value) return pass_on(value);
  auto outline = read_outline(*value);
  if (!outline) return pass_on(outline);
  return std::optional<Outline>(std::move(*outline));
}

Result<std::vector<Drawn>> gather(const Register& known, const std::vector<const Unit*>& units, Date day,
                                  const Guessed& guessed, Box& box) {
  std::vector<Drawn> drawn;
  for (const Unit* unit : units) {
    auto outline = outline_of(known, *unit, day);
    if (!outline) return pass_on(outline);
    Drawn one{unit, std::move(*outline), centre_of(known, *unit, day)};
    const auto guess = guessed.find(unit->ordinal);
    if (!one.outline && !one.centre && guess != guessed.end()) one.centre = guess->second;
    if (one.outline) {
      for (const auto& polygon : one.outline->polygons) {
        for (const Ring& ring : polygon) std::for_each(ring.begin(), ring.end(), [&](auto& place) { box.add(place); });
      }
    } else if (one.centre) {
      box.add(*one.centre);
    }
    drawn.push_back(std::move(one));
  }
  return drawn;
}

MapShape shape_of(const Drawn& drawn, const Projection& projection) {
  MapShape shape;
  shape.unit = drawn.unit;
  if (drawn.outline) {
    Box box;
    for (const auto& polygon : drawn.outline->polygons) {
      for (const Ring& ring : polygon) {
        auto points = snapped(ring, projection);
        for (const Position& place : ring) box.add(place);
        if (points.size() < 4) continue;  // vanished on the grid
        append_ring(shape.path, points);
        points.pop_back();
        shape.rings.push_back(std::move(points));
      }
    }
    shape.centre = projection.at({(box.west + box.east) / 2, (box.south + box.north) / 2});
  }
  if (drawn.centre) shape.centre = projection.at(*drawn.centre);
  return shape;
}

}  // namespace

Result<MapLayout> layout_units(const Register& known, const std::vector<const Unit*>& units, Date day, int width,
                               const Guessed& guessed) {
  Box box;
  auto drawn = gather(known, units, day, guessed, box);
  if (!drawn) return pass_on(drawn);
  MapLayout layout;
  layout.width = width;
  layout.is_schematic = true;
  if (box.west > box.east) {
    for (const Unit* unit : units) layout.shapes.push_back({unit, {}, {}, {}});
    return layout;
  }
  const Projection projection(box, width);
  layout.height = projection.height();
  for (const Drawn& one : *drawn) {
    layout.shapes.push_back(shape_of(one, projection));
    if (!layout.shapes.back().path.empty()) layout.is_schematic = false;
  }
  layout.label_code = layout.is_schematic ? "units.map.schematic" : "units.map.outlines";
  return layout;
}

Result<std::optional<Position>> middle_of(const Register& known, const Unit& unit, Date day) {
  if (const auto centre = centre_of(known, unit, day)) return centre;
  const auto outline = outline_of(known, unit, day);
  if (!outline) return pass_on(outline);
  if (!*outline) return std::optional<Position>();
  Box box;
  for (const auto& polygon : (*outline)->polygons) {
    for (const Ring& ring : polygon) std::for_each(ring.begin(), ring.end(), [&](auto& place) { box.add(place); });
  }
  return std::optional<Position>(Position{(box.west + box.east) / 2, (box.south + box.north) / 2});
}

Result<MapLayout> layout_map(const Register& known, const Unit& province, Date day, int width) {
  auto layout = layout_units(known, known.descendants(&province, day, Level::commune), day, width);
  if (layout && layout->height == 0) {
    return refuse("units.no_map", {{"place", province.nearest(day).name}, {"day", day.text()}});
  }
  return layout;
}

}  // namespace luytre::units
