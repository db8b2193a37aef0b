#include "outputs/drawing/places.h"

#include <algorithm>
#include <cmath>

namespace luytre::drawing {
namespace {

constexpr int rounds_max = 200;
constexpr int tile_max = 15;
constexpr int tile_min = 5;
constexpr int gap = 3;  // between tiles
constexpr int margin = 4;

// Half the side of a tile so that `count` of them fill about half of a square picture.
int tile_for(std::size_t count) {
  if (count == 0) return 0;
  const double side = picture_width / std::sqrt(2.0 * static_cast<double>(count));
  return std::clamp(static_cast<int>(side) / 2, tile_min, tile_max);
}

// The middle of the places of the units that it went into.
Result<std::optional<units::Position>> near_successors(const units::Register& known, const units::Unit& unit) {
  units::Position sum;
  int count = 0;
  for (const units::Link* link : known.links_out_of(unit)) {
    if (!link->is_resolved() || link->is_continuation()) continue;
    const units::Unit& to = known.unit(link->to);
    auto place = units::middle_of(known, to, link->day);
    if (!place) return pass_on(place);
    if (!*place) place = near_successors(known, to);
    if (!place) return pass_on(place);
    if (!*place) continue;
    sum.longitude += (*place)->longitude;
    sum.latitude += (*place)->latitude;
    ++count;
  }
  if (count == 0) return std::optional<units::Position>();
  return std::optional<units::Position>(units::Position{sum.longitude / count, sum.latitude / count});
}

void take_shape(const units::MapShape& shape, bool is_guessed, Place& place) {
  place.unit = shape.unit;
  place.rings = shape.rings;
  place.known = !shape.rings.empty() ? Known::outline
                : !shape.centre      ? Known::nothing
                : is_guessed         ? Known::successors
                                     : Known::centre;
  if (shape.centre) place.centre = *shape.centre;
}

// All rings at once, so that shared borders stay shared.
void simplify_all(Picture& picture) {
  std::vector<Ring> rings;
  for (Place& place : picture.places) rings.insert(rings.end(), place.rings.begin(), place.rings.end());
  rings.insert(rings.end(), picture.lines.begin(), picture.lines.end());
  simplify(rings);
  auto next = rings.begin();
  for (Place& place : picture.places)
    for (Ring& ring : place.rings) ring = std::move(*next++);
  for (Ring& line : picture.lines) line = std::move(*next++);
}

// Tiles keep apart from one another; where no outline is drawn, the picture grows around them.
void settle_tiles(Picture& picture) {
  std::vector<Corner> points;
  for (const Place& place : picture.places)
    if (place.known == Known::centre || place.known == Known::successors) points.push_back(place.centre);
  if (points.empty()) return;
  points = pushed_apart(std::move(points), 2.0 * picture.tile * std::sqrt(2.0) + gap);
  auto next = points.begin();
  int left = picture.left, top = picture.top;
  int right = left + picture.width, bottom = top + picture.height;
  if (picture.lines.empty() && !picture.has_outlines()) {
    left = right = points.front().x;
    top = bottom = points.front().y;
  }
  const int reach = picture.tile + margin;
  for (Place& place : picture.places) {
    if (place.known != Known::centre && place.known != Known::successors) continue;
    place.centre = *next++;
    left = std::min(left, place.centre.x - reach);
    top = std::min(top, place.centre.y - reach);
    right = std::max(right, place.centre.x + reach);
    bottom = std::max(bottom, place.centre.y + reach);
  }
  picture.left = left;
  picture.top = top;
  picture.width = right - left;
  picture.height = bottom - top;
}

void add_rows(Picture& picture) {
  const auto count = static_cast<int>(picture.count(Known::nothing));
  if (count == 0) return;
  const int step = 2 * picture.tile + gap;
  const int columns = std::max(1, (picture.width - 2 * margin) / step);
  picture.rows_top = picture.top + picture.height;
  int at = 0;
  for (Place& place : picture.places) {
    if (place.known != Known::nothing) continue;
    place.centre = {picture.left + margin + picture.tile + (at % columns) * step,
                    picture.rows_top + margin + picture.tile + (at / columns) * step};
    ++at;
  }
  picture.height += ((count + columns - 1) / columns) * step + 2 * margin;
}

}  // namespace

std::size_t Picture::count(Known wanted) const {
  return static_cast<std::size_t>(
      std::count_if(places.begin(), places.end(), [&](const Place& place) { return place.known == wanted; }));
}

Result<Picture> place_units(const units::Register& known, const std::vector<const units::Unit*>& units,
                            const std::vector<const units::Unit*>& above, Date day) {
  units::Guessed guessed;
  std::vector<const units::Unit*> all = units;
  for (const units::Unit* unit : units) {
    if (known.boundary(*unit, day) != nullptr) continue;
    const auto place = near_successors(known, *unit);
    if (!place) return pass_on(place);
    if (*place) guessed[unit->ordinal] = **place;
  }
  for (const units::Unit* unit : above)
    if (known.boundary(*unit, day) != nullptr) all.push_back(unit);
  const auto layout = units::layout_units(known, all, day, picture_width, guessed);
  if (!layout) return pass_on(layout);
  Picture picture;
  picture.height = layout->height;
  for (std::size_t at = 0; at < layout->shapes.size(); ++at) {
    const units::MapShape& shape = layout->shapes[at];
    if (at >= units.size()) {
      picture.lines.insert(picture.lines.end(), shape.rings.begin(), shape.rings.end());
      continue;
    }
    const units::Attribute* centre = known.attribute(*shape.unit, "centre", day);
    const bool has_centre = centre != nullptr && centre->unit == shape.unit->ordinal;
    take_shape(shape, !has_centre, picture.places.emplace_back());
    if (!shape.rings.empty() && picture.outline_source.empty()) {
      const std::string& source = known.boundary(*shape.unit, day)->source;
      picture.outline_source = source.substr(0, source.find(" /"));
    }
  }
  picture.tile = tile_for(picture.places.size() - picture.count(Known::outline));
  simplify_all(picture);
  settle_tiles(picture);
  add_rows(picture);
  return picture;
}

std::vector<Corner> pushed_apart(std::vector<Corner> points, double distance) {
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

}  // namespace luytre::drawing
