#include "engine/columns/other_boundaries.h"

namespace luytre::engine::columns {

namespace {

// A sum is of the day of one of its parts: what stands and what of it is fresh, the store says of both boundaries.
bool says_the_same(const Program& program, const Store& store, Date a, Date b) {
  const Leaf* before = nullptr;
  std::int32_t fresh_a = no_day, fresh_b = no_day;
  for (const Leaf& leaf : program.leaves) {
    const Panel* panel = store.panel(leaf.column);
    if (panel == nullptr) continue;
    if (before == nullptr || before->maximum_age_months != leaf.maximum_age_months) {
      fresh_a = first_fresh_day(a, leaf.maximum_age_months);
      fresh_b = first_fresh_day(b, leaf.maximum_age_months);
      before = &leaf;
    }
    if (panel->step_on(a.days()) != panel->step_on(b.days())) return false;
    if (fresh_a != fresh_b && panel->step_on(fresh_a - 1) != panel->step_on(fresh_b - 1)) return false;
  }
  return true;
}

}  // namespace

std::vector<Judged> judged_on(const Program& program, const Reprojection& reprojection, const Store& store,
                              const std::vector<bool>& wanted, std::span<const Date> days) {
  std::vector<Judged> all;
  all.reserve(days.size());
  for (std::size_t at = 0; at < days.size(); ++at) {
    if (at > 0 && says_the_same(program, store, days[at - 1], days[at])) {
      all.push_back(Judged(all.back()));
      continue;
    }
    const auto carried = reprojection.carry_over(store, wanted, days[at].days());
    all.push_back(Judge(program, *carried, {days[at], everything, {}, {}, false}).all());
  }
  return all;
}

}  // namespace luytre::engine::columns
