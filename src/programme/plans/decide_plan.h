// Deciding a plan, and amending it by a later decision.
#pragma once

#include "programme/plans/check_targets.h"

namespace luytre::plans {

struct DecisionWish {
  std::string number;
  std::optional<Date> day;
  std::string document;
};

struct PlanWish {
  int year = 0;
  std::string province;
  std::string title_vi;
  std::string title_en;  // empty: as title_vi
  DecisionWish decision;
  std::vector<TargetWish> targets;
};

struct Decided {
  Plan plan;
  int version = 1;
  std::vector<Target> targets;  // as recorded; of a drop, what was dropped
  int days_off = 0;             // deadlines that fall on a day off
};

// Act plans.record on the province. Problems plans.decision_needed, plans.decided_later (a day to come),
// plans.year_out_of_range, plans.unknown_province, plans.no_targets, plans.plan_exists (the decision of that number and
// day has a plan in the province), and those of check_targets.
Result<Decided> decide_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const PlanWish& wish);

struct ChangeWish {
  Change change = Change::added;
  TargetWish target;   // of a drop: unit and purpose
  std::string reason;  // needed of a change and a drop
};

struct AmendmentWish {
  std::optional<std::int64_t> expected_version;
  DecisionWish decision;
  std::vector<ChangeWish> changes;
};

// Act plans.record on the province. Problems as of decide_plan, and plans.no_plan, plans.no_changes,
// plans.changed_meanwhile (409; its causes are what changed since the version expected), plans.already_there,
// plans.not_there, plans.reason_needed, plans.decided_backwards (before the decision it amends).
Result<Decided> amend_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& plan,
                           const AmendmentWish& wish);

}  // namespace luytre::plans
