// The board of a whole plan.
#include <algorithm>
#include <map>

#include "programme/plans/plan_view.h"

namespace luytre::plans {
namespace {

struct Total {
  int targets = 0;
  std::map<Holding, int> by_holding;
  int decided_later = 0;  // recognised for the year, by a decision of a later year
  int units_judged = 0;   // for the sum of criteria met by published values
  std::int64_t criteria_met = 0;
  std::int64_t criteria_total = 0;
};

bool is_decided_later(const TargetResult& result, int year) {
  return result.because == Because::recognised && result.fact != nullptr && result.fact->decision_date &&
         result.fact->decision_date->year() > year;
}

class Board {
 public:
  Board(const Known& known, const KnownPlan& plan, const View& view, const access::Viewer& viewer,
        const PlansDoors& doors, const access::Authority& authority)
      : known_(known),
        plan_(plan),
        view_(view),
        viewer_(viewer),
        doors_(doors),
        authority_(authority),
        results_(known, plan.plan, view.as_of) {}

  json::object value() {
    json::array targets;
    int hidden = 0;
    for (const StandingTarget& each : plan_.targets(view_.as_of)) {
      const auto* unit = unit_of(each.target);
      if (unit == nullptr || !may(*unit, "plans.view")) {
        ++hidden;
        continue;
      }
      targets.push_back(row_of(each, *unit));
    }
    add_moved_work();
    json::array dropped;
    for (const TargetChange* change : plan_.dropped(view_.as_of)) {
      const auto* unit = unit_of(change->target);
      if (unit != nullptr && may(*unit, "plans.view")) dropped.push_back(dropped_value(*change, *unit));
    }
    const auto pace = pace_of(seen_, view_.as_of);
    return {{"plan", plan_value(plan_)},
            {"as_of", view_.as_of.text()},
            {"window_days", view_.window_days},
            {"may_amend", bool(doors_.desk.guard(viewer_, {"plans.record", plan_.plan.province, {}, {}}))},
            {"targets", std::move(targets)},
            {"targets_hidden", hidden},
            {"dropped", std::move(dropped)},
            {"totals", totals_value()},
            {"work", together_value(together(seen_))},
            {"pace", pace_value(pace)},
            {"late", late_value()}};
  }

 private:
  const units::Unit* unit_of(const Target& target) const {
    const auto id = units::UnitId::parse(target.unit);
    return id ? known_.units->unit(*id) : nullptr;
  }

  Date day_of(const units::Unit& unit) const {
    return living_day(unit, plan_.plan, view_.as_of).value_or(unit.life().from);
  }

  bool may(const units::Unit& unit, const std::string& act) {
    const std::string identity = unit.id.text();
    const auto known = may_.find(act + identity);
    if (known != may_.end()) return known->second;
    return may_[act + identity] = bool(doors_.desk.guard(viewer_, {act, identity, day_of(unit), {}}));
  }

  json::object unit_value(const units::Unit& unit) const {
    json::object object{{"unit", unit.id.text()},
                        {"code", unit.id.code},
                        {"name", unit.nearest(day_of(unit)).name},
                        {"ended_on", nullptr}};
    if (!unit.life().to.is_open_end()) object["ended_on"] = unit.life().to.plus_days(-1).text();
    return object;
  }

  json::object row_of(const StandingTarget& each, const units::Unit& unit) {
    const TargetResult result = results_.of(each.target, may(unit, "observations.view_drafts"));
    count(each.target, result);
    json::object row = unit_value(unit);
    for (auto& member : target_value(each.target, known_.law->calendar)) row[member.key()] = member.value();
    row["by"] = plan_.decision_of(*each.by).number;
    row["change"] = name_of(each.by->change);
    row["reason"] = each.by->reason;
    row["judged_on"] = results_.judged_on(unit).text();
    row["result"] = result_value(result);
    row["work"] = work_of(unit);
    return row;
  }

  json::object dropped_value(const TargetChange& change, const units::Unit& unit) const {
    json::object row = unit_value(unit);
    for (auto& member : target_value(change.target, known_.law->calendar)) row[member.key()] = member.value();
    const Decision& decision = plan_.decision_of(change);
    row["by"] = decision.number;
    row["dropped_on"] = decision.day.text();
    row["reason"] = change.reason;
    return row;
  }

