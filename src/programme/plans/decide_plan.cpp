#include "programme/plans/decide_plan.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/plans/plan_store.h"

namespace luytre::plans {
namespace {

Result<Decision> decision_of(const DecisionWish& wish, Date today) {
  if (is_blank(wish.number)) return refuse("plans.decision_needed", {}, "decision");
  if (!wish.day) return refuse("plans.decision_day_needed", {}, "decided_on");
  if (today < *wish.day) {
    return refuse("plans.decided_later", {{"day", wish.day->vietnamese_text()}}, "decided_on");
  }
  return Decision{wish.number, *wish.day, wish.document};
}

Result<Plan> plan_of(const Desk& desk, const Known& known, const PlanWish& wish, const access::Actor& actor) {
  auto decision = decision_of(wish.decision, desk.today());
  if (!decision) return pass_on(decision);
  if (wish.year < year_min || wish.year > year_max) {
    return refuse(
        "plans.year_out_of_range",
        {{"year", std::to_string(wish.year)}, {"min", std::to_string(year_min)}, {"max", std::to_string(year_max)}},
        "year");
  }
  Plan plan{new_uuid7(desk.unix_milliseconds()),
            0,
            wish.year,
            wish.province,
            wish.title_vi,
            wish.title_en.empty() ? wish.title_vi : wish.title_en,
            *std::move(decision),
            person_of(actor)};
  const auto* province = known.units->find(wish.province, plan.days().to.plus_days(-1));
  if (province == nullptr || province->level != units::Level::province) {
    return refuse("plans.unknown_province", {{"province", wish.province}, {"year", std::to_string(wish.year)}},
                  "province");
  }
  return plan;
}

Done check_is_new(const PlanRegister& plans, const Plan& plan) {
  for (const KnownPlan& other : plans.plans()) {
    const Plan& known = other.plan;
    if (known.province == plan.province && known.decision.number == plan.decision.number &&
        known.decision.day == plan.decision.day) {
      return refuse("plans.plan_exists", {{"title", known.title_vi}, {"decision", known.decision.number}}, "decision");
    }
  }
  return {};
}

json::object value_of(const TargetChange& change) {
  const Target& target = change.target;
  return {{"change", name_of(change.change)},
          {"unit", target.unit},
          {"purpose", name_of(target.purpose)},
          {"title", target.title ? recognition::name_of(*target.title) : ""},
          {"set", target.set},
          {"criteria", target.criteria},
          {"deadline", target.deadline.text()},
          {"reason", change.reason}};
}

audit::EventDraft draft_of(const Plan& plan, std::string kind, const Decision& decision, int version,
                           const std::vector<TargetChange>& changes) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.province = plan.province;
  json::array list;
  std::vector<audit::Subject> subjects{{"plan", plan.id}};
  for (const TargetChange& change : changes) {
    list.push_back(value_of(change));
    subjects.push_back({"unit", change.target.unit});
  }
  draft.subjects = audit::subjects_or(std::move(subjects), {"plan", plan.id});
  draft.payload = {{"plan", plan.id},
                   {"year", plan.year},
                   {"title", plan.title_vi},
                   {"version", version},
                   {"decision", decision.number},
                   {"decided_on", decision.day.text()},
                   {"document", decision.document},
                   {"targets", std::move(list)}};
  draft.answer = {{"plan", plan.id}, {"version", version}};
  return draft;
}

// A deadline on a day off stands: the decision says so. It is told.
void tell_days_off(Decided& decided, const criteria::Calendar& calendar) {
  for (const Target& target : decided.targets) decided.days_off += calendar.is_working(target.deadline) ? 0 : 1;
}

Problem about_change(const KnownPlan& plan, const TargetChange& change) {
  const Decision& decision = plan.decision_of(change);
  return {"plans.was_" + std::string(name_of(change.change)),
          {{"unit", change.target.unit},
           {"purpose", catalogue_word("plans.purpose." + std::string(name_of(change.target.purpose)))},
           {"decision", decision.number},
           {"day", decision.day.vietnamese_text()}},
          "",
          {}};
}

// What happened since the version expected, as a problem that tells it.
Done check_version(const KnownPlan& plan, std::int64_t expected) {
  if (expected == plan.version()) return {};
  std::vector<Problem> since;
  for (const Amendment& amendment : plan.amendments) {
    if (amendment.version <= expected) continue;
    for (const TargetChange& change : plan.changes) {
      if (change.event == amendment.event) since.push_back(about_change(plan, change));
    }
  }
  const Decision& last = plan.amendments.empty() ? plan.plan.decision : plan.amendments.back().decision;
  return refuse("plans.changed_meanwhile",
                {{"plan", plan.plan.title_vi},
                 {"version", std::to_string(plan.version())},
                 {"expected", std::to_string(expected)},
                 {"decision", last.number},
                 {"day", last.day.vietnamese_text()}},
                "expected_version", std::move(since));
}

// Added units are checked as of a new plan; of a dropped one only the names matter.
Result<std::vector<TargetChange>> changes_of(const Known& known, const Plan& plan,
                                             const std::vector<ChangeWish>& wishes) {
  std::vector<TargetWish> said;
  std::vector<Problem> faults;
  for (ChangeWish wish : wishes) {
    if (wish.change != Change::added && is_blank(wish.reason)) {
      faults.push_back({"plans.reason_needed", {}, wish.target.where, {}});
    }
    if (wish.change == Change::dropped) {  // whatever stands is dropped: any aim will do
      wish.target.title = "ntm";
      wish.target.criteria = wish.target.set = wish.target.deadline = "";
    }
    said.push_back(std::move(wish.target));
  }
  if (!faults.empty()) {
    const Arguments counts{{"refused", std::to_string(faults.size())}, {"rows", std::to_string(wishes.size())}};
    return refuse("plans.refused", counts, "changes", std::move(faults));
  }
  auto targets = check_targets(known, plan, said);
  if (!targets) return pass_on(targets);
  std::vector<TargetChange> changes;
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    changes.push_back({plan.id, 0, wishes[at].change, std::move((*targets)[at]), wishes[at].reason});
  }
  return changes;
}

