#include "outputs/drawing/simplify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <tuple>

namespace luytre::drawing {
namespace {

constexpr std::size_t ring_corners_min = 3;

// One corner as one ring has it.
struct Stop {
  std::size_t ring = 0;
  std::size_t before = 0;  // stops
  std::size_t after = 0;
  std::size_t spot = 0;
  bool is_gone = false;
};

class Simplifier {
 public:
  explicit Simplifier(const std::vector<Ring>& rings) {
    std::map<std::pair<int, int>, std::size_t> spots;
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
      const std::size_t first = stops_.size();
      const std::size_t count = rings[ring].size();
      left_.push_back(count);
      for (std::size_t at = 0; at < count; ++at) {
        const Corner& corner = rings[ring][at];
        const auto spot = spots.try_emplace({corner.x, corner.y}, corners_.size());
        if (spot.second) {
          corners_.push_back(corner);
          stops_of_.emplace_back();
        }
        stops_of_[spot.first->second].push_back(stops_.size());
        stops_.push_back({ring, first + (at + count - 1) % count, first + (at + 1) % count, spot.first->second, false});
      }
    }
  }

  void run(double tolerance_area, std::size_t corners) {
    std::size_t total = stops_.size();
    for (std::size_t spot = 0; spot < corners_.size(); ++spot) push(spot);
    while (!flattest_.empty()) {
      const auto [area, spot] = flattest_.top();
      flattest_.pop();
      if (is_gone(spot)) continue;
      const auto now = area_of(spot);
      if (!now) continue;
      if (*now != area) {  // its neighbours changed since
        flattest_.push({*now, spot});
        continue;
      }
      if (area >= tolerance_area && total <= corners) break;
      total -= take_away(spot);
    }
  }

  std::vector<Ring> rings() const {
    std::vector<Ring> rings(left_.size());
    for (const Stop& stop : stops_)
      if (!stop.is_gone) rings[stop.ring].push_back(corners_[stop.spot]);
    return rings;
  }

 private:
  bool is_gone(std::size_t spot) const { return stops_[stops_of_[spot].front()].is_gone; }

  // Of the triangle with its two neighbours; none: the corner must stay.
  std::optional<double> area_of(std::size_t spot) const {
    std::set<std::size_t> neighbours;
    for (const std::size_t at : stops_of_[spot]) {
      if (left_[stops_[at].ring] <= ring_corners_min) return std::nullopt;
      neighbours.insert(stops_[stops_[at].before].spot);
      neighbours.insert(stops_[stops_[at].after].spot);
    }
    if (neighbours.size() != 2 || neighbours.count(spot) > 0) return std::nullopt;
    const Corner& a = corners_[*neighbours.begin()];
    const Corner& b = corners_[spot];
    const Corner& c = corners_[*neighbours.rbegin()];
    return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2.0;
  }

  void push(std::size_t spot) {
    if (const auto area = area_of(spot)) flattest_.push({*area, spot});
  }

  std::size_t take_away(std::size_t spot) {
    std::set<std::size_t> touched;
    for (const std::size_t at : stops_of_[spot]) {
      Stop& stop = stops_[at];
      stop.is_gone = true;
      --left_[stop.ring];
      stops_[stop.before].after = stop.after;
      stops_[stop.after].before = stop.before;
      touched.insert({stops_[stop.before].spot, stops_[stop.after].spot});
    }
    for (const std::size_t other : touched) push(other);
    return stops_of_[spot].size();
  }

  using Flat = std::pair<double, std::size_t>;
  std::vector<Corner> corners_;                     // by spot
  std::vector<std::vector<std::size_t>> stops_of_;  // by spot
  std::vector<Stop> stops_;
  std::vector<std::size_t> left_;  // by ring
  std::priority_queue<Flat, std::vector<Flat>, std::greater<>> flattest_;
};

}  // namespace

void simplify(std::vector<Ring>& rings, double tolerance_area, std::size_t corners) {
  Simplifier simplifier(rings);
  simplifier.run(tolerance_area, corners);
  rings = simplifier.rings();
}

std::size_t corners_of(const std::vector<Ring>& rings) {
  std::size_t count = 0;
  for (const Ring& ring : rings) count += ring.size();
  return count;
}

}  // namespace luytre::drawing
