#include "app/measuring/merged_questions.h"

#include "engine/columns/other_boundaries.h"

namespace luytre::measuring {

using namespace engine::columns;

Judged merged_judged(const EngineWorld& filled, Date day, bool with_counts) {
  const auto merged = filled.reprojection->carry_over(*filled.store, filled.carried_over[0], day.days());
  return Judge(filled.merged_programs[0], *merged, {day, everything, {}, {}, with_counts}).all();
}

RolledUp merged_totals(const EngineWorld& filled, Date day) {
  return roll_up(merged_judged(filled, day, false), filled.merged_areas);
}

std::vector<RolledUp> merged_totals(const EngineWorld& filled, std::span<const Date> days) {
  std::vector<RolledUp> all;
  all.reserve(days.size());
  for (const auto& judged :
       judged_on(filled.merged_programs[0], *filled.reprojection, *filled.store, filled.carried_over[0], days)) {
    all.push_back(roll_up(judged, filled.merged_areas));
  }
  return all;
}

std::vector<Pivoted> merged_pivot(const EngineWorld& filled, ColumnNumber column, Date day) {
  std::vector<bool> wanted(filled.store->columns(), false);
  wanted[column] = true;
  const auto merged = filled.reprojection->carry_over(*filled.store, wanted, day.days());
  return pivot(*merged, {column, day, maximum_age_months, everything}, filled.merged_areas);
}

}  // namespace luytre::measuring
