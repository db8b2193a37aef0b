#include "outputs/drawing/country.h"

#include <algorithm>
#include <map>
#include <set>
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

// Codes of the outlines that make each province of today up, from the reference data: the register itself may not know
// the provinces that ended.
std::multimap<std::string, std::string> read_mergers() {
  constexpr std::string_view name = "reference/country/province_successions.csv";
  std::multimap<std::string, std::string> mergers;
  const auto table = parse_csv(resource(name), std::string(name));
  if (!table) return mergers;
  const auto from = table->column("from_code"), to = table->column("to_code"), part = table->column("part");
  if (!from || !to || !part) return mergers;
  for (const CsvRow& row : table->rows)
    if (row.cells[*part] == units::word(units::Part::whole)) mergers.insert({row.cells[*to], row.cells[*from]});
  return mergers;
}

std::vector<std::string> codes_of(const std::multimap<std::string, std::string>& mergers, const std::string& province,
                                  Date day) {
  std::vector<std::string> codes;
  const auto [from, to] = mergers.equal_range(province);
  if (day >= units::two_level_day)
    for (auto one = from; one != to; ++one) codes.push_back(one->second);
  if (codes.empty()) codes.push_back(province);
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

SeaName name_on_sea(const Outlined& archipelago) {
  int lowest = 0, x = 0, corners = 0;
  for (const Ring& ring : archipelago.rings) {
    for (const Corner& corner : ring) {
      lowest = std::max(lowest, corner.y);
      x += corner.x;
      ++corners;
    }
  }
  return {{x / std::max(corners, 1), lowest + 16}, archipelago.archipelago};
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
  const auto reach = [&](const std::vector<Ring>& rings) {
    for (const Ring& ring : rings) {
      for (const Corner& corner : ring) {
        right = std::max(right, corner.x);
        bottom = std::max(bottom, corner.y);
      }
    }
  };
  for (const Place& place : picture.places) reach(place.rings);
  reach(picture.lines);
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

Country draw_country(const std::vector<const units::Unit*>& provinces, Date day) {
  const auto mergers = read_mergers();
  const ByCode outlines = read_outlines();
  Country country;
  std::vector<std::size_t> mainland;
  std::set<std::string> drawn;
  for (const units::Unit* province : provinces) {
    Place place;
    place.unit = province;
    std::vector<Ring> islands;
    for (const std::string& code : codes_of(mergers, province->id.code, day)) {
      drawn.insert(code);
      const auto [from, to] = outlines.equal_range(code);
      for (auto one = from; one != to; ++one) {
        auto& rings = one->second.archipelago.empty() ? place.rings : islands;
        rings.insert(rings.end(), one->second.rings.begin(), one->second.rings.end());
      }
    }
    place.known = place.rings.empty() ? Known::nothing : Known::outline;
    place.centre = middle_of(place.rings);
    if (place.rings.empty()) country.unseen.push_back(province);
    mainland.push_back(place.rings.size());
    place.rings.insert(place.rings.end(), islands.begin(), islands.end());
    country.picture.places.push_back(std::move(place));
  }
  // The country is whole on every picture, whichever provinces the register knows on the day.
  for (const auto& [code, one] : outlines) {
    if (!one.archipelago.empty()) country.names.push_back(name_on_sea(one));
    if (drawn.count(code) == 0)
      country.picture.lines.insert(country.picture.lines.end(), one.rings.begin(), one.rings.end());
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
