// The world of the benchmarks as the engine holds it: values in columns, the two sets as programs, the tree as areas.
#pragma once

#include "app/measuring/world.h"
#include "app/measuring/write_world.h"
#include "engine/columns/reproject.h"
#include "engine/columns/roll_up.h"

namespace luytre::measuring {

struct EngineWorld {
  std::shared_ptr<const engine::columns::Store> store;
  std::vector<engine::columns::Program> programs;                     // by set, over the units
  std::vector<engine::columns::Program> merged_programs;              // by set, over the merged units
  engine::columns::Areas areas;                                       // nation, provinces, districts
  engine::columns::Areas province_areas;                              // nation, provinces
  engine::columns::Areas merged_areas;                                // nation, provinces
  std::shared_ptr<const engine::columns::Reprojection> reprojection;  // to the merged units
  std::vector<std::vector<bool>> carried_over;  // by set, then measure: shares, which add up, that it asks for
};

// Columns are measures, unit numbers the positions of World::units.
std::shared_ptr<const engine::columns::Store> fill(const World& world, const Progress& progress);

// All but the values.
EngineWorld describe(const World& world);

// The store from the snapshot file when that is whole and of this world, else filled and written there. An empty path:
// filled. Problems file.unwritable; measuring.too_large when the memory at hand cannot hold the world.
struct Started {
  std::shared_ptr<const engine::columns::Store> store;
  bool is_from_snapshot = false;
  double seconds = 0;                      // to read and check the file, or to fill
  std::optional<Problem> rebuilt_because;  // none: there was no file, or it was good
};
Result<Started> start(const World& world, const std::filesystem::path& snapshot, const Progress& progress);

}  // namespace luytre::measuring
