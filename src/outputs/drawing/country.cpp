#include "outputs/drawing/country.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "base/csv.h"
#include "base/resources.h"

namespace luytre::drawing {
namespace {

constexpr std::string_view resource_name = "reference/country/outline.csv";
constexpr int tile = 11;
constexpr int edge = 6;

struct Outlined {
  std::string archipelago;  // "Hoàng Sa"; empty: the mainland of the province
  std::vector<Ring> rings;
};
using ByCode = std::multimap<std::string, Outlined>;

std::vector<Ring> rings_of(const std::string& text) {
  std::vector<Ring> rings;
  std::istringstream all(text);
  std::string one;
  while (std::getline(all, one, ';')) {
    std::istringstream numbers(one);
    Ring ring;
    Corner corner;
    while (numbers >> corner.x >> corner.y) ring.push_back(corner);
    rings.push_back(std::move(ring));
  }
  return rings;
}

ByCode read_outlines() {
  ByCode outlines;
  const auto table = parse_csv(resource(resource_name), std::string(resource_name));
  if (!table || table->header.size() != 3) return outlines;
  for (const CsvRow& row : table->rows) outlines.insert({row.cells[0], {row.cells[1], rings_of(row.cells[2])}});
  return outlines;
}

// Codes of the outlines that make the province up on the day: its own before they ended, else those of the provinces
// that went into it.
std::vector<std::string> codes_of(const units::Register& known, const units::Unit& province, Date day) {
  if (day < units::two_level_day) return {province.id.code};
  std::vector<std::string> codes;
  for (const units::Link* link : known.links_into(province)) {
    if (link->day == units::two_level_day && link->part == units::Part::whole) codes.push_back(link->from_code);
  }
  if (codes.empty()) codes.push_back(province.id.code);
  for (const units::Link& link : known.links()) {
    if (link.to == province.ordinal && link.day == units::two_level_day && link.from_code == province.id.code)
      codes.push_back(link.from_code);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

Corner middle_of(const std::vector<Ring>& rings) {
  const Ring* largest = nullptr;
  for (const Ring& ring : rings)
    if (largest == nullptr || ring.size() > largest->size()) largest = &ring;
  if (largest == nullptr || largest->empty()) return {};
  int west = largest->front().x, east = west, north = largest->front().y, south = north;
  for (const Corner& corner : *largest) {
    west = std::min(west, corner.x);
    east = std::max(east, corner.x);
    north = std::min(north, corner.y);
    south = std::max(south, corner.y);
  }
  return {(west + east) / 2, (north + south) / 2};
}

void simplify_mainland(Picture& picture, const std::vector<std::size_t>& counted) {
  std::vector<Ring> rings;
  for (std::size_t i = 0; i < picture.places.size(); ++i) {
    auto& own = picture.places[i].rings;
    rings.insert(rings.end(), own.begin(), own.begin() + static_cast<std::ptrdiff_t>(counted[i]));
  }
  simplify(rings);
  auto next = rings.begin();
  for (std::size_t i = 0; i < picture.places.size(); ++i)
    for (std::size_t at = 0; at < counted[i]; ++at) picture.places[i].rings[at] = std::move(*next++);
}

void frame(Picture& picture) {
  int right = 0, bottom = 0;
  for (const Place& place : picture.places) {
    for (const Ring& ring : place.rings) {
      for (const Corner& corner : ring) {
        right = std::max(right, corner.x);
        bottom = std::max(bottom, corner.y);
      }
    }
  }
  picture.left = picture.top = -edge;
  picture.width = std::max(right, 60) + 2 * edge + 20;
  picture.height = bottom + 2 * edge;
  picture.tile = tile;
  const int step = 2 * tile + 3;
  int count = 0;
  for (Place& place : picture.places) {
    if (place.known != Known::nothing) continue;
    if (count == 0) picture.rows_top = bottom + edge;
    const int columns = std::max(1, (picture.width - edge) / step);
    place.centre = {tile + (count % columns) * step, bottom + 2 * edge + tile + (count / columns) * step};
    picture.height = place.centre.y + tile + 2 * edge;
    ++count;
  }
}

}  // namespace

Country draw_country(const units::Register& known, const std::vector<const units::Unit*>& provinces, Date day) {
  const ByCode outlines = read_outlines();
  Country country;
  std::vector<std::size_t> mainland;
  for (const units::Unit* province : provinces) {
    Place place;
    place.unit = province;
    std::vector<Ring> islands;
    for (const std::string& code : codes_of(known, *province, day)) {
      const auto [from, to] = outlines.equal_range(code);
      for (auto one = from; one != to; ++one) {
        auto& rings = one->second.archipelago.empty() ? place.rings : islands;
        rings.insert(rings.end(), one->second.rings.begin(), one->second.rings.end());
        if (one->second.archipelago.empty()) continue;
        int lowest = 0, x = 0;
        for (const Ring& ring : one->second.rings)
          for (const Corner& corner : ring) lowest = std::max(lowest, corner.y), x += corner.x;
        std::size_t corners = corners_of(one->second.rings);
        country.names.push_back(
            {{x / static_cast<int>(std::max<std::size_t>(corners, 1)), lowest + 16}, one->second.archipelago});
      }
    }
    place.known = place.rings.empty() ? Known::nothing : Known::outline;
    place.centre = middle_of(place.rings);
    if (place.rings.empty()) country.unseen.push_back(province);
    mainland.push_back(place.rings.size());
    place.rings.insert(place.rings.end(), islands.begin(), islands.end());
    country.picture.places.push_back(std::move(place));
  }
  simplify_mainland(country.picture, mainland);
  frame(country.picture);
  return country;
}

bool has_country_outline() {
  const ByCode outlines = read_outlines();
  return outlines.size() == 65 && outlines.count("48") == 2 && outlines.count("56") == 2;
}

}  // namespace luytre::drawing
