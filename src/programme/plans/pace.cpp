#include "programme/plans/pace.h"

#include <algorithm>
#include <array>

namespace luytre::plans {
namespace {

constexpr std::array<std::string_view, 3> lateness_names{"none", "expected_late", "overdue"};

std::vector<Point> points_of(const KnownItem& item, Date as_of) {
  std::vector<Point> points;
  for (const Progress& report : item.progress) {
    if (as_of < report.day) break;
    if (const auto done = fraction_of(report.done)) points.push_back({report.day, *done});
  }
  return points;
}

}  // namespace

std::string_view name_of(Lateness lateness) { return lateness_names[static_cast<std::size_t>(lateness)]; }

ItemStanding standing_of(const KnownItem& item, Date as_of, int window_days) {
  ItemStanding standing{&item, forecast_of(points_of(item, as_of), window_days), Lateness::none, std::nullopt, false};
  const Forecast& forecast = standing.forecast;
  if (forecast.told == Told::done) {
    standing.done_on = forecast.expected;
    return standing;
  }
  standing.is_passed = forecast.expected && *forecast.expected < as_of;
  const Date due = item.item.due_on;
  const bool is_slow = forecast.told == Told::too_slow || (forecast.expected && due < *forecast.expected);
  if (due < as_of) {
    standing.lateness = Lateness::overdue;
  } else if (is_slow) {
    standing.lateness = Lateness::expected_late;
  }
  return standing;
}

std::vector<ItemStanding> standings_of(const std::vector<const KnownItem*>& items, Date as_of, int window_days) {
  std::vector<ItemStanding> standings;
  for (const KnownItem* item : items) {
    if (item->withdrawn() == nullptr) standings.push_back(standing_of(*item, as_of, window_days));
  }
  return standings;
}

Together together(const std::vector<ItemStanding>& items) {
  std::vector<Forecast> parts;
  for (const ItemStanding& each : items) parts.push_back(each.forecast);
  return together(parts);
}

std::vector<PacePoint> pace_of(const std::vector<ItemStanding>& items, Date as_of) {
  constexpr int week = 7;
  std::vector<PacePoint> points;
  if (items.empty()) return points;
  Date first = items.front().item->item.starts_on, last = as_of;
  for (const ItemStanding& each : items) {
    first = std::min(first, each.item->item.starts_on);
    last = std::max(last, each.item->item.due_on);
  }
  const int days = last.days() - first.days();
  const int weeks =
      std::max(1, (days / week + static_cast<int>(pace_points_max) - 1) / static_cast<int>(pace_points_max));
  for (Date day = first;; day = std::min(last, day.plus_days(week * weeks))) {
    PacePoint point{day, 0, std::nullopt};
    if (day <= as_of) point.done = 0;
    for (const ItemStanding& each : items) {
      if (each.item->item.due_on <= day) ++point.due;
      if (point.done && each.done_on && *each.done_on <= day) ++*point.done;
    }
    points.push_back(point);
    if (day == last) return points;
  }
}

}  // namespace luytre::plans
