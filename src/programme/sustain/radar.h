// The radar: every commune of a place that holds a title on a day, judged again by the set that is in force then, and
// how near the title is to being taken away.
#pragma once

#include <deque>
#include <mutex>

#include "programme/sustain/freeze.h"

namespace luytre::sustain {

struct RadarQuestion {
  std::string place;  // identity of a unit; empty: everywhere
  std::vector<recognition::Title> titles;
  std::string set;  // empty: of the day, for each title
  Date as_of;
  observations::Opinion opinion = observations::Opinion::self;
  audit::EventNumber known_at = 0;
  friend bool operator==(const RadarQuestion&, const RadarQuestion&) = default;
};

struct RadarRow {
  const units::Unit* unit = nullptr;
  recognition::Title title = recognition::Title::ntm;
  const recognition::TitleFact* fact = nullptr;  // what gave the title
  const criteria::CriteriaSet* set = nullptr;    // null: no set of the title is loaded
  bool is_set_of_the_day = true;
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool is_provisional = false;
  Outlook outlook;
  Basis basis;
};

struct Radar {
  RadarQuestion question;
  judgement::Materials materials;  // what the rows point into
  std::vector<RadarRow> rows;      // most exposed first: at best, at worst, criteria not met
  int unknown = 0;                 // communes and titles of which the register does not say whether they are held
};

// Problems criteria.unknown_set, sustain.other_title.
Result<Radar> look(const judgement::Materials& materials, const RadarQuestion& question);

// Keeps the radars last asked for. Any number of threads.
class RadarDesk {
 public:
  static constexpr std::size_t kept_max = 8;
  Result<std::shared_ptr<const Radar>> look(const judgement::Materials& materials, const RadarQuestion& question);

 private:
  std::mutex mutex_;
  std::deque<std::shared_ptr<const Radar>> kept_;  // last asked first
};

}  // namespace luytre::sustain
