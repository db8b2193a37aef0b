// The room's own door: the folder of files, a connection of its own for uploads (operational state that must not wait
// behind the readers of the record), and its settings. Safe from any number of threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "platform/storage/database.h"
#include "programme/evidence/evidence.h"
#include "programme/evidence/file_store.h"

namespace luytre::evidence {

inline constexpr std::int64_t file_bytes_ceiling = 1'000'000'000;  // of the setting

struct Settings {
  std::string folder;                           // LUYTRE_FILES
  std::int64_t bytes_max = file_bytes_default;  // LUYTRE_EVIDENCE_BYTES_MAX
  std::string scanner_socket;                   // LUYTRE_CLAMD; empty: files are not scanned
};

// A number of bytes from 1 to file_bytes_ceiling; empty: the default. Problem evidence.bad_setting.
Result<std::int64_t> bytes_setting(const std::string& text);

class Desk {
 public:
  // Problems of FileStore::open.
  static Result<std::unique_ptr<Desk>> open(std::unique_ptr<storage::Database> database, Settings settings);

  Done with(const std::function<Done(storage::Database&)>& work);
  const Settings& settings() const { return settings_; }
  const FileStore& files() const { return files_; }

 private:
  Desk(std::unique_ptr<storage::Database> database, Settings settings, FileStore files)
      : database_(std::move(database)), settings_(std::move(settings)), files_(std::move(files)) {}
  std::mutex mutex_;
  std::unique_ptr<storage::Database> database_;
  Settings settings_;
  FileStore files_;
};

}  // namespace luytre::evidence
