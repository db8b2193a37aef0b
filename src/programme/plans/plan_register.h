// Every plan, item and report of progress known at one event; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/plans/plan.h"

namespace luytre::plans {

struct RegisterParts {
  std::vector<Plan> plans;  // oldest first, as all below
  std::vector<Amendment> amendments;
  std::vector<TargetChange> targets;
  std::vector<WorkItem> items;
  std::vector<ItemChange> item_changes;
  std::vector<Progress> progress;
};

// A target that stands, and what put it there.
struct StandingTarget {
  Target target;
  const TargetChange* by = nullptr;
};

// An item with what became of it.
struct KnownItem {
  WorkItem item;
  std::vector<ItemChange> changes;   // oldest first
  std::vector<Progress> progress;    // by day; of one day the last report alone
  std::vector<Progress> overridden;  // reports of a day that was reported again
  const ItemChange* withdrawn() const;
};

// One plan with everything that belongs to it.
struct KnownPlan {
  Plan plan;
  std::vector<Amendment> amendments;
  std::vector<TargetChange> changes;

  int version() const { return amendments.empty() ? 1 : amendments.back().version; }
  // What stands on the day, by decisions taken up to it: by unit, then purpose. Pointers lie in `changes`.
  std::vector<StandingTarget> targets(Date day) const;
  std::vector<StandingTarget> targets() const { return targets(Date::open_end()); }
  // Dropped by the day and not there again.
  std::vector<const TargetChange*> dropped(Date day) const;
  // The decision of a change: the plan's own or that of its amendment.
  const Decision& decision_of(const TargetChange& change) const;
};

class PlanRegister {
 public:
  PlanRegister() = default;
  PlanRegister(RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  const std::vector<KnownPlan>& plans() const { return plans_; }  // newest year first
  const KnownPlan* plan(std::string_view id) const;               // nullptr: unknown
  const KnownItem* item(std::string_view id) const;
  // In the order they were added; of one unit (identity), or of all when it is empty. Withdrawn ones included.
  std::vector<const KnownItem*> items(std::string_view plan, std::string_view unit = {}) const;

 private:
  audit::EventNumber known_at_ = 0;
  std::vector<KnownPlan> plans_;
  std::vector<KnownItem> items_;
  std::map<std::string, std::size_t, std::less<>> item_by_id_;
};

}  // namespace luytre::plans
