// Judging units of other boundaries on many days.
#pragma once

#include "engine/columns/judge.h"
#include "engine/columns/reproject.h"

namespace luytre::engine::columns {

// All units of the other boundaries on each of the days, in their order, by what is carried over of the store's
// `wanted` columns. Of days that follow one another and whose answers cannot differ one is carried over and judged.
std::vector<Judged> judged_on(const Program& program, const Reprojection& reprojection, const Store& store,
                              const std::vector<bool>& wanted, std::span<const Date> days);

}  // namespace luytre::engine::columns
