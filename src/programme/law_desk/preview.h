// What a proposal changes before it is law: each unit judged twice on one day, by the library as it is and with the
// proposal laid over. Five outcomes, never folded.
#pragma once

#include <string>
#include <vector>

#include "programme/criteria/amendment.h"
#include "programme/judgement/table.h"

namespace luytre::law_desk {

inline constexpr std::size_t changed_units_listed_max = 1'000;

struct Standing {
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool provisional = false;
  int criteria_met = 0;
  int criteria_total = 0;
  judgement::Counts criteria_by_outcome{};
  judgement::Counts indicators_by_outcome{};
};

// An indicator, or a part of one, whose outcome is another.
struct ChangedIndicator {
  std::string number;  // its own, else its id
  criteria::Bilingual title;
  engine::Outcome before = engine::Outcome::not_assessed;
  engine::Outcome after = engine::Outcome::not_assessed;
  std::string threshold_before;  // empty: none was applied
  std::string threshold_after;
};

struct ChangedUnit {
  std::string code;
  std::string name;
  Standing before;
  Standing after;
  std::vector<ChangedIndicator> indicators;
};

struct Preview {
  std::string set;
  Date as_of;
  audit::EventNumber known_at = 0;
  std::size_t units_judged = 0;
  std::size_t units_changed = 0;
  std::vector<ChangedUnit> units;  // at most changed_units_listed_max, by Vietnamese order of names
  judgement::Counts units_before{};
  judgement::Counts units_after{};
  bool is_cut() const { return units.size() < units_changed; }
};

// By the opinion `self`, of every unit of the set's level alive on the day: of the country, or of the province whose
// decision it is. Problems criteria.unreadable, law_desk.stale, law_desk.unknown_province.
Result<Preview> preview(const judgement::Materials& materials, const criteria::Amendment& amendment, Date as_of);

json::object to_json(const Preview& preview);

}  // namespace luytre::law_desk
