// How the items of a plan or a unit go along: one item's standing, the late ones, and the pace week by week. Whole
// numbers of items, because shares of unlike things do not add up.
#pragma once

#include <vector>

#include "programme/plans/forecast.h"
#include "programme/plans/plan_register.h"

namespace luytre::plans {

inline constexpr std::size_t pace_points_max = 120;

enum class Lateness : std::uint8_t {
  none,
  expected_late,  // by its pace it will be done after it is due
  overdue,        // its last day has passed
};
std::string_view name_of(Lateness);

struct ItemStanding {
  const KnownItem* item = nullptr;
  Forecast forecast;
  Lateness lateness = Lateness::none;
  std::optional<Date> done_on;  // all of it reported done
  bool is_passed = false;       // the day its pace promised has gone by without a report: it has slowed down since
};

// By reports of days up to `as_of`.
ItemStanding standing_of(const KnownItem& item, Date as_of, int window_days);
// Of items that are not withdrawn, in their order.
std::vector<ItemStanding> standings_of(const std::vector<const KnownItem*>& items, Date as_of, int window_days);

Together together(const std::vector<ItemStanding>& items);

// On a day: how many items were due by then, and how many were done; what is done after `as_of` nobody knows.
struct PacePoint {
  Date day;
  int due = 0;
  std::optional<int> done;
};
// Weekly from the first start to the last due day or `as_of`, whichever is later; fewer points where that is long.
std::vector<PacePoint> pace_of(const std::vector<ItemStanding>& items, Date as_of);

}  // namespace luytre::plans
