#include <algorithm>

#include "programme/councils/desk.h"

namespace luytre::councils {
namespace {

constexpr std::size_t told_max = 20;

struct Change {
  EventNumber event = 0;
  Problem told;
};

template <class Row, class Tell>
void add(std::vector<Change>& changes, const std::vector<Row>& rows, EventNumber seen, Tell tell) {
  for (const Row& row : rows) {
    if (row.event <= seen) continue;
    Problem problem = tell(row);
    problem.where = "event " + std::to_string(row.event);
    changes.push_back({row.event, std::move(problem)});
  }
}

std::string member_name(const Meeting& meeting, const std::string& account) {
  const Member* member = meeting.plan().member(account);
  return member == nullptr ? account : member->name;
}

}  // namespace

std::vector<Problem> changes_since(const Meeting& meeting, EventNumber seen) {
  std::vector<Change> changes;
  add(changes, meeting.plans, seen, [](const Plan& plan) -> Problem {
    return {"councils.change.plan", {{"day", plan.held_on.vietnamese_text()}}, {}, {}};
  });
  add(changes, meeting.steps, seen, [](const Step& step) -> Problem {
    const std::string command = catalogue_word("councils.command." + std::string(name_of(step.command)));
    return {"councils.change.step", {{"command", command}}, {}, {}};
  });
  add(changes, meeting.conflicts, seen, [&](const Conflict& each) -> Problem {
    const char* code = each.is_taken_back ? "councils.change.conflict_taken_back" : "councils.change.conflict";
    return {code, {{"member", member_name(meeting, each.account)}}, {}, {}};
  });
  add(changes, meeting.opinions, seen, [&](const Opinion& each) -> Problem {
    return {"councils.change.opinion", {{"member", member_name(meeting, each.account)}}, {}, {}};
  });
  add(changes, meeting.voters, seen, [&](const Voter& each) -> Problem {
    return {"councils.change.vote", {{"member", member_name(meeting, each.account)}}, {}, {}};
  });
  add(changes, meeting.views, seen, [](const View& each) -> Problem {
    return {"councils.change.view", {{"criterion", each.criterion.empty() ? "–" : each.criterion}}, {}, {}};
  });
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.event < b.event; });
  if (changes.size() > told_max) changes.resize(told_max);
  std::vector<Problem> told;
  for (Change& change : changes) told.push_back(std::move(change.told));
  return told;
}

}  // namespace luytre::councils
