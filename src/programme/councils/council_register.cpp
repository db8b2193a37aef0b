#include "programme/councils/council_register.h"

#include <algorithm>

namespace luytre::councils {
namespace {

template <class Row>
void raise(EventNumber& newest, const std::vector<Row>& rows) {
  if (!rows.empty()) newest = std::max(newest, rows.back().event);
}

template <class Row>
const Row* of_item(const std::vector<Row>& rows, std::string_view dossier) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.dossier == dossier; });
  return found == rows.end() ? nullptr : &*found;
}

template <class Row>
const Row* of_member(const std::vector<Row>& rows, std::string_view dossier, std::string_view account) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& each) { return each.dossier == dossier && each.account == account; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

EventNumber Meeting::touched() const {
  EventNumber newest = session.event;
  raise(newest, plans);
  raise(newest, steps);
  raise(newest, conflicts);
  raise(newest, opinions);
  raise(newest, voters);
  raise(newest, counts);
  raise(newest, views);
  raise(newest, closings);
  return newest;
}

State Meeting::state() const {
  State state = State::convened;
  for (const Step& step : steps) {
    if (step.dossier.empty()) state = after(state, step.command).value_or(state);
  }
  return state;
}

ItemState Meeting::item_state(std::string_view dossier) const {
  ItemState state = ItemState::waiting;
  for (const Step& step : steps) {
    if (step.dossier == dossier) state = after(State::open, state, step.command).value_or(state);
  }
  return state;
}

bool Meeting::is_on_agenda(std::string_view dossier) const {
  const auto& agenda = plan().agenda;
  return std::find(agenda.begin(), agenda.end(), dossier) != agenda.end();
}

bool Meeting::is_present(std::string_view account) const {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->command != Command::open && step->command != Command::attend) continue;
    return std::find(step->present.begin(), step->present.end(), account) != step->present.end();
  }
  return false;
}

const Step* Meeting::newest(std::string_view dossier, Command command) const {
  const auto found = std::find_if(steps.rbegin(), steps.rend(),
                                  [&](const Step& each) { return each.dossier == dossier && each.command == command; });
  return found == steps.rend() ? nullptr : &*found;
}

const Conflict* Meeting::conflict(std::string_view dossier, std::string_view account) const {
  const auto found = std::find_if(conflicts.rbegin(), conflicts.rend(), [&](const Conflict& each) {
    return each.dossier == dossier && each.account == account;
  });
  return found == conflicts.rend() || found->is_taken_back ? nullptr : &*found;
}

bool Meeting::has_voted(std::string_view dossier, std::string_view account) const {
  return of_member(voters, dossier, account) != nullptr;
}

std::vector<const Member*> Meeting::electorate(std::string_view dossier) const {
  std::vector<const Member*> found;
  for (const Member& member : plan().members) {
    if (is_present(member.account) && conflict(dossier, member.account) == nullptr) found.push_back(&member);
  }
  return found;
}

int Meeting::voted(std::string_view dossier) const {
  return static_cast<int>(
      std::count_if(voters.begin(), voters.end(), [&](const Voter& each) { return each.dossier == dossier; }));
}

const Count* Meeting::count(std::string_view dossier) const { return of_item(counts, dossier); }
const Closing* Meeting::closing(std::string_view dossier) const { return of_item(closings, dossier); }

const View* Meeting::view(std::string_view dossier, std::string_view criterion) const {
  const auto found = std::find_if(views.rbegin(), views.rend(), [&](const View& each) {
    return each.dossier == dossier && each.criterion == criterion;
  });
  return found == views.rend() ? nullptr : &*found;
}

CouncilRegister::CouncilRegister(std::map<std::string, Meeting, std::less<>> meetings, EventNumber known_at)
    : meetings_(std::move(meetings)), known_at_(known_at) {
  for (const auto& [id, meeting] : meetings_) newest_first_.push_back(&meeting);
  std::sort(newest_first_.begin(), newest_first_.end(),
            [](const Meeting* a, const Meeting* b) { return a->session.event > b->session.event; });
}

const Meeting* CouncilRegister::find(std::string_view id) const {
  const auto found = meetings_.find(id);
  return found == meetings_.end() ? nullptr : &found->second;
}

std::vector<const Meeting*> CouncilRegister::of_dossier(std::string_view dossier) const {
  std::vector<const Meeting*> found;
  for (auto each = newest_first_.rbegin(); each != newest_first_.rend(); ++each) {
    if ((*each)->is_on_agenda(dossier)) found.push_back(*each);
  }
  return found;
}

}  // namespace luytre::councils
