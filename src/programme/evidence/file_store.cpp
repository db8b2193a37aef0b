#include "programme/evidence/file_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

namespace luytre::evidence {
namespace {

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, owner_only)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<Problem> unusable(const std::filesystem::path& path) {
  const bool is_full = errno == ENOSPC || errno == EDQUOT;
  return refuse(is_full ? "evidence.folder_full" : "evidence.folder_unusable",
                {{"folder", path.string()}, {"reason", std::strerror(errno)}});
}

Done make_folder(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::create_directories(path, error)) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
  }
  if (!std::filesystem::is_directory(path, error) || ::access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
    return unusable(path);
  }
  return {};
}

Done flush_folder(const std::filesystem::path& path) {
  const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open() || ::fsync(folder.number()) != 0) return unusable(path);
  return {};
}

// All of it, or the file is as long as before.
bool write_all(int file, std::string_view bytes, std::int64_t at) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t now =
        ::pwrite(file, bytes.data() + written, bytes.size() - written, at + static_cast<std::int64_t>(written));
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) {
      const int reason = errno;
      static_cast<void>(::ftruncate(file, at) == 0);
      errno = reason;
      return false;
    }
    written += static_cast<std::size_t>(now);
  }
  return true;
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file.is_open() && errno == ENOENT) return refuse("file.not_found", {{"file", path.string()}});
  const auto unreadable = [&] {
    return refuse("file.unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
  };
  struct stat about {};
  if (!file.is_open() || ::fstat(file.number(), &about) != 0) return unreadable();
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return MappedFile("", 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (data == MAP_FAILED) return unreadable();
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, "")), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (size_ > 0) ::munmap(const_cast<char*>(data_), size_);
}

Result<FileStore> FileStore::open(const std::filesystem::path& folder) {
  if (auto made = make_folder(folder); !made) return pass_on(made);
  if (auto made = make_folder(folder / "uploads"); !made) return pass_on(made);
  return FileStore(folder);
}

std::filesystem::path FileStore::upload_path(const std::string& upload) const {
  assert(!upload.empty() && upload.find_first_of("/.") == std::string::npos);
  return folder_ / "uploads" / upload;
}

std::filesystem::path FileStore::kept_path(const std::string& sha256) const {
  assert(sha256.size() == 64 && sha256.find_first_not_of("0123456789abcdef") == std::string::npos);
  return folder_ / sha256.substr(0, 2) / sha256.substr(2);
}

std::int64_t FileStore::received(const std::string& upload) const {
  std::error_code error;
  const auto size = std::filesystem::file_size(upload_path(upload), error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

Result<std::int64_t> FileStore::append(const std::string& upload, std::int64_t offset, std::string_view chunk,
                                       std::int64_t bytes_max) const {
  const auto path = upload_path(upload);
  const Descriptor file(path, O_RDWR | O_CREAT);
  struct stat about {};
  // One writer at a time, also among processes; the lock goes with the descriptor.
  if (!file.is_open() || ::flock(file.number(), LOCK_EX) != 0 || ::fstat(file.number(), &about) != 0) {
    return unusable(path);
  }
  const std::int64_t present = about.st_size;
  const auto end = offset + static_cast<std::int64_t>(chunk.size());
  if (offset > present) return refuse("evidence.gap", {{"offset", std::to_string(present)}}, "query:offset");
  if (end > bytes_max) return refuse("evidence.too_much", {{"bytes", std::to_string(bytes_max)}});
  if (end <= present) return present;
  chunk.remove_prefix(static_cast<std::size_t>(present - offset));
  if (!write_all(file.number(), chunk, present)) return unusable(path);
  return end;
}

Result<MappedFile> FileStore::open_upload(const std::string& upload) const {
  return MappedFile::open(upload_path(upload));
}

Done FileStore::flush_upload(const std::string& upload) const {
  const auto path = upload_path(upload);
  const Descriptor file(path, O_RDWR);
  if (!file.is_open() || ::fsync(file.number()) != 0) return unusable(path);
  return {};
}

void FileStore::forget_upload(const std::string& upload) const {
  std::error_code ignored;
  std::filesystem::remove(upload_path(upload), ignored);
}

bool FileStore::has(const std::string& sha256) const {
  std::error_code error;
  return std::filesystem::is_regular_file(kept_path(sha256), error);
}

Result<MappedFile> FileStore::open_kept(const std::string& sha256) const {
  auto file = MappedFile::open(kept_path(sha256));
  if (!file) return refuse("evidence.file_lost", {{"sha256", sha256}}, {}, {file.error()});
  return file;
}

Done FileStore::keep(const std::string& upload, const std::string& sha256) const {
  if (has(sha256)) return {};
  const auto from = upload_path(upload), to = kept_path(sha256);
  if (auto made = make_folder(to.parent_path()); !made) return made;
  // A second name for the same bytes: should the record not be kept after all, the upload still stands.
  const bool is_linked = ::link(from.c_str(), to.c_str()) == 0 || errno == EEXIST;
  if (!is_linked && ::rename(from.c_str(), to.c_str()) != 0) return unusable(to);
  if (auto flushed = flush_folder(to.parent_path()); !flushed) return flushed;
  return flush_folder(folder_);
}

}  // namespace luytre::evidence
