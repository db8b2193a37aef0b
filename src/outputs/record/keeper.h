// Keeps the newest snapshot and follows the event log: whichever process wrote, the next reader sees it.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "outputs/record/snapshot.h"

namespace luytre::record {

class Keeper {
 public:
  static constexpr std::size_t past_snapshots_max = 4;  // answered `as_known` questions kept ready

  // Uses the connection alone for as long as it lives. `values`: as they were known at some event, to go on from.
  // Problems of the first load.
  static Result<std::unique_ptr<Keeper>> open(std::unique_ptr<storage::Database> database,
                                              const std::shared_ptr<const observations::Panel>& values = nullptr);

  // The newest when `known_at` is absent: looks at the head first, so an answer is never older than the last commit.
  // Safe from any number of threads.
  Result<std::shared_ptr<const Snapshot>> at(std::optional<audit::EventNumber> known_at);

  // For work that needs the database itself (jobs); one caller at a time.
  Done with_database(const std::function<Done(storage::Database&)>& work);

 private:
  explicit Keeper(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  Result<std::shared_ptr<const Snapshot>> follow();

  std::mutex mutex_;
  std::unique_ptr<storage::Database> database_;
  std::shared_ptr<const Snapshot> newest_;
  std::deque<std::shared_ptr<const Snapshot>> past_;  // most recently asked first
};

}  // namespace luytre::record
