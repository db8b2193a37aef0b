// A record with its one door for writes, and what a request reads before it writes: the newest values.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "platform/commands/writer.h"
#include "platform/storage/temporary_database.h"
#include "programme/observations/panel.h"

namespace luytre::measuring {

// A share that a commune says of itself.
struct SaidOnce {
  std::string code;
  Date as_of;
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

// Any number of threads.
class LiveRecord {
 public:
  // Empty. Problems of the temporary databases.
  static Result<std::unique_ptr<LiveRecord>> make(storage::StoreKind kind);

  // Through the door, chained, committed. Problems of record_observations.
  Done write(const SaidOnce& said);

  // The newest values, loaded by whoever comes first after a commit.
  Result<std::shared_ptr<const observations::Panel>> newest();

  // Bytes that one more value adds to the store's log of changes; the value is written. Nobody else writes meanwhile.
  Result<std::size_t> logged_bytes(const SaidOnce& said);

 private:
  LiveRecord(std::unique_ptr<storage::TemporaryDatabase> store, std::unique_ptr<storage::Database> reading)
      : store_(std::move(store)), reading_(std::move(reading)), writer_(store_->database()) {}
  Result<std::size_t> log_end();

  std::unique_ptr<storage::TemporaryDatabase> store_;
  std::unique_ptr<storage::Database> reading_;
  commands::Writer writer_;
  std::mutex mutex_;
  std::shared_ptr<const observations::Panel> panel_ = std::make_shared<const observations::Panel>();
};

}  // namespace luytre::measuring
