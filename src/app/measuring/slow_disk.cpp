#include "app/measuring/slow_disk.h"

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <thread>

namespace luytre::measuring {

namespace {

// A file's methods with another xSync. SQLite holds a pointer to the first member, and so leads back to the second.
struct SlowMethods {
  sqlite3_io_methods methods{};
  const sqlite3_io_methods* plain = nullptr;
};

// SQLite's interface has no place for what its functions need to know, so it stands here.
struct Shim {
  sqlite3_vfs* plain = nullptr;
  sqlite3_vfs slow{};
  std::chrono::microseconds delay{};
  std::mutex mutex;
  std::map<const sqlite3_io_methods*, SlowMethods> methods;  // by those of the plain disk
};
Shim& shim() {
  static Shim made;
  return made;
}

int slow_sync(sqlite3_file* file, int flags) {
  std::this_thread::sleep_for(shim().delay);
  return reinterpret_cast<const SlowMethods*>(file->pMethods)->plain->xSync(file, flags);
}

int slow_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
  Shim& its = shim();
  const int status = its.plain->xOpen(its.plain, name, file, flags, given);
  if (status != SQLITE_OK || file->pMethods == nullptr) return status;
  const std::lock_guard lock(its.mutex);
  const auto [place, is_new] = its.methods.try_emplace(file->pMethods);
  if (is_new) {
    place->second.methods = *file->pMethods;
    place->second.methods.xSync = slow_sync;
    place->second.plain = file->pMethods;
  }
  file->pMethods = &place->second.methods;
  return status;
}

}  // namespace

Result<std::unique_ptr<SlowDisk>> SlowDisk::make(std::chrono::microseconds delay) {
  Shim& its = shim();
  its.plain = sqlite3_vfs_find(nullptr);
  const auto failed = [] { return refuse("storage.failed", {{"database", "sqlite"}, {"reason", "no disk"}}); };
  if (its.plain == nullptr) return failed();
  its.slow = *its.plain;
  its.slow.pNext = nullptr;
  its.slow.zName = "luytre_slow";
  its.slow.xOpen = slow_open;
  its.delay = delay;
  if (sqlite3_vfs_register(&its.slow, 1) != SQLITE_OK) return failed();
  return std::unique_ptr<SlowDisk>(new SlowDisk());
}

SlowDisk::~SlowDisk() {
  sqlite3_vfs_unregister(&shim().slow);
  sqlite3_vfs_register(shim().plain, 1);
}

}  // namespace luytre::measuring
