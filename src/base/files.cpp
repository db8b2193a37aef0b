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

AtomicFile::AtomicFile(std::filesystem::path path, Readable readable)
    : path_(std::move(path)),
      beside_(path_.string() + ".part" + std::to_string(getpid())),
      file_(std::fopen(beside_.c_str(), "wb")) {
  if (file_ == nullptr) {
    failed_ = errno;
    return;
  }
  if (readable == Readable::as_usual) return;
  std::error_code ignored;  // on a file system without owners there is nothing to say
  std::filesystem::permissions(beside_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               ignored);
}

AtomicFile::~AtomicFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  std::remove(beside_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (failed_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) failed_ = errno;
}

Done AtomicFile::finish() {
  const auto note = [&](bool done) {
    if (!done && failed_ == 0) failed_ = errno;
  };
  if (file_ != nullptr) {
    note(std::fflush(file_) == 0 && fsync(fileno(file_)) == 0);
    note(std::fclose(file_) == 0);
    file_ = nullptr;
    if (failed_ == 0) note(std::rename(beside_.c_str(), path_.c_str()) == 0);
    if (failed_ != 0) std::remove(beside_.c_str());
  }
  if (failed_ == 0) return {};
  return refuse("file.unwritable", {{"file", path_.string()}, {"reason", std::strerror(failed_)}});
}

Done write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  return file.finish();
}

}  // namespace luytre
