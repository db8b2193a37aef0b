// Keeps the totals that were last asked for and takes them from event to event, so that an answer at the newest event
// costs what changed since the one before. Any number of threads: what is published is never changed, so whoever asks
// waits for the events up to the newest and for columns that nobody asked for yet, not for what others ask or write.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "programme/totals/totals.h"

namespace luytre::totals {

struct Known {
  judgement::Materials materials;
  bool is_demonstration = false;
};
using Source = std::function<Result<Known>(std::optional<audit::EventNumber> known_at)>;
// What is asked, once it is clear of what record.
using Ask = std::function<Result<judgement::Question>(const judgement::Materials& materials)>;

struct Answer {
  std::shared_ptr<const Totals> totals;
  bool is_demonstration = false;
};

class Desk {
 public:
  static constexpr std::size_t kept_max = 16;  // totals of any question and event; they share what did not change

  // `before_filling` is called by the thread that is about to fill columns for a question that nobody asked before.
  explicit Desk(std::function<void()> before_filling = {}) : before_filling_(std::move(before_filling)) {}

  // Problems of the source, of `ask`, and of make_totals; totals.level_not_counted. The units and the law of an answer
  // are those of its totals: `ask` may have seen others that say the same. An answer may be of a newer event than the
  // newest when it was asked.
  Result<Answer> answer(const Source& source, std::optional<audit::EventNumber> known_at, const Ask& ask);

 private:
  using Key = std::pair<units::Level, observations::Opinion>;
  using TotalsPointer = std::shared_ptr<const Totals>;
  // Everything at one event, as far as it was asked for.
  struct State {
    judgement::Materials materials;
    std::map<Key, ValueColumns> values;
  };
  using StatePointer = std::shared_ptr<const State>;

  Result<Answer> earlier(const Source& source, audit::EventNumber known_at, const Ask& ask);
  StatePointer state_at(const judgement::Materials& newest);
  Result<TotalsPointer> totals_at(const StatePointer& state, const judgement::Question& question);
  void publish_filled(const State& from, const Key& key, const ValueColumns& values, const TotalsPointer& totals);
  StatePointer published();
  std::mutex& filling(const Key& key);
  void publish(StatePointer state, std::vector<TotalsPointer> totals);
  TotalsPointer kept(const judgement::Question& question, audit::EventNumber known_at);

  std::function<void()> before_filling_;
  std::mutex following_;  // held from one state to the next
  std::mutex mutex_;      // of what is below; held to read and to change it, never while anything is worked out
  std::map<Key, std::mutex> filling_;  // each held while its columns are filled
  StatePointer state_ = std::make_shared<const State>();
  std::deque<TotalsPointer> kept_;  // last asked first
};

}  // namespace luytre::totals
