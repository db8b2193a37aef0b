#include "programme/plans/check_targets.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/vietnamese.h"
#include "programme/judgement/evaluate.h"

namespace luytre::plans {
namespace {

std::string year_of(const Plan& plan) { return std::to_string(plan.year); }

// Days of the year to look on, those near the decision first: a code may have borne several units in the year.
std::vector<Date> days_to_look(const Plan& plan) {
  const Date first = plan.days().from, last = plan.days().to.plus_days(-1);
  return {std::clamp(plan.decision.day, first, last), first, last};
}

const units::Unit* by_code(const units::Register& units, const Plan& plan, const std::string& code) {
  for (const Date day : days_to_look(plan)) {
    if (const auto* unit = units.find(code, day)) return unit;
  }
  return nullptr;
}

bool is_above(const units::Register& units, const units::Unit& unit, Date day, const std::string& above) {
  const auto* parent = units.parent(unit, day);
  return parent != nullptr && fold(units::short_name(parent->nearest(day).name)) == fold(units::short_name(above));
}

Result<const units::Unit*> by_name(const units::Register& units, const Plan& plan, const TargetWish& wish) {
  for (const Date day : days_to_look(plan)) {
    const auto* province = units.find(plan.province, day);
    if (province == nullptr) continue;
    auto found = units.named(wish.unit, day, province);
    if (!wish.above.empty()) {
      std::erase_if(found, [&](const auto* unit) { return !is_above(units, *unit, day, wish.above); });
    }
    // A list of communes means the commune where a district or a town bears its name.
    const auto is_commune = [&](const auto* unit) { return unit->nearest(day).kind == units::Kind::commune; };
    if (found.size() > 1 && std::any_of(found.begin(), found.end(), is_commune)) {
      std::erase_if(found, [&](const auto* unit) { return !is_commune(unit); });
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) continue;
    std::string names;
    for (const auto* unit : found) {
      const auto* parent = units.parent(*unit, day);
      names += (names.empty() ? "" : ", ") + unit->nearest(day).name + " (" + unit->id.code +
               (parent == nullptr ? "" : ", " + parent->nearest(day).name) + ")";
    }
    return refuse("plans.unit_ambiguous", {{"unit", wish.unit}, {"units", names}});
  }
  return refuse("plans.unknown_unit", {{"unit", wish.unit}, {"year", year_of(plan)}});
}

// The set of the title whose period meets the year, where the library has exactly one.
std::string set_of(const criteria::Library& law, const Plan& plan, recognition::Title title, units::Level level) {
  std::string only;
  for (const auto& set : law.sets) {
    const bool fits = set.tier == recognition::name_of(title) && judgement::level_of(set) == level &&
                      set.period.overlaps(plan.days());
    if (!fits) continue;
    if (!only.empty()) return {};
    only = set.id;
  }
  return only;
}

class Checking {
 public:
  Checking(const Known& known, const Plan& plan, const TargetWish& wish) : known_(known), plan_(plan), wish_(wish) {}

  Result<Target> target() {
    const auto unit = unit_of(known_, plan_, wish_);
    if (!unit) return pass_on(unit);
    unit_ = *unit;
    target_.unit = unit_->id.text();
    for (const auto step : {&Checking::purpose, &Checking::aim, &Checking::set, &Checking::deadline}) {
      if (auto done = (this->*step)(); !done) return pass_on(done);
    }
    return target_;
  }

 private:
  Done purpose() {
    const auto found = purpose_named(wish_.purpose);
    if (!found) return refuse("plans.unknown_purpose", {{"purpose", wish_.purpose}});
    target_.purpose = *found;
    return {};
  }