// The change against what stands. A drop takes over what it drops, so that its row says it.
Done fit(const KnownPlan& plan, const Known& known, TargetChange& change) {
  const auto standing = plan.targets();
  const auto found = std::find_if(standing.begin(), standing.end(), [&](const StandingTarget& each) {
    return each.target.unit == change.target.unit && each.target.purpose == change.target.purpose;
  });
  const auto id = units::UnitId::parse(change.target.unit);
  const auto* unit = id ? known.units->unit(*id) : nullptr;
  const std::string purpose = catalogue_word("plans.purpose." + std::string(name_of(change.target.purpose)));
  const Arguments told{{"unit", unit == nullptr ? change.target.unit : unit->nearest(plan.plan.decision.day).name},
                       {"purpose", purpose},
                       {"plan", plan.plan.title_vi}};
  const bool is_there = found != standing.end();
  if (change.change == Change::added) {
    if (is_there) return refuse("plans.already_there", told);
    return {};
  }
  if (!is_there) return refuse("plans.not_there", told);
  if (change.change == Change::dropped) change.target = found->target;
  return {};
}

Done fit_all(const KnownPlan& plan, const Known& known, const std::vector<ChangeWish>& wishes,
             std::vector<TargetChange>& changes) {
  std::vector<Problem> faults;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    if (auto fits = fit(plan, known, changes[at]); !fits) {
      faults.push_back(fits.error());
      faults.back().where = wishes[at].target.where;
    }
  }
  if (faults.empty()) return {};
  const Arguments counts{{"refused", std::to_string(faults.size())}, {"rows", std::to_string(changes.size())}};
  return refuse("plans.changes_refused", counts, "changes", std::move(faults));
}

}  // namespace

