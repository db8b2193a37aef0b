#include "programme/councils/convene.h"

#include <algorithm>
#include <set>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "platform/notices/notice.h"
#include "programme/councils/council_store.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::councils {
namespace {

Done check_day(const criteria::Calendar& calendar, const std::optional<Date>& held_on, Date today) {
  if (!held_on) return refuse("councils.day_needed", {}, "held_on");
  if (*held_on < today) {
    return refuse("councils.day_past", {{"day", held_on->vietnamese_text()}, {"today", today.vietnamese_text()}},
                  "held_on");
  }
  return criteria::must_be_worked(calendar, *held_on, "held_on");
}

Done check_members(const std::vector<Member>& members, const std::vector<std::string>& may_vote) {
  std::vector<Problem> faults;
  const auto with = [&](Duty duty) {
    return std::count_if(members.begin(), members.end(), [&](const Member& each) { return each.duty == duty; });
  };
  if (with(Duty::chair) != 1) {
    faults.push_back({"councils.one_chair", {{"count", std::to_string(with(Duty::chair))}}, "members", {}});
  }
  if (with(Duty::secretary) == 0) faults.push_back({"councils.secretary_needed", {}, "members", {}});
  std::set<std::string> seen;
  for (const Member& member : members) {
    if (!seen.insert(member.account).second) {
      faults.push_back({"councils.member_twice", {{"member", member.name}}, "members", {}});
    }
    if (std::find(may_vote.begin(), may_vote.end(), member.account) == may_vote.end()) {
      faults.push_back({"councils.member_may_not_vote", {{"member", member.name}}, "members", {}});
    }
  }
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("councils.members_refused", {{"count", count}}, "members", std::move(faults));
}

// Where else the dossier waits for a council.
const Meeting* other_session(const CouncilRegister& councils, const std::string& dossier, const std::string& but_for) {
  for (const Meeting* meeting : councils.of_dossier(dossier)) {
    const bool is_over = meeting->state() == State::closed || meeting->state() == State::adjourned;
    const ItemState item = meeting->item_state(dossier);
    if (is_over || item == ItemState::closed || item == ItemState::postponed) continue;
    if (meeting->session.id != but_for) return meeting;
  }
  return nullptr;
}

std::optional<Problem> fault_of_item(const dossiers::DossierRegister& dossiers, const CouncilRegister& councils,
                                     const Known& known, const Plan& plan, const std::string& province,
                                     const std::string& id) {
  const dossiers::File* file = dossiers.find(id);
  if (file == nullptr) return Problem{"dossiers.no_dossier", {{"dossier", id}}, "agenda", {}};
  const std::string label = dossiers::label_of(file->dossier, *known.dossiers.units);
  if (std::count(plan.agenda.begin(), plan.agenda.end(), id) > 1) {
    return Problem{"councils.item_twice", {{"dossier", label}}, "agenda", {}};
  }
  if (file->dossier.province != province) {
    return Problem{"councils.other_province", {{"dossier", label}}, "agenda", {}};
  }
  if (auto elsewhere = not_before_council(*file, known.dossiers)) return elsewhere;
  if (const Meeting* other = other_session(councils, id, plan.session)) {
    return Problem{
        "councils.on_agenda_already",
        {{"dossier", label}, {"title", other->plan().title}, {"day", other->plan().held_on.vietnamese_text()}},
        "agenda",
        {}};
  }
  return std::nullopt;
}

// Against what stands in the database before the event.
Done check_agenda(storage::Database& database, EventNumber number, const Known& known, const Plan& plan,
                  const std::string& province) {
  if (plan.agenda.empty()) return refuse("councils.agenda_empty", {}, "agenda");
  const auto dossiers = dossiers::load_dossiers(database, number - 1);
  if (!dossiers) return pass_on(dossiers);
  const auto councils = load_councils(database, number - 1);
  if (!councils) return pass_on(councils);
  std::vector<Problem> faults;
  for (const std::string& id : plan.agenda) {
    if (auto fault = fault_of_item(**dossiers, **councils, known, plan, province, id)) faults.push_back(*fault);
  }
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("councils.agenda_refused", {{"count", count}}, "agenda", std::move(faults));
}

Result<Plan> plan_of(const Desk& desk, const Known& known, const std::string& province, const PlanWish& wish,
                     const std::string& session, const std::string& person) {
  const Date today = desk.today();
  if (auto fits = check_day(known.dossiers.law->calendar, wish.held_on, today); !fits) return pass_on(fits);
  const auto may_vote = desk.who_may({"councils.vote", province, today, {}});
  if (!may_vote) return pass_on(may_vote);
  if (auto fits = check_members(wish.members, *may_vote); !fits) return pass_on(fits);
  return Plan{session, 0, wish.title, *wish.held_on, wish.place, wish.decision, wish.members, wish.agenda, person};
}

json::object payload_of(const Plan& plan) {
  json::array members;
  for (const Member& each : plan.members) {
    members.push_back(json::object{{"account", each.account}, {"duty", name_of(each.duty)}});
  }
  return {{"title", plan.title},           {"held_on", plan.held_on.text()},
          {"place", plan.place},           {"decision", plan.decision},
          {"members", std::move(members)}, {"agenda", json::array(plan.agenda.begin(), plan.agenda.end())}};
}

// Everybody who sits is told when and where.
Done tell_members(storage::Database& database, const Session& session, const Plan& plan, const std::string& now) {
  for (const Member& member : plan.members) {
    if ("account:" + member.account == plan.actor) continue;
    const notices::Notice notice{member.account,
                                 notices::Urgency::task,
                                 "councils.notice.convened",
                                 {{"title", plan.title},
                                  {"day", plan.held_on.vietnamese_text()},
                                  {"place", plan.place},
                                  {"count", std::to_string(plan.agenda.size())}},
                                 path_of(session)};
    if (auto told = notices::notify(database, notice, now); !told) return told;
  }
  return {};
}

}  // namespace

