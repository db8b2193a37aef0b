// The folder of files: each under its SHA-256 ("ab/cdef…"), and uploads under way in "uploads". A file stands there
// whole or not at all. Safe from any number of threads and processes that share the folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::evidence {

// The bytes of a file, mapped, not copied; they stay readable after the file is removed.
class MappedFile {
 public:
  // Problems file.not_found, file.unreadable.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_;
  std::size_t size_;
};

class FileStore {
 public:
  // Makes the folder when it is missing, for its owner alone. Problem evidence.folder_unusable.
  static Result<FileStore> open(const std::filesystem::path& folder);

  // How much of an upload has come; 0 when nothing has.
  std::int64_t received(const std::string& upload) const;

  // Appends what is new in the chunk and answers how much has come then: a chunk that was received already adds
  // nothing, one that overlaps adds its tail. Problems evidence.gap (it begins after what has come), evidence.too_much
  // (it would pass `bytes_max`), evidence.folder_unusable, evidence.folder_full.
  Result<std::int64_t> append(const std::string& upload, std::int64_t offset, std::string_view chunk,
                              std::int64_t bytes_max) const;

  Result<MappedFile> open_upload(const std::string& upload) const;
  // On the disk for sure: before keep().
  Done flush_upload(const std::string& upload) const;
  void forget_upload(const std::string& upload) const;

  bool has(const std::string& sha256) const;
  Result<MappedFile> open_kept(const std::string& sha256) const;  // problem evidence.file_lost
  // Puts a whole, flushed upload under its SHA-256; the upload stays until it is forgotten. Keeping twice is no fault.
  Done keep(const std::string& upload, const std::string& sha256) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit FileStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path upload_path(const std::string& upload) const;
  std::filesystem::path kept_path(const std::string& sha256) const;

  std::filesystem::path folder_;
};

}  // namespace luytre::evidence
