#include "programme/councils/preside.h"

#include <algorithm>

#include "platform/access/person.h"
#include "programme/councils/council_store.h"

namespace luytre::councils {
namespace {

using dossiers::is_blank;

std::string words_of(State state) { return catalogue_word("councils.state." + std::string(name_of(state))); }
std::string words_of(Command command) { return catalogue_word("councils.command." + std::string(name_of(command))); }

bool is_of_item(Command command) {
  return command == Command::present || command == Command::begin || command == Command::count ||
         command == Command::postpone;
}

// An item that is in hand: presented and neither concluded nor put off. Empty: none.
std::string item_in_hand(const Meeting& meeting, bool with_presented) {
  for (const std::string& dossier : meeting.plan().agenda) {
    const ItemState state = meeting.item_state(dossier);
    const bool in_ballot = state == ItemState::voting || state == ItemState::counted;
    if (in_ballot || (with_presented && state == ItemState::presented)) return dossier;
  }
  return "";
}

std::string share_text(const Rule& rule) {
  return rule.ballot.quorum.numerator.text() + "/" + rule.ballot.quorum.denominator.text();
}

// One step that is being made.
struct Making {
  storage::Database& database;
  EventNumber number;
  const Known& known;
  const Meeting& meeting;
  const StepWish& wish;
  Date today;
  std::string person;
};

Done check_present(const Making& making) {
  const Plan& plan = making.meeting.plan();
  bool presides = false;
  for (const std::string& account : making.wish.present) {
    const Member* member = plan.member(account);
    if (member == nullptr) return refuse("councils.not_a_member", {{"member", account}}, "present");
    presides = presides || member->duty == Duty::chair || member->duty == Duty::deputy;
  }
  return presides ? Done{} : refuse("councils.nobody_presides", {}, "present");
}

// A session begins when those who are there suffice for one item at least.
Done check_open(const Making& making) {
  const Plan& plan = making.meeting.plan();
  if (making.today < plan.held_on) {
    return refuse("councils.not_yet_day",
                  {{"day", plan.held_on.vietnamese_text()}, {"today", making.today.vietnamese_text()}});
  }
  if (auto there = check_present(making); !there) return there;
  const int present = static_cast<int>(making.wish.present.size());
  const int members = static_cast<int>(plan.members.size());
  std::string needed;
  for (const std::string& dossier : plan.agenda) {
    const auto at = look_at_dossier(making.database, making.number, making.known, dossier);
    if (!at) continue;  // it went elsewhere meanwhile; the item tells so when it is taken up
    const Rule rule = rule_of(*at->standing.workflow, *at->standing.stage->ballot);
    if (has_quorum(rule, present, members)) return {};
    needed = share_text(rule);
  }
  return refuse("councils.no_quorum",
                {{"present", std::to_string(present)},
                 {"members", std::to_string(members)},
                 {"share", needed.empty() ? "–" : needed}},
                "present");
}

Done check_close(const Making& making) {
  const Plan& plan = making.meeting.plan();
  const auto open = std::count_if(plan.agenda.begin(), plan.agenda.end(), [&](const std::string& dossier) {
    const ItemState state = making.meeting.item_state(dossier);
    return state != ItemState::closed && state != ItemState::postponed;
  });
  if (open > 0) return refuse("councils.items_open", {{"count", std::to_string(open)}});
  const Member* chair = plan.chair();
  const bool chair_is_there = chair != nullptr && making.meeting.is_present(chair->account);
  for (const Member& member : plan.members) {
    if ("account:" + member.account != making.person) continue;
    if (member.duty == Duty::chair) return {};
    if (member.duty == Duty::deputy && !chair_is_there && making.meeting.is_present(member.account)) return {};
  }
  return refuse("councils.chair_signs", {{"chair", chair == nullptr ? "–" : chair->name}});
}

Done check_session_step(const Making& making) {
  const State state = making.meeting.state();
  const Command command = making.wish.command;
  if (!after(state, command) || command == Command::change) {
    return refuse("councils.step_not_now", {{"command", words_of(command)}, {"state", words_of(state)}}, "step");
  }
  const std::string running = item_in_hand(making.meeting, false);
  if (!running.empty() && command != Command::close) {
    return refuse("councils.ballot_running", {{"dossier", label_of(running, making.known.dossiers)}});
  }
  switch (command) {
    case Command::open:
      return check_open(making);
    case Command::attend:
      return check_present(making);
    case Command::adjourn:
      return is_blank(making.wish.words) ? refuse("councils.reason_needed", {}, "words") : Done{};
    default:
      return check_close(making);
  }
}

Done check_begin(const Making& making, Step& step) {
  const std::string& dossier = making.wish.dossier;
  const auto at = look_at_dossier(making.database, making.number, making.known, dossier);
  if (!at) return pass_on(at);
  step.rule = rule_of(*at->standing.workflow, *at->standing.stage->ballot);
  const int present = static_cast<int>(making.meeting.electorate(dossier).size());
  const int members = static_cast<int>(making.meeting.plan().members.size());
  if (has_quorum(*step.rule, present, members)) return {};
  return refuse("councils.no_quorum_for_item", {{"dossier", label_of(dossier, making.known.dossiers)},
                                                {"present", std::to_string(present)},
                                                {"members", std::to_string(members)},
                                                {"share", share_text(*step.rule)}});
}

// What was counted is concluded, unless the dossier was taken from the council meanwhile.
Done check_postpone(const Making& making) {
  const std::string& dossier = making.wish.dossier;
  if (is_blank(making.wish.words)) return refuse("councils.reason_needed", {}, "words");
  if (making.meeting.item_state(dossier) != ItemState::counted) return {};
  const auto at = look_at_dossier(making.database, making.number, making.known, dossier);
  if (!at) return {};
  return refuse("councils.counted_stays", {{"dossier", label_of(dossier, making.known.dossiers)}});
}

Done check_item_step(const Making& making, Step& step) {
  const StepWish& wish = making.wish;
  if (auto now = check_item(making.meeting, wish.dossier, wish.command, making.known.dossiers); !now) return now;
  if (wish.command == Command::present) {
    const std::string other = item_in_hand(making.meeting, true);
    if (!other.empty()) {
      return refuse("councils.other_item_open", {{"dossier", label_of(other, making.known.dossiers)}});
    }
    const auto at = look_at_dossier(making.database, making.number, making.known, wish.dossier);
    if (!at) return pass_on(at);
  }
  if (wish.command == Command::begin) return check_begin(making, step);
  return wish.command == Command::postpone ? check_postpone(making) : Done{};
}

Done count_ballots(const Making& making) {
  const std::string& dossier = making.wish.dossier;
  const Meeting& meeting = making.meeting;
  const Step* begun = meeting.newest(dossier, Command::begin);
  const auto ballots = ballots_to_count(making.database, meeting.session.id, dossier);
  if (!ballots) return pass_on(ballots);
  Count count{meeting.session.id, making.number, dossier, {}, Conclusion::no_quorum, making.person};
  count.figures.members = static_cast<int>(meeting.plan().members.size());
  count.figures.present = static_cast<int>(meeting.electorate(dossier).size());
  for (const Ballot& ballot : *ballots) {
    if (ballot.choice == Choice::yes) ++count.figures.yes;
    if (ballot.choice == Choice::no) ++count.figures.no;
    if (ballot.choice == Choice::abstain) ++count.figures.abstain;
  }
  if (begun != nullptr && begun->rule) count.conclusion = judge(*begun->rule, count.figures);
  return append(making.database, count);
}

std::string kind_of(const StepWish& wish) {
  if (wish.command == Command::count) return "councils.counted";
  if (wish.command == Command::close) return "councils.signed";
  return is_of_item(wish.command) ? "councils.item_moved" : "councils.moved";
}

// A ballot begins: each who may vote is told.
Done tell_electorate(const Making& making, const std::string& now) {
  for (const Member* member : making.meeting.electorate(making.wish.dossier)) {
    if ("account:" + member->account == making.person) continue;
    const notices::Notice notice{member->account,
                                 notices::Urgency::task,
                                 "councils.notice.ballot",
                                 {{"dossier", label_of(making.wish.dossier, making.known.dossiers)}},
                                 path_of(making.meeting.session)};
    if (auto told = notices::notify(making.database, notice, now); !told) return told;
  }
  return {};
}

Result<audit::EventDraft> make(const Making& making, const std::string& now) {
  const StepWish& wish = making.wish;
  const Meeting& meeting = making.meeting;
  Step step{meeting.session.id, making.number, wish.dossier, wish.command, {},
            std::nullopt,       wish.words,    making.today, now,          making.person};
  if (wish.command == Command::open || wish.command == Command::attend) step.present = wish.present;
  if (!is_of_item(wish.command)) step.dossier.clear();
  auto may = is_of_item(wish.command) ? check_item_step(making, step) : check_session_step(making);
  if (!may) return pass_on(may);
  if (wish.command == Command::count) {
    if (auto counted = count_ballots(making); !counted) return pass_on(counted);
  }
  if (auto done = append(making.database, step); !done) return pass_on(done);
  if (wish.command == Command::begin) {
    if (auto told = tell_electorate(making, now); !told) return pass_on(told);
  }
  const State state = is_of_item(wish.command) ? meeting.state() : *after(meeting.state(), wish.command);
  std::string item;
  if (is_of_item(wish.command)) item = name_of(*after(State::open, meeting.item_state(wish.dossier), wish.command));
  json::object payload{{"step", name_of(wish.command)}, {"words", wish.words}};
  if (!step.present.empty()) payload["present"] = json::array(step.present.begin(), step.present.end());
  return draft_about(meeting.session, step.dossier, kind_of(wish), std::move(payload),
                     {{"state", name_of(state)}, {"item_state", item}});
}

bool is_a_step(Command command) {
  return is_of_item(command) || command == Command::open || command == Command::attend || command == Command::adjourn ||
         command == Command::close;
}

}  // namespace

Result<Stepped> preside(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                        const StepWish& wish, EventNumber expected) {
  const auto found = find_meeting(known, id);
  if (!found) return pass_on(found);
  const State seen = (*found)->state();
  if (!is_a_step(wish.command)) {
    return refuse("councils.step_not_now", {{"command", words_of(wish.command)}, {"state", words_of(seen)}}, "step");
  }
  const Date today = desk.today();
  const std::string act = wish.command == Command::close ? "councils.vote" : "councils.convene";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.step", {{act, (*found)->session.province, today, {}}}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, expected);
        if (!inside) return pass_on(inside);
        return make({database, number, known, *inside->meeting, wish, today, person_of(asked.actor)}, now);
      });
  if (!outcome) return pass_on(outcome);
  return Stepped{outcome->event, std::string(outcome->answer.at("state").as_string()),
                 std::string(outcome->answer.at("item_state").as_string())};
}

}  // namespace luytre::councils
