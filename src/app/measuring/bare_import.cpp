#include "app/measuring/bare_import.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace luytre::measuring {

namespace {

// What is kept of a row.
struct Packed {
  std::uint32_t unit = 0;
  std::uint8_t measure = 0;
  std::uint8_t month = 0;  // since December 2025
  std::uint16_t numerator = 0;
};
static_assert(sizeof(Packed) == 8);

std::uint32_t number_at(const char*& at) {
  std::uint32_t number = 0;
  while (*at >= '0' && *at <= '9') number = number * 10 + static_cast<std::uint32_t>(*at++ - '0');
  return number;
}

// X000001,measure_0,,2026-03-31,self,,919,1000,báo cáo quý,
std::vector<Packed> rows_of(const char* at, const char* end, BareSums& sums) {
  constexpr std::size_t between_code_and_measure = sizeof(",measure_") - 1;
  constexpr std::size_t between_day_and_numerator = sizeof("-31,self,,") - 1;
  constexpr std::size_t behind_numerator = sizeof(",1000,báo cáo quý,\n") - 1;
  std::vector<Packed> rows;
  rows.reserve(static_cast<std::size_t>(end - at) / 48);
  at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at))) + 1;
  while (at < end) {
    Packed row;
    ++at;
    row.unit = number_at(at);
    at += between_code_and_measure;
    row.measure = static_cast<std::uint8_t>(number_at(at));
    at += 2;
    const std::uint32_t year = number_at(at);
    ++at;
    row.month = static_cast<std::uint8_t>((year - 2026) * 12 + number_at(at));
    at += between_day_and_numerator;
    row.numerator = static_cast<std::uint16_t>(number_at(at));
    at += behind_numerator;
    sums.numerators += row.numerator;
    rows.push_back(row);
  }
  sums.rows = rows.size();
  return rows;
}

bool write_durably(const char* path, const std::vector<Packed>& rows) {
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const auto bytes = rows.size() * sizeof(Packed);
  const bool is_written = write(file, rows.data(), bytes) == static_cast<ssize_t>(bytes) && fdatasync(file) == 0;
  return close(file) == 0 && is_written;
}

}  // namespace

Result<BareSums> bare_import(const std::filesystem::path& from, const std::filesystem::path& to) {
  const int file = open(from.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0)
    return refuse("file.unreadable", {{"file", from.string()}, {"reason", std::strerror(errno)}});
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  close(file);
  if (mapped == MAP_FAILED)
    return refuse("file.unreadable", {{"file", from.string()}, {"reason", std::strerror(errno)}});
  BareSums sums;
  const auto* bytes = static_cast<const char*>(mapped);
  const auto rows = rows_of(bytes, bytes + size, sums);
  munmap(mapped, size);
  if (!write_durably(to.c_str(), rows))
    return refuse("file.unwritable", {{"file", to.string()}, {"reason", std::strerror(errno)}});
  return sums;
}

}  // namespace luytre::measuring