Result<Plan> convene(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& province,
                     const PlanWish& wish) {
  Session session{new_uuid7(desk.unix_milliseconds()), 0, province, person_of(asked.actor)};
  auto plan = plan_of(desk, known, province, wish, session.id, session.actor);
  if (!plan) return pass_on(plan);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.convene", {{"councils.convene", province, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        if (auto fits = check_agenda(database, number, known, *plan, province); !fits) return pass_on(fits);
        session.event = plan->event = number;
        if (auto done = append(database, session); !done) return pass_on(done);
        if (auto done = append(database, *plan); !done) return pass_on(done);
        if (auto told = tell_members(database, session, *plan, now); !told) return pass_on(told);
        return draft_about(session, "", "councils.convened", payload_of(*plan), {{"session", session.id}});
      });
  if (!outcome) return pass_on(outcome);
  plan->event = outcome->event;
  if (outcome->replayed) plan->session = outcome->answer.at("session").as_string();
  return plan;
}

Result<Plan> change_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                         const PlanWish& wish, EventNumber expected) {
  const auto found = find_meeting(known, id);
  if (!found) return pass_on(found);
  const Session& session = (*found)->session;
  auto plan = plan_of(desk, known, session.province, wish, id, person_of(asked.actor));
  if (!plan) return pass_on(plan);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.change", {{"councils.convene", session.province, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, expected);
        if (!inside) return pass_on(inside);
        const State state = inside->meeting->state();
        if (!after(state, Command::change)) {
          return refuse("councils.not_changeable",
                        {{"state", catalogue_word("councils.state." + std::string(name_of(state)))}});
        }
        if (auto fits = check_agenda(database, number, known, *plan, session.province); !fits) return pass_on(fits);
        plan->event = number;
        if (auto done = append(database, *plan); !done) return pass_on(done);
        if (auto told = tell_members(database, session, *plan, now); !told) return pass_on(told);
        return draft_about(session, "", "councils.changed", payload_of(*plan), {{"session", id}});
      });
  if (!outcome) return pass_on(outcome);
  plan->event = outcome->event;
  return plan;
}

}  // namespace luytre::councils
