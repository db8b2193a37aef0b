// SQLite on a disk that takes longer to flush: every sync of a file that is opened while this lives waits first.
#pragma once

#include <chrono>
#include <memory>

#include "base/problem.h"

namespace luytre::measuring {

// The delay that many writers are judged with.
constexpr std::chrono::microseconds judged_sync_delay{3'000};

// One at a time; files opened under it are closed before it ends.
class SlowDisk {
 public:
  // Problem storage.failed.
  static Result<std::unique_ptr<SlowDisk>> make(std::chrono::microseconds delay);
  SlowDisk(const SlowDisk&) = delete;
  SlowDisk& operator=(const SlowDisk&) = delete;
  ~SlowDisk();

 private:
  SlowDisk() = default;
};

}  // namespace luytre::measuring
