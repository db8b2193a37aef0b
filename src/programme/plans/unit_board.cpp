// One unit of a plan: what it lacks, who owns that, and the work.
#include <algorithm>
#include <set>

#include "programme/plans/plan_view.h"

namespace luytre::plans {
namespace {

json::object both(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

bool is_gap(engine::Outcome outcome) {
  return outcome != engine::Outcome::met && outcome != engine::Outcome::not_applicable;
}

json::value reason_value(engine::Reason reason) {
  return reason == engine::Reason::none ? json::value(nullptr) : json::value(engine::name_of(reason));
}

class UnitBoard {
 public:
  UnitBoard(const Known& known, const KnownPlan& plan, const Place& place, const View& view,
            const access::Viewer& viewer, const PlansDoors& doors, const access::Authority& authority)
      : known_(known),
        plan_(plan),
        place_(place),
        view_(view),
        viewer_(viewer),
        doors_(doors),
        authority_(authority),
        day_(living_day(*place.unit, plan.plan, view.as_of).value_or(place.alive_on)),
        results_(known, plan.plan, view.as_of),
        items_(standings_of(known.plans->items(plan.plan.id, place.identity()), view.as_of, view.window_days)) {}

  json::object value() {
    const bool sees_drafts = may("observations.view_drafts");
    json::array targets, items, withdrawn;
    for (const StandingTarget& each : plan_.targets(view_.as_of)) {
      if (each.target.unit != place_.identity()) continue;
      const TargetResult result = results_.of(each.target, sees_drafts);
      json::object target = target_value(each.target, known_.law->calendar);
      target["by"] = plan_.decision_of(*each.by).number;
      target["result"] = result_value(result);
      targets.push_back(std::move(target));
      add_gaps(each.target.set, result);
    }
    for (const ItemStanding& each : items_) items.push_back(item_value(each, doors_, authority_, known_.law->calendar));
    for (const KnownItem* each : known_.plans->items(plan_.plan.id, place_.identity())) {
      if (each->withdrawn() == nullptr) continue;
      withdrawn.push_back(json::object{{"item", each->item.id},
                                       {"indicator", each->item.indicator},
                                       {"what", each->item.what},
                                       {"reason", each->withdrawn()->reason}});
    }
    return {{"plan", plan_value(plan_)},
            {"unit", unit_value()},
            {"as_of", view_.as_of.text()},
            {"judged_on", results_.judged_on(*place_.unit).text()},
            {"window_days", view_.window_days},
            {"may", json::object{{"work", may("plans.work")}, {"report", may("plans.report")}}},
            {"targets", std::move(targets)},
            {"gaps", std::move(gaps_)},
            {"gaps_without_work", gaps_without_work_},
            {"items", std::move(items)},
            {"withdrawn", std::move(withdrawn)},
            {"cost", cost_value()},
            {"work", together_value(together(items_))},
            {"pace", pace_value(pace_of(items_, view_.as_of))},
            {"departments", departments_value()}};
  }

 private:
  bool may(const std::string& act) const {
    return bool(doors_.desk.guard(viewer_, {act, place_.identity(), day_, {}}));
  }

  json::object unit_value() const {
    json::object object{
        {"unit", place_.identity()}, {"code", place_.unit->id.code}, {"name", place_.name}, {"ended_on", nullptr}};
    const Date end = place_.unit->life().to;
    if (!end.is_open_end()) object["ended_on"] = end.plus_days(-1).text();
    return object;
  }

  // By what the viewer may see: with drafts where they may; the published outcome stands beside it.
  void add_gaps(const std::string& set_id, const TargetResult& result) {
    const auto& seen = result.drafts ? result.drafts : result.published;
    if (!seen || !sets_seen_.insert(set_id).second) return;
    const auto* set = known_.law->set(set_id);
    for (const auto& criterion : seen->criteria) {
      if (!criterion.counts || !is_gap(criterion.outcome)) continue;
      gaps_.push_back(gap_value(*set, criterion, result));
    }
  }

  json::object gap_value(const criteria::CriteriaSet& set, const judgement::JudgedCriterion& criterion,
                         const TargetResult& result) {
    json::array items;
    std::optional<Date> due;
    for (const ItemStanding& each : items_) {
      const WorkItem& item = each.item->item;
      const bool is_of = item.set == set.id &&
                         (item.indicator == criterion.number || item.indicator.starts_with(criterion.number + "."));
      if (!is_of) continue;
      items.emplace_back(item.id);
      if (!each.done_on && (!due || *due < item.due_on)) due = item.due_on;
    }
    if (items.empty()) ++gaps_without_work_;
    json::value published = nullptr;
    if (result.published) {
      for (const auto& each : result.published->criteria) {
        if (each.number == criterion.number) published = engine::name_of(each.outcome);
      }
    }
    return {{"set", set.id},
            {"criterion", criterion.number},
            {"title", both(criterion.title)},
            {"outcome", engine::name_of(criterion.outcome)},
            {"outcome_published", std::move(published)},
            {"reason", reason_value(criterion.reason)},
            {"indicators", indicators_value(set, criterion)},
            {"items", std::move(items)},
            {"due_on", due ? json::value(due->text()) : json::value(nullptr)}};
  }

  json::array indicators_value(const criteria::CriteriaSet& set, const judgement::JudgedCriterion& criterion) const {
    json::array list;
    for (const auto& judged : criterion.indicators) {
      if (!is_gap(judged.outcome)) continue;
      const auto* indicator = set.indicator(judged.number);
      json::array owners;
      for (const std::string& id : owners_of(authority_, set, judged.number, day_)) {
        owners.push_back(department_value(id, authority_));
      }
      list.push_back(json::object{{"number", judged.number},
                                  {"title", both(judged.title)},
                                  {"outcome", engine::name_of(judged.outcome)},
                                  {"reason", reason_value(judged.reason)},
                                  {"encouraged", judged.encouraged},
                                  {"value", judged.value ? json::value(*judged.value) : json::value(nullptr)},
                                  {"appraised_by", indicator == nullptr ? "" : indicator->appraised_by},
                                  {"owners", std::move(owners)}});
    }
    return list;
  }

  // Exact: what is known together, and how many items do not say.
  json::object cost_value() const {
    Result<Decimal> sum = Decimal();
    int unknown = 0;
    for (const ItemStanding& each : items_) {
      const auto& cost = each.item->item.cost;
      if (!cost) ++unknown;
      if (cost && sum) sum = add(*sum, *cost);
    }
    return {{"known", sum ? json::value(sum->text()) : json::value(nullptr)}, {"items_unknown", unknown}};
  }

  json::array departments_value() const {
    json::array list;
    for (const auto& each : authority_.departments) {
      if (each.valid.contains(day_)) list.push_back(department_value(each.id, authority_));
    }
    return list;
  }

  const Known& known_;
  const KnownPlan& plan_;
  const Place& place_;
  const View& view_;
  const access::Viewer& viewer_;
  const PlansDoors& doors_;
  const access::Authority& authority_;
  Date day_;
  Results results_;
  std::vector<ItemStanding> items_;
  std::set<std::string> sets_seen_;
  json::array gaps_;
  int gaps_without_work_ = 0;
};

}  // namespace

Result<json::object> unit_board_of(const Known& known, const std::string& plan_id, const std::string& unit,
                                   const View& view, const access::Viewer& viewer, const PlansDoors& doors) {
  const auto plan = find_plan(*known.plans, plan_id);
  if (!plan) return pass_on(plan);
  const auto place = find_place(known, **plan, unit);
  if (!place) return pass_on(place);
  const Date day = living_day(*place->unit, (*plan)->plan, view.as_of).value_or(place->alive_on);
  if (auto seen = doors.desk.guard(viewer, {"plans.view", place->identity(), day, {}}); !seen) return pass_on(seen);
  const auto authority = doors.desk.authority();
  if (!authority) return pass_on(authority);
  return UnitBoard(known, **plan, *place, view, viewer, doors, *authority).value();
}

}  // namespace luytre::plans
