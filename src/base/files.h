// Whole files in and out, with a problem that names the file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre {

// Problems file.not_found, file.unreadable, file.too_large (over `bytes_max`).
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max = 512UL << 20U);

// Either the whole new content stands under `path`, or the old one does. Problem file.unwritable.
Done write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace luytre
