#include "programme/plans/desk.h"

#include <algorithm>

namespace luytre::plans {

judgement::Materials materials_of(const Known& known, bool with_drafts) {
  return {known.units, known.law, with_drafts ? known.drafts : known.values, known.titles, known.number};
}

Result<const KnownPlan*> find_plan(const PlanRegister& plans, const std::string& id) {
  const KnownPlan* found = plans.plan(id);
  if (found == nullptr) return refuse("plans.no_plan", {{"plan", id}});
  return found;
}

std::optional<Date> living_day(const units::Unit& unit, const Plan& plan, Date day) {
  const Interval life = unit.life(), year = plan.days();
  if (!life.overlaps(year)) return std::nullopt;
  const Date first = std::max(life.from, year.from);
  const Date last = std::min(life.to, year.to).plus_days(-1);
  return std::clamp(day, first, last);
}

Result<Place> find_place(const Known& known, const KnownPlan& plan, const std::string& unit_text) {
  std::vector<std::string> identities;
  for (const TargetChange& change : plan.changes) identities.push_back(change.target.unit);
  for (const KnownItem* each : known.plans->items(plan.plan.id)) identities.push_back(each->item.unit);
  for (const std::string& identity : identities) {
    const auto id = units::UnitId::parse(identity);
    const auto* unit = id ? known.units->unit(*id) : nullptr;
    if (unit == nullptr || (identity != unit_text && id->code != unit_text)) continue;
    const Date day = living_day(*unit, plan.plan, plan.plan.decision.day).value_or(unit->life().from);
    return Place{unit, unit->nearest(day).name, day};
  }
  return refuse("plans.no_unit", {{"unit", unit_text}, {"plan", plan.plan.title_vi}});
}

std::vector<std::string> owners_of(const access::Authority& authority, const criteria::CriteriaSet& set,
                                   std::string_view number, Date day) {
  std::vector<std::string> owners;
  for (const auto& row : authority.ownership) {
    if (row.set != set.id || !row.valid.contains(day)) continue;
    const auto* criterion = row.indicator.empty() ? nullptr : set.criterion_of(row.indicator);
    const bool speaks = row.indicator == number || (criterion != nullptr && criterion->number == number) ||
                        (row.indicator.empty() &&
                         (row.criterion.empty() || row.criterion == number || number.starts_with(row.criterion + ".")));
    if (speaks && std::find(owners.begin(), owners.end(), row.department) == owners.end()) {
      owners.push_back(row.department);
    }
  }
  return owners;
}

}  // namespace luytre::plans
