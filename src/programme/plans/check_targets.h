// Targets as somebody wrote them, checked against the units and the law of the plan's year.
#pragma once

#include <string>
#include <vector>

#include "programme/plans/desk.h"

namespace luytre::plans {

// As written; empty is not said.
struct TargetWish {
  std::string unit;      // code, identity ("06001@2025-07-01") or, from a file, a name
  std::string above;     // the district's name, where a commune's name is not the only one
  std::string purpose;   // a word of Purpose
  std::string title;     // a word of recognition::Title; with no criteria the purposes ntm, advanced, model say it
  std::string criteria;  // a whole number
  std::string set;       // "commune-ntm/2021-2025"
  std::string deadline;  // "2022-12-31"; empty: the last day of the year
  std::string where;     // for problems: "/targets/3", "phu-luc.xlsx Sheet1!A7"
  bool by_name = false;
};

// The targets in the order written. Everything wrong is found at once: causes of plans.refused, each with its place.
// Causes: plans.unknown_unit, plans.unit_not_alive, plans.unit_elsewhere, plans.unit_ambiguous, plans.unknown_purpose,
// plans.unknown_title, plans.one_aim (neither or both of title and criteria), plans.which_set, criteria.unknown_set,
// plans.set_not_in_force, plans.set_not_for_unit, plans.title_not_of_set, plans.criteria_out_of_range,
// plans.deadline_outside, date.malformed, plans.twice (the same unit and purpose within the list).
Result<std::vector<Target>> check_targets(const Known& known, const Plan& plan, const std::vector<TargetWish>& wishes);

// The unit that a wish names. Problems as above.
Result<const units::Unit*> unit_of(const Known& known, const Plan& plan, const TargetWish& wish);

}  // namespace luytre::plans