Result<Decided> decide_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const PlanWish& wish) {
  auto plan = plan_of(desk, known, wish, asked.actor);
  if (!plan) return pass_on(plan);
  if (wish.targets.empty()) return refuse("plans.no_targets", {}, "targets");
  auto targets = check_targets(known, *plan, wish.targets);
  if (!targets) return pass_on(targets);
  Decided decided{*std::move(plan), 1, *std::move(targets), 0};
  tell_days_off(decided, known.law->calendar);
  const auto outcome = desk.writer.run(
      commands::order_by(
          asked, "plans.record",
          {{"plans.record", wish.province, std::min(desk.today(), decided.plan.days().to.plus_days(-1)), {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto plans = load_plans(inside, number - 1);
        if (!plans) return pass_on(plans);
        if (auto is_new = check_is_new(**plans, decided.plan); !is_new) return pass_on(is_new);
        decided.plan.event = number;
        if (auto done = append(inside, decided.plan); !done) return pass_on(done);
        std::vector<TargetChange> changes;
        for (const Target& target : decided.targets) {
          changes.push_back({decided.plan.id, number, Change::added, target, ""});
          if (auto done = append(inside, changes.back()); !done) return pass_on(done);
        }
        return draft_of(decided.plan, "plans.decided", decided.plan.decision, 1, changes);
      });
  if (!outcome) return pass_on(outcome);
  decided.plan.event = outcome->event;
  if (outcome->replayed) decided.plan.id = outcome->answer.at("plan").as_string();
  return decided;
}

Result<Decided> amend_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                           const AmendmentWish& wish) {
  const auto found = find_plan(*known.plans, id);
  if (!found) return pass_on(found);
  const Plan& plan = (*found)->plan;
  auto decision = decision_of(wish.decision, desk.today());
  if (!decision) return pass_on(decision);
  if (!wish.expected_version) return refuse("plans.version_needed", {}, "expected_version");
  if (wish.changes.empty()) return refuse("plans.no_changes", {}, "changes");
  auto changes = changes_of(known, plan, wish.changes);
  if (!changes) return pass_on(changes);
  Decided decided{plan, 0, {}, 0};
  for (const TargetChange& change : *changes) decided.targets.push_back(change.target);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "plans.record",
                         {{"plans.record", plan.province, std::min(desk.today(), plan.days().to.plus_days(-1)), {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto plans = load_plans(inside, number - 1);
        if (!plans) return pass_on(plans);
        const KnownPlan& now = *(*plans)->plan(id);
        if (auto same = check_version(now, *wish.expected_version); !same) return pass_on(same);
        const Decision& last = now.amendments.empty() ? now.plan.decision : now.amendments.back().decision;
        if (decision->day < last.day) {
          return refuse("plans.decided_backwards",
                        {{"day", decision->day.vietnamese_text()}, {"before", last.day.vietnamese_text()}},
                        "decided_on");
        }
        if (auto fits = fit_all(now, known, wish.changes, *changes); !fits) return pass_on(fits);
        decided.version = now.version() + 1;
        if (auto done =
                append(inside, Amendment{id, number, decided.version, *decision, asked.reason, person_of(asked.actor)});
            !done) {
          return pass_on(done);
        }
        decided.targets.clear();
        for (TargetChange& change : *changes) {
          change.event = number;
          decided.targets.push_back(change.target);
          if (auto done = append(inside, change); !done) return pass_on(done);
        }
        return draft_of(plan, "plans.amended", *decision, decided.version, *changes);
      });
  if (!outcome) return pass_on(outcome);
  decided.plan.event = outcome->event;
  if (outcome->replayed) decided.version = static_cast<int>(outcome->answer.at("version").as_int64());
  tell_days_off(decided, known.law->calendar);
  return decided;
}

}  // namespace luytre::plans