  // A unit with two targets has its work once.
  json::object work_of(const units::Unit& unit) {
    const std::string identity = unit.id.text();
    const auto standings = standings_of(known_.plans->items(plan_.plan.id, identity), view_.as_of, view_.window_days);
    if (seen_units_.insert({identity, &unit}).second) seen_.insert(seen_.end(), standings.begin(), standings.end());
    int late = 0;
    std::optional<Date> next_due;
    for (const ItemStanding& each : standings) {
      if (each.lateness != Lateness::none) ++late;
      const Date due = each.item->item.due_on;
      if (!each.done_on && (!next_due || due < *next_due)) next_due = due;
    }
    json::object work = together_value(together(standings));
    work["late"] = late;
    work["next_due"] = next_due ? json::value(next_due->text()) : json::value(nullptr);
    return work;
  }

  // Work that went over to a successor, which has no target of its own, is late and paced with the rest.
  void add_moved_work() {
    for (const KnownItem* each : known_.plans->items(plan_.plan.id)) {
      const auto id = units::UnitId::parse(each->item.unit);
      const auto* unit = id ? known_.units->unit(*id) : nullptr;
      if (unit != nullptr && !seen_units_.contains(each->item.unit) && may(*unit, "plans.view")) work_of(*unit);
    }
  }

  void count(const Target& target, const TargetResult& result) {
    Total& total = totals_[target.purpose];
    ++total.targets;
    ++total.by_holding[result.reached];
    if (is_decided_later(result, plan_.plan.year)) ++total.decided_later;
    if (!result.published) return;
    ++total.units_judged;
    total.criteria_met += result.published->criteria_met;
    total.criteria_total += result.published->criteria_total;
  }

  json::array totals_value() {
    json::array list;
    for (auto& [purpose, total] : totals_) {
      list.push_back(json::object{{"purpose", name_of(purpose)},
                                  {"targets", total.targets},
                                  {"reached", total.by_holding[Holding::yes]},
                                  {"not_reached", total.by_holding[Holding::no]},
                                  {"unknown", total.by_holding[Holding::unknown]},
                                  {"decided_later", total.decided_later},
                                  {"units_judged", total.units_judged},
                                  {"criteria_met", total.criteria_met},
                                  {"criteria_total", total.criteria_total}});
    }
    return list;
  }

  json::array late_value() {
    std::vector<const ItemStanding*> late;
    for (const ItemStanding& each : seen_) {
      if (each.lateness != Lateness::none) late.push_back(&each);
    }
    std::stable_sort(late.begin(), late.end(),
                     [](const auto* a, const auto* b) { return a->item->item.due_on < b->item->item.due_on; });
    json::array list;
    for (const ItemStanding* each : late) {
      const WorkItem& item = each->item->item;
      const units::Unit& unit = *seen_units_.at(item.unit);
      json::object row = unit_value(unit);
      row["item"] = item.id;
      row["indicator"] = item.indicator;
      row["what"] = item.what;
      row["owner"] = department_value(item.department, authority_);
      row["due_on"] = item.due_on.text();
      row["days_late"] = std::max(0, view_.as_of.days() - item.due_on.days());
      row["lateness"] = name_of(each->lateness);
      row["forecast"] = forecast_value(each->forecast);
      list.push_back(std::move(row));
    }
    return list;
  }

  const Known& known_;
  const KnownPlan& plan_;
  const View& view_;
  const access::Viewer& viewer_;
  const PlansDoors& doors_;
  const access::Authority& authority_;
  Results results_;
  std::map<Purpose, Total> totals_;
  std::vector<ItemStanding> seen_;
  std::map<std::string, const units::Unit*> seen_units_;
  std::map<std::string, bool> may_;
};

}  // namespace

Result<json::object> board_of(const Known& known, const std::string& plan_id, const View& view,
                              const access::Viewer& viewer, const PlansDoors& doors) {
  const auto plan = find_plan(*known.plans, plan_id);
  if (!plan) return pass_on(plan);
  const auto authority = doors.desk.authority();
  if (!authority) return pass_on(authority);
  return Board(known, **plan, view, viewer, doors, *authority).value();
}

}  // namespace luytre::plans
