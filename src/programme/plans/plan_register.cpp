#include "programme/plans/plan_register.h"

#include <algorithm>
#include <utility>

namespace luytre::plans {
namespace {

void add(KnownItem& known, Progress report) {
  auto& reports = known.progress;
  const auto later =
      std::find_if(reports.begin(), reports.end(), [&](const Progress& each) { return each.day >= report.day; });
  if (later != reports.end() && later->day == report.day) {
    known.overridden.push_back(std::exchange(*later, std::move(report)));
  } else {
    reports.insert(later, std::move(report));
  }
}

void add(KnownItem& known, ItemChange change) {
  if (change.due_on) known.item.due_on = *change.due_on;
  known.changes.push_back(std::move(change));
}

using Key = std::pair<std::string, Purpose>;

// The last change of each unit and purpose by decisions up to the day.
std::map<Key, const TargetChange*> last_changes(const KnownPlan& plan, Date day) {
  std::map<Key, const TargetChange*> last;
  for (const TargetChange& change : plan.changes) {
    if (plan.decision_of(change).day <= day) last[{change.target.unit, change.target.purpose}] = &change;
  }
  return last;
}

}  // namespace

const ItemChange* KnownItem::withdrawn() const {
  const auto found = std::find_if(changes.begin(), changes.end(),
                                  [](const ItemChange& each) { return each.kind == ItemChangeKind::withdrawn; });
  return found == changes.end() ? nullptr : &*found;
}

std::vector<StandingTarget> KnownPlan::targets(Date day) const {
  std::vector<StandingTarget> standing;
  for (const auto& [key, change] : last_changes(*this, day)) {
    if (change->change != Change::dropped) standing.push_back({change->target, change});
  }
  return standing;
}

std::vector<const TargetChange*> KnownPlan::dropped(Date day) const {
  std::vector<const TargetChange*> gone;
  for (const auto& [key, change] : last_changes(*this, day)) {
    if (change->change == Change::dropped) gone.push_back(change);
  }
  return gone;
}

const Decision& KnownPlan::decision_of(const TargetChange& change) const {
  for (const Amendment& amendment : amendments) {
    if (amendment.event == change.event) return amendment.decision;
  }
  return plan.decision;
}

PlanRegister::PlanRegister(RegisterParts parts, audit::EventNumber known_at) : known_at_(known_at) {
  for (Plan& plan : parts.plans) plans_.push_back({std::move(plan), {}, {}});
  const auto of = [&](const std::string& id) -> KnownPlan* {
    const auto found =
        std::find_if(plans_.begin(), plans_.end(), [&](const KnownPlan& each) { return each.plan.id == id; });
    return found == plans_.end() ? nullptr : &*found;
  };
  for (Amendment& amendment : parts.amendments) {
    if (KnownPlan* plan = of(amendment.plan)) plan->amendments.push_back(std::move(amendment));
  }
  for (TargetChange& change : parts.targets) {
    if (KnownPlan* plan = of(change.plan)) plan->changes.push_back(std::move(change));
  }
  std::stable_sort(plans_.begin(), plans_.end(),
                   [](const KnownPlan& a, const KnownPlan& b) { return b.plan.year < a.plan.year; });
  for (WorkItem& item : parts.items) {
    item_by_id_[item.id] = items_.size();
    items_.push_back({std::move(item), {}, {}, {}});
  }
  const auto item_of = [&](const std::string& id) -> KnownItem* {
    const auto found = item_by_id_.find(id);
    return found == item_by_id_.end() ? nullptr : &items_[found->second];
  };
  for (ItemChange& change : parts.item_changes) {
    if (KnownItem* item = item_of(change.item)) add(*item, std::move(change));
  }
  for (Progress& report : parts.progress) {
    if (KnownItem* item = item_of(report.item)) add(*item, std::move(report));
  }
}

const KnownPlan* PlanRegister::plan(std::string_view id) const {
  const auto found =
      std::find_if(plans_.begin(), plans_.end(), [&](const KnownPlan& each) { return each.plan.id == id; });
  return found == plans_.end() ? nullptr : &*found;
}

const KnownItem* PlanRegister::item(std::string_view id) const {
  const auto found = item_by_id_.find(id);
  return found == item_by_id_.end() ? nullptr : &items_[found->second];
}

std::vector<const KnownItem*> PlanRegister::items(std::string_view plan, std::string_view unit) const {
  std::vector<const KnownItem*> found;
  for (const KnownItem& each : items_) {
    if (each.item.plan == plan && (unit.empty() || each.item.unit == unit)) found.push_back(&each);
  }
  return found;
}

}  // namespace luytre::plans