  Done aim() {
    if (wish_.title.empty() && wish_.criteria.empty()) {
      target_.title = recognition::title_named(wish_.purpose);  // ntm, advanced and model say it by themselves
      if (target_.title) return {};
    }
    if (wish_.title.empty() == wish_.criteria.empty()) return refuse("plans.one_aim", {{"unit", name()}});
    if (!wish_.title.empty()) {
      target_.title = recognition::title_named(wish_.title);
      if (!target_.title) return refuse("plans.unknown_title", {{"title", wish_.title}});
      return {};
    }
    const auto& text = wish_.criteria;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), target_.criteria);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || target_.criteria < 1) {
      return refuse("plans.criteria_out_of_range", {{"criteria", text}, {"max", "…"}});
    }
    return {};
  }

  Done set() {
    target_.set = wish_.set;
    if (target_.set.empty() && target_.title) {
      target_.set = set_of(*known_.law, plan_, *target_.title, unit_->level);
      return {};  // none is loaded: the title stands, its criteria cannot be told
    }
    if (target_.set.empty()) return refuse("plans.which_set", {{"unit", name()}});
    const auto* set = known_.law->set(target_.set);
    if (set == nullptr) return refuse("criteria.unknown_set", {{"set", target_.set}});
    if (!set->period.overlaps(plan_.days())) {
      return refuse("plans.set_not_in_force", {{"set", set->id},
                                               {"year", year_of(plan_)},
                                               {"from", set->period.from.vietnamese_text()},
                                               {"to", set->period.to.plus_days(-1).vietnamese_text()}});
    }
    const Date day = *living_day(*unit_, plan_, plan_.decision.day);
    if (judgement::level_of(*set) != unit_->level || !judgement::concerns(*set, *unit_, day)) {
      return refuse("plans.set_not_for_unit", {{"set", set->id}, {"unit", name()}});
    }
    if (target_.title && set->tier != recognition::name_of(*target_.title)) {
      return refuse("plans.title_not_of_set",
                    {{"title", std::string(recognition::name_of(*target_.title))}, {"set", set->id}});
    }
    if (target_.criteria > set->criteria_counted()) {
      return refuse("plans.criteria_out_of_range",
                    {{"criteria", wish_.criteria}, {"max", std::to_string(set->criteria_counted())}});
    }
    return {};
  }

  Done deadline() {
    target_.deadline = plan_.days().to.plus_days(-1);
    if (!wish_.deadline.empty()) {
      const auto day = Date::parse(wish_.deadline);
      if (!day) return pass_on(day);
      target_.deadline = *day;
    }
    // A title "for the year" is often decided in the year after it.
    const Date last = Date::of(plan_.year + 1, 12, 31);
    if (target_.deadline < plan_.days().from || last < target_.deadline) {
      return refuse("plans.deadline_outside",
                    {{"deadline", target_.deadline.vietnamese_text()}, {"year", year_of(plan_)}});
    }
    return {};
  }

  std::string name() const { return unit_->nearest(plan_.decision.day).name; }

  const Known& known_;
  const Plan& plan_;
  const TargetWish& wish_;
  const units::Unit* unit_ = nullptr;
  Target target_;
};

}  // namespace

Result<const units::Unit*> unit_of(const Known& known, const Plan& plan, const TargetWish& wish) {
  const auto id = units::UnitId::parse(wish.unit);
  const auto* unit = id ? known.units->unit(*id) : by_code(*known.units, plan, wish.unit);
  const bool is_code =
      id || std::all_of(wish.unit.begin(), wish.unit.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (unit == nullptr && wish.by_name && !is_code) {
    const auto named = by_name(*known.units, plan, wish);
    if (!named) return pass_on(named);
    unit = *named;
  }
  if (unit == nullptr) {
    const auto of_code = known.units->with_code(wish.unit);
    if (of_code.empty()) return refuse("plans.unknown_unit", {{"unit", wish.unit}, {"year", year_of(plan)}});
    unit = of_code.back();
  }
  const auto day = living_day(*unit, plan, plan.decision.day);
  if (!day) {
    const bool has_ended = unit->life().to <= plan.days().from;
    const Date end = has_ended ? unit->life().to.plus_days(-1) : unit->life().from;
    return refuse(has_ended ? "plans.unit_not_alive" : "plans.unit_not_yet_alive",
                  {{"unit", unit->last().name}, {"year", year_of(plan)}, {"day", end.vietnamese_text()}});
  }
  const auto* province = known.units->province(*unit, *day);
  if (province == nullptr || province->id.code != plan.province || province == unit) {
    return refuse("plans.unit_elsewhere", {{"unit", unit->nearest(*day).name}, {"province", plan.province}});
  }
  return unit;
}

Result<std::vector<Target>> check_targets(const Known& known, const Plan& plan, const std::vector<TargetWish>& wishes) {
  if (wishes.size() > targets_at_once_max) {
    return refuse("plans.too_many", {{"max", std::to_string(targets_at_once_max)}}, "targets");
  }
  std::vector<Target> targets;
  std::vector<Problem> faults;
  std::set<std::pair<std::string, Purpose>> seen;
  for (const TargetWish& wish : wishes) {
    auto target = Checking(known, plan, wish).target();
    if (target && !seen.insert({target->unit, target->purpose}).second) {
      target =
          refuse("plans.twice", {{"unit", wish.unit}, {"purpose", catalogue_word("plans.purpose." + wish.purpose)}});
    }
    if (target) {
      targets.push_back(*std::move(target));
      continue;
    }
    faults.push_back(target.error());
    faults.back().where = wish.where;
  }
  if (!faults.empty()) {
    const Arguments counts{{"refused", std::to_string(faults.size())}, {"rows", std::to_string(wishes.size())}};
    return refuse("plans.refused", counts, "targets", std::move(faults));
  }
  return targets;
}

}  // namespace luytre::plans
