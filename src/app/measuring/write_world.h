// The world as CSV files, for those who answer the same questions in another program.
#pragma once

#include <filesystem>
#include <functional>

#include "app/measuring/world.h"
#include "base/problem.h"

namespace luytre::measuring {

struct WrittenWorld {
  std::uint64_t values = 0;     // rows of values.csv
  std::uint64_t corrected = 0;  // of these
  std::uint64_t digest = 0;     // over every file's content: the same world, the same digest
};

using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Counts and digest without a file.
WrittenWorld describe_world(const World& world, const Progress& progress);

// units.csv, merged.csv, links.csv, indicators.csv, quarters.csv, months.csv, measures.csv, values.csv in order of
// their events, and last world.json, which therefore stands only beside whole files. Problem file.unwritable.
Result<WrittenWorld> write_world(const World& world, const std::filesystem::path& folder, const Progress& progress);

// What world.json says.
std::string world_json(const World& world, const WrittenWorld& written);

}  // namespace luytre::measuring
