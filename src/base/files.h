// Whole files in and out, with a problem that names the file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre {

// Problems file.not_found, file.unreadable, file.too_large (over `bytes_max`).
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max = 512UL << 20U);

// A file written piece by piece that stands under its path only once it is whole and on the disk; left before that,
// nothing of it stays.
class AtomicFile {
 public:
  enum class Readable : std::uint8_t { as_usual, by_owner };
  explicit AtomicFile(std::filesystem::path path, Readable readable = Readable::as_usual);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  void write(std::string_view bytes);
  Done finish();  // problem file.unwritable, of whatever went wrong since the beginning

 private:
  std::filesystem::path path_;
  std::string beside_;
  std::FILE* file_;
  int failed_ = 0;  // errno of the first failure
};

// Either the whole new content stands under `path`, or the old one does. Problem file.unwritable.
Done write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace luytre
