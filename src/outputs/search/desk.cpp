#include "outputs/search/desk.h"

#include <unistd.h>

#include <set>

#include "base/identifier.h"

namespace luytre::search {

// Something to be put into the index, or taken out of it (no stamp).
struct Desk::Change {
  std::string key;
  std::string stamp;
};

Desk::Desk(Settings settings) : settings_(std::move(settings)), folder_(settings_.folder) {
  if (!folder_.empty()) return;
  is_own_folder_ = true;
  folder_ = std::filesystem::temp_directory_path() / ("luytre-search-" + new_uuid7(::getpid()));
}

Desk::~Desk() {
  is_stopping_ = true;
  if (beside_.joinable()) beside_.join();
  index_.reset();
  std::error_code ignored;
  if (is_own_folder_) std::filesystem::remove_all(folder_, ignored);
}

Done Desk::open_index() {
  {
    const std::lock_guard lock(mutex_);
    if (index_) return {};
  }
  auto opened = Index::open(folder_);
  if (!opened && !is_own_folder_) {
    // Another process keeps the folder: this one makes its own.
    is_own_folder_ = true;
    folder_ = std::filesystem::temp_directory_path() / ("luytre-search-" + new_uuid7(::getpid()));
    opened = Index::open(folder_);
  }
  if (!opened) return pass_on(opened);
  const std::lock_guard lock(mutex_);
  index_ = *std::move(opened);
  parts_.assign(sources().size(), nullptr);
  taken_event_ = -1;
  return {};
}

std::vector<Desk::Change> Desk::changes_to(const record::Snapshot& snapshot) const {
  std::vector<Change> changes;
  for (std::size_t at = 0; at < sources().size(); ++at) {
    const auto& [kind, source] = sources()[at];
    const bool may_change_by_clock = kind == "article" && next_change_ms_.has_value();
    if (parts_[at] && parts_[at] == source.part(snapshot) && !may_change_by_clock) continue;
    std::set<std::string> listed;
    for (Listed& one : source.list(snapshot)) {
      const std::string* stamp = index_->stamp(one.key);
      listed.insert(one.key);
      if (stamp == nullptr || *stamp != one.stamp) changes.push_back({std::move(one.key), std::move(one.stamp)});
    }
    for (std::string& key : index_->keys_of(kind)) {
      if (!listed.contains(key)) changes.push_back({std::move(key), ""});
    }
  }
  return changes;
}

Done Desk::take_in(const record::Snapshot& snapshot, const std::vector<Change>& changes, const Progress& progress) {
  total_ = std::int64_t(changes.size());
  done_ = 0;
  for (const Change& change : changes) {
    if (is_stopping_) return refuse("search.building", {{"percent", "0"}});
    const auto entry = change.stamp.empty() ? std::nullopt : find_entry(snapshot, change.key);
    const auto changed = entry ? index_->put(*entry, change.stamp) : index_->remove(change.key);
    if (!changed) return changed;
    const auto done = ++done_;
    if (progress) progress(done, total_);
    if (done % std::int64_t(changes_per_commit) == 0) {
      if (auto kept = index_->commit(-1); !kept) return kept;
    }
  }
  return index_->commit(snapshot.number);
}

void Desk::note_taken(const record::Snapshot& snapshot) {
  const std::lock_guard lock(mutex_);
  for (std::size_t at = 0; at < sources().size(); ++at) parts_[at] = sources()[at].second.part(snapshot);
  taken_event_ = snapshot.number;
  next_change_ms_ = settings_.next_change_ms ? settings_.next_change_ms(snapshot) : std::nullopt;
  problem_.reset();
  taken_.notify_all();
}

Done Desk::follow(const std::shared_ptr<const record::Snapshot>& snapshot, const Progress& progress) {
  const std::lock_guard changing(changing_);
  // Twice: what turns out damaged is made anew once.
  for (int tried = 1;; ++tried) {
    if (auto opened = open_index(); !opened) return opened;
    const auto taken = take_in(*snapshot, changes_to(*snapshot), progress);
    if (taken) {
      note_taken(*snapshot);
      return {};
    }
    if (taken.error().code != "search.index_damaged" || tried == 2) return taken;
    {
      const std::lock_guard lock(mutex_);
      index_.reset();
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
}

void Desk::begin(std::shared_ptr<const record::Snapshot> snapshot) {
  if (is_beside_.exchange(true)) return;
  if (beside_.joinable()) beside_.join();
  beside_ = std::thread([this, snapshot = std::move(snapshot)] {
    const auto followed = follow(snapshot);
    if (!followed) {
      const std::lock_guard lock(mutex_);
      problem_ = followed.error();
      taken_.notify_all();
    }
    is_beside_ = false;
  });
}

bool Desk::is_told(const record::Snapshot& snapshot) {
  const std::lock_guard lock(mutex_);
  const bool is_due =
      next_change_ms_ && settings_.unix_milliseconds && *next_change_ms_ <= settings_.unix_milliseconds();
  return index_ && !is_due && taken_event_ >= snapshot.number;
}

// A few changes are taken in before the answer; many beside it.
Done Desk::keep_up(const std::shared_ptr<const record::Snapshot>& snapshot) {
  if (is_told(*snapshot)) return {};
  std::unique_lock changing(changing_, std::try_to_lock);
  if (!changing.owns_lock()) return {};  // somebody is at it
  if (is_told(*snapshot)) return {};
  if (auto opened = open_index(); !opened) return opened;
  const auto changes = changes_to(*snapshot);
  if (changes.size() <= changes_at_once_max) {
    if (auto taken = take_in(*snapshot, changes, {}); !taken) return taken;
    note_taken(*snapshot);
    return {};
  }
  changing.unlock();
  begin(snapshot);
  return {};
}

Result<std::shared_ptr<const Index>> Desk::readable() {
  std::unique_lock lock(mutex_);
  // An index left whole by an earlier run answers while it catches up; one in the making does not.
  const auto is_there = [&] { return index_ && (taken_event_ >= 0 || index_->event() >= 0); };
  if (!is_there() && !problem_ && waiting_ < waiting_max) {
    ++waiting_;
    taken_.wait_for(lock, wait_max, [&] { return is_there() || problem_ || is_stopping_; });
    --waiting_;
  }
  if (is_there()) return std::shared_ptr<const Index>(index_);
  if (problem_) return tl::unexpected<Problem>(*problem_);
  const std::int64_t total = total_, done = done_;
  const std::int64_t percent = total == 0 ? 0 : done * 100 / total;
  return refuse("search.building", {{"percent", std::to_string(percent)}});
}

Result<Answers> Desk::find(const std::shared_ptr<const record::Snapshot>& snapshot, const Query& query,
                           const Narrowing& narrowing, const std::optional<std::vector<std::string>>& after,
                           std::size_t rows) {
  const auto kept = keep_up(snapshot);
  if (!kept && kept.error().code != "search.index_damaged") return pass_on(kept);
  const auto index = readable();
  if (!index) return pass_on(index);
  auto answers = (*index)->find(query, narrowing, after, rows);
  if (answers || answers.error().code != "search.index_damaged") return answers;
  {
    const std::lock_guard lock(mutex_);
    index_.reset();
    taken_event_ = -1;
  }
  begin(snapshot);
  return answers;
}

std::int64_t Desk::event() {
  const std::lock_guard lock(mutex_);
  return taken_event_;
}

}  // namespace luytre::search
