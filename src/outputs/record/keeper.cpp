#include "outputs/record/keeper.h"

#include <algorithm>

namespace luytre::record {

Result<std::unique_ptr<Keeper>> Keeper::open(std::unique_ptr<storage::Database> database,
                                             const std::shared_ptr<const observations::Panel>& values) {
  std::unique_ptr<Keeper> keeper(new Keeper(std::move(database)));
  auto loaded = load_snapshot(*keeper->database_, std::nullopt, nullptr, values);
  if (!loaded) return pass_on(loaded);
  keeper->newest_ = *std::move(loaded);
  return keeper;
}

Result<std::shared_ptr<const Snapshot>> Keeper::follow() {
  auto head = audit::head(*database_);
  if (!head) return pass_on(head);
  if (newest_ && newest_->number == head->number) return newest_;
  auto loaded = load_snapshot(*database_, std::nullopt, newest_);
  if (!loaded) return pass_on(loaded);
  newest_ = *loaded;
  return newest_;
}

Result<std::shared_ptr<const Snapshot>> Keeper::at(std::optional<audit::EventNumber> known_at) {
  const std::lock_guard lock(mutex_);
  auto newest = follow();
  if (!newest || !known_at || *known_at == (*newest)->number) return newest;
  const auto kept =
      std::find_if(past_.begin(), past_.end(), [&](const auto& snapshot) { return snapshot->number == *known_at; });
  std::shared_ptr<const Snapshot> asked;
  if (kept != past_.end()) {
    asked = *kept;
    past_.erase(kept);
  } else {
    auto loaded = load_snapshot(*database_, known_at, nullptr, (*newest)->drafts);
    if (!loaded) return pass_on(loaded);
    asked = *loaded;
  }
  past_.push_front(asked);
  if (past_.size() > past_snapshots_max) past_.pop_back();
  return asked;
}

Done Keeper::with_database(const std::function<Done(storage::Database&)>& work) {
  const std::lock_guard lock(mutex_);
  return work(*database_);
}

}  // namespace luytre::record
