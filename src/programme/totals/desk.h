// Keeps the totals that were last asked for and takes them from event to event, so that an answer at the newest event
// costs what changed since the one before. Any number of threads.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

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

  // Problems of the source, of `ask`, and of make_totals; totals.level_not_counted. The units and the law of an answer
  // are those of its totals: `ask` may have seen others that say the same.
  Result<Answer> answer(const Source& source, std::optional<audit::EventNumber> known_at, const Ask& ask);

 private:
  using Key = std::pair<units::Level, observations::Opinion>;

  Result<Answer> earlier(const Source& source, audit::EventNumber known_at, const Ask& ask);
  void advance(const judgement::Materials& materials);
  Result<std::shared_ptr<const Totals>> at_newest(const judgement::Question& question);
  std::shared_ptr<const Totals> kept(const judgement::Question& question, audit::EventNumber known_at);
  void keep(std::shared_ptr<const Totals> totals);

  std::mutex mutex_;
  judgement::Materials newest_;
  std::map<Key, ValueColumns> values_;              // at the newest event
  std::deque<std::shared_ptr<const Totals>> kept_;  // last asked first
};

}  // namespace luytre::totals
