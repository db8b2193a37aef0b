#include "base/files.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "base/large_pages.h"

namespace luytre {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return refuse("file.not_found", {{"file", path.string()}});
  const auto size = std::filesystem::file_size(path, error);
  if (error) return refuse("file.unreadable", {{"file", path.string()}, {"reason", error.message()}});
  if (size > bytes_max) {
    return refuse("file.too_large", {{"file", path.string()}, {"bytes_max", std::to_string(bytes_max)}});
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  reserve_large(bytes, size);
  bytes.resize(size);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in) return refuse("file.unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
  return bytes;
}

Done write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  const auto unwritable = [&] {
    return refuse("file.unwritable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
  };
  const std::string beside = path.string() + ".part" + std::to_string(getpid());
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  if (file == nullptr) return unwritable();
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0 &&
                       fsync(fileno(file)) == 0;
  const int write_errno = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed || std::rename(beside.c_str(), path.c_str()) != 0) {
    if (!written) errno = write_errno;
    const auto problem = unwritable();
    std::remove(beside.c_str());
    return problem;
  }
  return {};
}

}  // namespace luytre
