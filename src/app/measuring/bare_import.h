// The limit of a bulk import: a loop that knows the form, trusts every row, and writes eight bytes of each durably.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/problem.h"

namespace luytre::measuring {

struct BareSums {
  std::uint64_t rows = 0;
  std::uint64_t numerators = 0;
};

// Reads the rows of million_rows() in `from`, writes to `to` and flushes. Problems file.unreadable, file.unwritable.
Result<BareSums> bare_import(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace luytre::measuring
