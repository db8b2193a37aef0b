#include "programme/plans/add_item.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/plans/plan_store.h"

namespace luytre::plans {
namespace {

// The sets of the unit's standing targets, each once.
std::vector<std::string> sets_of(const KnownPlan& plan, const std::string& unit) {
  std::vector<std::string> sets;
  for (const StandingTarget& each : plan.targets()) {
    const std::string& set = each.target.set;
    const bool is_new =
        each.target.unit == unit && !set.empty() && std::find(sets.begin(), sets.end(), set) == sets.end();
    if (is_new) sets.push_back(set);
  }
  return sets;
}

Done check_stands(const KnownPlan& plan, const Place& place) {
  const auto standing = plan.targets();
  const bool stands = std::any_of(standing.begin(), standing.end(),
                                  [&](const auto& each) { return each.target.unit == place.identity(); });
  if (stands) return {};
  return refuse("plans.unit_dropped", {{"unit", place.name}, {"plan", plan.plan.title_vi}});
}

Result<const criteria::CriteriaSet*> set_of(const Known& known, const KnownPlan& plan, const Place& place,
                                            const std::string& said) {
  const auto sets = sets_of(plan, place.identity());
  if (said.empty() && sets.size() != 1) return refuse("plans.which_set", {{"unit", place.name}}, "set");
  const std::string id = said.empty() ? sets.front() : said;
  if (std::find(sets.begin(), sets.end(), id) == sets.end()) {
    return refuse("plans.set_not_of_unit", {{"set", id}, {"unit", place.name}}, "set");
  }
  const auto* set = known.law->set(id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", id}}, "set");
  return set;
}

Done check_number(const criteria::CriteriaSet& set, const std::string& number) {
  const bool is_criterion = std::any_of(set.criteria.begin(), set.criteria.end(),
                                        [&](const criteria::Criterion& each) { return each.number == number; });
  if (is_criterion || set.indicator(number) != nullptr) return {};
  return refuse("plans.unknown_number", {{"number", number}, {"set", set.id}}, "indicator");
}

Done check_department(const Desk& desk, const std::string& id, Date day) {
  if (id.empty()) return {};
  const auto authority = desk.authority();
  if (!authority) return pass_on(authority);
  const auto* department = authority->department(id);
  if (department != nullptr && department->valid.contains(day)) return {};
  std::string names;
  for (const auto& each : authority->departments) {
    if (each.valid.contains(day)) names += (names.empty() ? "" : ", ") + each.id;
  }
  return refuse("plans.unknown_department",
                {{"department", id}, {"day", day.vietnamese_text()}, {"departments", names}}, "department");
}

Result<std::optional<Decimal>> cost_of(const std::string& text) {
  if (text.empty()) return std::optional<Decimal>();
  const auto cost = Decimal::parse(text);
  if (!cost || cost->is_negative()) return refuse("plans.cost_unreadable", {{"cost", text}}, "cost");
  return std::optional<Decimal>(*cost);
}

Result<WorkItem> item_of(const Desk& desk, const Known& known, const KnownPlan& plan, const Place& place,
                         const ItemWish& wish) {
  if (auto stands = check_stands(plan, place); !stands) return pass_on(stands);
  const auto set = set_of(known, plan, place, wish.set);
  if (!set) return pass_on(set);
  if (auto is_number = check_number(**set, wish.indicator); !is_number) return pass_on(is_number);
  if (auto is_known = check_department(desk, wish.department, *wish.due_on); !is_known) return pass_on(is_known);
  const auto cost = cost_of(wish.cost);
  if (!cost) return pass_on(cost);
  if (*wish.due_on < *wish.starts_on) {
    return refuse("plans.days_backwards",
                  {{"due", wish.due_on->vietnamese_text()}, {"from", wish.starts_on->vietnamese_text()}}, "due_on");
  }
  if (auto worked = criteria::must_be_worked(known.law->calendar, *wish.due_on, "due_on"); !worked) {
    return pass_on(worked);
  }
  return WorkItem{new_uuid7(desk.unix_milliseconds()),
                  plan.plan.id,
                  place.identity(),
                  0,
                  (*set)->id,
                  wish.indicator,
                  wish.what,
                  wish.department,
                  *cost,
                  wish.capital,
                  *wish.starts_on,
                  *wish.due_on,
                  ""};
}

Done check_is_new(const PlanRegister& plans, const WorkItem& item, const Place& place) {
  const auto items = plans.items(item.plan, item.unit);
  if (items.size() >= items_of_unit_max) {
    return refuse("plans.too_many_items", {{"unit", place.name}, {"max", std::to_string(items_of_unit_max)}});
  }
  for (const KnownItem* other : items) {
    const WorkItem& known = other->item;
    const bool is_same = known.set == item.set && known.indicator == item.indicator && known.what == item.what;
    if (is_same && other->withdrawn() == nullptr) {
      return refuse("plans.item_exists", {{"number", item.indicator}, {"what", item.what}});
    }
  }
  return {};
}

audit::EventDraft draft_about(const WorkItem& item, const Plan& plan, std::string kind) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.province = plan.province;
  draft.subjects = {{"plan", plan.id}, {"plan_item", item.id}, {"unit", item.unit}};
  draft.answer = {{"item", item.id}};
  return draft;
}

audit::EventDraft draft_of(const WorkItem& item, const Plan& plan) {
  auto draft = draft_about(item, plan, "plans.item_added");
  draft.payload = {{"item", item.id},
                   {"set", item.set},
                   {"indicator", item.indicator},
                   {"what", item.what},
                   {"department", item.department},
                   {"cost", item.cost ? item.cost->text() : ""},
                   {"capital", item.capital},
                   {"starts_on", item.starts_on.text()},
                   {"due_on", item.due_on.text()}};
  return draft;
}

// The item as its caller saw it. Problems plans.no_plan, plans.no_item.
Result<const KnownItem*> find_item(const PlanRegister& plans, const std::string& plan, const std::string& item) {
  const auto found = find_plan(plans, plan);
  if (!found) return pass_on(found);
  const KnownItem* known = plans.item(item);
  if (known == nullptr || known->item.plan != plan) {
    return refuse("plans.no_item", {{"item", item}, {"plan", (*found)->plan.title_vi}});
  }
  return known;
}

Done check_not_withdrawn(const KnownItem& item) {
  if (item.withdrawn() == nullptr) return {};
  return refuse("plans.withdrawn_already", {{"what", item.item.what}, {"reason", item.withdrawn()->reason}});
}

// The day on which the unit of an item is asked about: one of its life.
Date day_of(const Known& known, const Plan& plan, const WorkItem& item, Date today) {
  const auto id = units::UnitId::parse(item.unit);
  const auto* unit = id ? known.units->unit(*id) : nullptr;
  return unit == nullptr ? today : living_day(*unit, plan, today).value_or(today);
}

Result<Share> share_of(const ProgressWish& wish) {
  constexpr std::int64_t hundred = 100;
  const bool is_percent = !wish.percent.empty();
  const bool is_share = !wish.numerator.empty() && !wish.denominator.empty();
  const bool is_half = wish.numerator.empty() != wish.denominator.empty();
  if (is_percent == is_share || is_half) return refuse("plans.one_share", {}, "percent");
  const auto numerator = Decimal::parse(is_percent ? wish.percent : wish.numerator);
  if (!numerator) return pass_on(numerator);
  const auto denominator = is_percent ? Result<Decimal>(Decimal::of(hundred)) : Decimal::parse(wish.denominator);
  if (!denominator) return pass_on(denominator);
  const Share share{*numerator, *denominator};
  if (const auto fits = fraction_of(share); !fits) return pass_on(fits);
  return share;
}

Done check_progress(const KnownItem& item, const Progress& report) {
  if (auto stands = check_not_withdrawn(item); !stands) return stands;
  if (item.progress.empty()) return {};
  const Progress& last = item.progress.back();
  if (report.day < last.day) {
    return refuse("plans.before_last_report",
                  {{"day", report.day.vietnamese_text()}, {"last", last.day.vietnamese_text()}}, "day");
  }
  const auto before = fraction_of(last.done), now = fraction_of(report.done);
  if (!before) return pass_on(before);
  if (!now) return pass_on(now);
  if (*before == *now && report.day == last.day && report.words == last.words) {
    return refuse("plans.nothing_new", {{"day", report.day.vietnamese_text()}});
  }
  if (is_less(*now, *before) && is_blank(report.reason)) {
    return refuse(
        "plans.goes_back",
        {{"now", percent_done(report.done)}, {"before", percent_done(last.done)}, {"day", last.day.vietnamese_text()}},
        "reason");
  }
  return {};
}

}  // namespace

std::string percent_done(const Share& done) {
  constexpr int digits = 1;
  const bool is_all = done.numerator == done.denominator;
  const std::string text = percent_text(done, digits);
  return !is_all && text == "100.0" ? "99.9" : text;
}

Result<WorkItem> add_item(const Desk& desk, const commands::Asked& asked, const Known& known,
                          const std::string& plan_id, const std::string& unit, const ItemWish& wish) {
  const auto found = find_plan(*known.plans, plan_id);
  if (!found) return pass_on(found);
  const KnownPlan& plan = **found;
  const auto place = find_place(known, plan, unit);
  if (!place) return pass_on(place);
  auto item = item_of(desk, known, plan, *place, wish);
  if (!item) return pass_on(item);
  item->actor = person_of(asked.actor);
  const Date day = day_of(known, plan.plan, *item, desk.today());
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "plans.work", {{"plans.work", item->unit, day, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto plans = load_plans(inside, number - 1);
        if (!plans) return pass_on(plans);
        if (auto stands = check_stands(*(*plans)->plan(plan_id), *place); !stands) return pass_on(stands);
        if (auto is_new = check_is_new(**plans, *item, *place); !is_new) return pass_on(is_new);
        item->event = number;
        if (auto done = append(inside, *item); !done) return pass_on(done);
        return draft_of(*item, plan.plan);
      });
  if (!outcome) return pass_on(outcome);
  item->event = outcome->event;
  if (outcome->replayed) item->id = outcome->answer.at("item").as_string();
  return item;
}

Result<ItemChange> change_item(const Desk& desk, const commands::Asked& asked, const Known& known,
                               const std::string& plan_id, const std::string& item_id, const ItemChangeWish& wish) {
  const auto found = find_item(*known.plans, plan_id, item_id);
  if (!found) return pass_on(found);
  const WorkItem& item = (*found)->item;
  const Plan& plan = known.plans->plan(plan_id)->plan;
  if (is_blank(wish.reason)) return refuse("plans.reason_needed", {}, "reason");
  const bool is_moved = wish.kind == ItemChangeKind::due_moved;
  if (is_moved && (!wish.due_on || *wish.due_on < item.starts_on)) {
    return refuse(
        "plans.days_backwards",
        {{"due", wish.due_on ? wish.due_on->vietnamese_text() : ""}, {"from", item.starts_on.vietnamese_text()}},
        "due_on");
  }
  if (is_moved) {
    if (auto worked = criteria::must_be_worked(known.law->calendar, *wish.due_on, "due_on"); !worked) {
      return pass_on(worked);
    }
  }
  ItemChange change{item_id, 0, wish.kind, is_moved ? wish.due_on : std::nullopt, wish.reason, person_of(asked.actor)};
  const Date day = day_of(known, plan, item, desk.today());
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "plans.work", {{"plans.work", item.unit, day, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto plans = load_plans(inside, number - 1);
        if (!plans) return pass_on(plans);
        if (auto stands = check_not_withdrawn(*(*plans)->item(item_id)); !stands) return pass_on(stands);
        change.event = number;
        if (auto done = append(inside, change); !done) return pass_on(done);
        auto draft = draft_about(item, plan, "plans.item_changed");
        draft.payload = {{"item", item_id},
                         {"change", name_of(change.kind)},
                         {"due_on", change.due_on ? change.due_on->text() : ""},
                         {"reason", change.reason}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  change.event = outcome->event;
  return change;
}

Result<Progress> report_progress(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& plan_id, const std::string& item_id, const ProgressWish& wish) {
  const auto found = find_item(*known.plans, plan_id, item_id);
  if (!found) return pass_on(found);
  const WorkItem& item = (*found)->item;
  const Plan& plan = known.plans->plan(plan_id)->plan;
  const auto share = share_of(wish);
  if (!share) return pass_on(share);
  const Date today = desk.today();
  Progress report{item_id, 0, wish.day.value_or(today), *share, wish.words, wish.reason, person_of(asked.actor)};
  if (today < report.day) return refuse("plans.day_to_come", {{"day", report.day.vietnamese_text()}}, "day");
  const Date day = day_of(known, plan, item, today);
  // Their own unit's work is reported by its people, else by the department that owns it.
  const bool is_theirs = bool(desk.guard(asked.actor, {"plans.work", item.unit, day, {}}));
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "plans.report", {{"plans.report", item.unit, day, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        if (!is_theirs) {
          const auto departments = desk.departments_of(inside, asked.actor, today);
          if (!departments) return pass_on(departments);
          if (std::find(departments->begin(), departments->end(), item.department) == departments->end()) {
            return refuse("plans.not_owner", {{"what", item.what}, {"department", item.department}});
          }
        }
        const auto plans = load_plans(inside, number - 1);
        if (!plans) return pass_on(plans);
        if (auto fits = check_progress(*(*plans)->item(item_id), report); !fits) return pass_on(fits);
        report.event = number;
        if (auto done = append(inside, report); !done) return pass_on(done);
        auto draft = draft_about(item, plan, "plans.progress_reported");
        draft.payload = {{"item", item_id},
                         {"day", report.day.text()},
                         {"numerator", report.done.numerator.text()},
                         {"denominator", report.done.denominator.text()},
                         {"words", report.words},
                         {"reason", report.reason}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  report.event = outcome->event;
  return report;
}

}  // namespace luytre::plans
