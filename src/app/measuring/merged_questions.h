// Questions of the first set on the boundaries of another day: values are carried over to the merged units first.
#pragma once

#include "app/measuring/engine_world.h"
#include "engine/columns/pivot.h"

namespace luytre::measuring {

// Every merged unit by what its parts say on the day.
engine::columns::Judged merged_judged(const EngineWorld& filled, Date day, bool with_counts);

// Nation and provinces, as World::merged says.
engine::columns::RolledUp merged_totals(const EngineWorld& filled, Date day);
// The same of each of the days.
std::vector<engine::columns::RolledUp> merged_totals(const EngineWorld& filled, std::span<const Date> days);

std::vector<engine::columns::Pivoted> merged_pivot(const EngineWorld& filled, engine::columns::ColumnNumber column,
                                                   Date day);

}  // namespace luytre::measuring
