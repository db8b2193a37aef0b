#include "programme/councils/states.h"

#include <algorithm>
#include <array>

namespace luytre::councils {
namespace {

constexpr std::array<std::string_view, 4> state_names{"convened", "open", "closed", "adjourned"};
constexpr std::array<std::string_view, 6> item_names{"waiting", "presented", "voting",
                                                     "counted", "closed",    "postponed"};
constexpr std::array<std::string_view, 14> command_names{"change",   "open",  "attend", "adjourn",  "close",
                                                         "present",  "begin", "vote",   "count",    "postpone",
                                                         "conflict", "opine", "view",   "take_back"};

struct SessionRow {
  State at;
  Command command;
  State to;
};

constexpr SessionRow session_rows[] = {
    {State::convened, Command::change, State::convened},   {State::convened, Command::open, State::open},
    {State::convened, Command::adjourn, State::adjourned}, {State::open, Command::attend, State::open},
    {State::open, Command::adjourn, State::adjourned},     {State::open, Command::close, State::closed},
};

struct ItemRow {
  State session;
  ItemState at;
  Command command;
  ItemState to;
};

constexpr ItemRow item_rows[] = {
    // Before the session members read, speak in writing and say where they do not vote.
    {State::convened, ItemState::waiting, Command::conflict, ItemState::waiting},
    {State::convened, ItemState::waiting, Command::opine, ItemState::waiting},
    {State::convened, ItemState::waiting, Command::take_back, ItemState::waiting},
    {State::open, ItemState::waiting, Command::conflict, ItemState::waiting},
    {State::open, ItemState::waiting, Command::take_back, ItemState::waiting},
    {State::open, ItemState::waiting, Command::opine, ItemState::waiting},
    {State::open, ItemState::waiting, Command::present, ItemState::presented},
    {State::open, ItemState::waiting, Command::postpone, ItemState::postponed},
    {State::open, ItemState::presented, Command::conflict, ItemState::presented},
    {State::open, ItemState::presented, Command::take_back, ItemState::presented},
    {State::open, ItemState::presented, Command::opine, ItemState::presented},
    {State::open, ItemState::presented, Command::view, ItemState::presented},
    {State::open, ItemState::presented, Command::begin, ItemState::voting},
    {State::open, ItemState::presented, Command::postpone, ItemState::postponed},
    {State::open, ItemState::voting, Command::conflict, ItemState::voting},
    {State::open, ItemState::voting, Command::vote, ItemState::voting},
    {State::open, ItemState::voting, Command::count, ItemState::counted},
    {State::open, ItemState::counted, Command::view, ItemState::counted},
    {State::open, ItemState::counted, Command::close, ItemState::closed},
    {State::open, ItemState::counted, Command::postpone, ItemState::postponed},  // its dossier is gone meanwhile
};

void add(std::string& names, Command command) { names += (names.empty() ? "" : ", ") + std::string(name_of(command)); }

}  // namespace

std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(ItemState state) { return item_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Command command) { return command_names[static_cast<std::size_t>(command)]; }

std::optional<Command> command_named(std::string_view name) {
  const auto found = std::find(command_names.begin(), command_names.end(), name);
  if (found == command_names.end()) return std::nullopt;
  return static_cast<Command>(found - command_names.begin());
}

std::optional<State> after(State state, Command command) {
  for (const SessionRow& row : session_rows) {
    if (row.at == state && row.command == command) return row.to;
  }
  return std::nullopt;
}

std::optional<ItemState> after(State session, ItemState item, Command command) {
  for (const ItemRow& row : item_rows) {
    if (row.session == session && row.at == item && row.command == command) return row.to;
  }
  return std::nullopt;
}

std::string commands_at(State state) {
  std::string names;
  for (const SessionRow& row : session_rows) {
    if (row.at == state) add(names, row.command);
  }
  return names.empty() ? "–" : names;
}

std::string commands_at(State session, ItemState item) {
  std::string names;
  for (const ItemRow& row : item_rows) {
    if (row.session == session && row.at == item) add(names, row.command);
  }
  return names.empty() ? "–" : names;
}

}  // namespace luytre::councils
