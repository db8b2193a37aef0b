// The room's own door: keeps the index beside the record and answers from it. Follows the record from event to event;
// what is absent, of another program or damaged is made anew. Safe from any number of threads.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "outputs/search/index.h"

namespace luytre::search {

inline constexpr std::size_t changes_at_once_max = 300;  // more are taken in beside the answers
inline constexpr std::size_t changes_per_commit = 5'000;
inline constexpr int waiting_max = 4;  // who ask before there is anything to answer from: so many wait a little
inline constexpr std::chrono::seconds wait_max{5};

struct Settings {
  // Where the index lies; empty: a folder of this process's own, gone with it.
  std::filesystem::path folder;
  // The instant at which what is public changes without an event, in Unix milliseconds; absent: it does not.
  std::function<std::optional<long long>(const record::Snapshot&)> next_change_ms = {};
  std::function<long long()> unix_milliseconds = {};
};

using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

class Desk {
 public:
  explicit Desk(Settings settings);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Begins to take the record in, beside the caller.
  void begin(std::shared_ptr<const record::Snapshot> snapshot);

  // Takes the record in and returns when it is whole. Problems search.index_unusable, search.index_damaged.
  Done follow(const std::shared_ptr<const record::Snapshot>& snapshot, const Progress& progress = {});

  // Answers as of the record, or as of an earlier one while much is being taken in. Only what is public in `snapshot`
  // is ever among them. Problems search.building (nothing to answer from yet), search.index_*.
  Result<Answers> find(const std::shared_ptr<const record::Snapshot>& snapshot, const Query& query,
                       const Narrowing& narrowing, const std::optional<std::vector<std::string>>& after,
                       std::size_t rows);

  std::int64_t event();  // of the record as of which answers are; -1: none yet
  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Change;
  Done keep_up(const std::shared_ptr<const record::Snapshot>& snapshot);
  Done open_index();
  std::vector<Change> changes_to(const record::Snapshot& snapshot) const;
  Done take_in(const record::Snapshot& snapshot, const std::vector<Change>& changes, const Progress& progress);
  void note_taken(const record::Snapshot& snapshot);
  bool is_told(const record::Snapshot& snapshot);
  Result<std::shared_ptr<const Index>> readable();

  Settings settings_;
  std::filesystem::path folder_;
  bool is_own_folder_ = false;
  std::mutex changing_;  // one changes the index at a time
  std::mutex mutex_;     // of what follows
  std::condition_variable taken_;
  int waiting_ = 0;
  std::shared_ptr<Index> index_;
  std::vector<std::shared_ptr<const void>> parts_;  // of the record taken in, in the order of sources()
  std::int64_t taken_event_ = -1;
  std::optional<long long> next_change_ms_;
  std::optional<Problem> problem_;
  std::thread beside_;
  std::atomic<bool> is_beside_ = false;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<std::int64_t> done_ = 0;
  std::atomic<std::int64_t> total_ = 0;
};

}  // namespace luytre::search
