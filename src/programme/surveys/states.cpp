#include "programme/surveys/states.h"

#include <algorithm>
#include <array>

namespace luytre::surveys {
namespace {

constexpr std::array<std::string_view, 11> state_names{"planned", "approved",     "trained",   "collecting",
                                                       "closed",  "consolidated", "displayed", "confirmed",
                                                       "sent",    "returned",     "cancelled"};
constexpr std::array<std::string_view, 3> village_names{"waiting", "handed_out", "sealed"};
constexpr std::array<std::string_view, 16> command_names{
    "approve", "frame",   "train", "print",  "hand_out", "enter",  "seal",    "consolidate",
    "display", "confirm", "send",  "return", "cancel",   "review", "recount", "task"};

struct Row {
  State at;
  Command command;
  State to;
};

constexpr Row rows[] = {
    {State::planned, Command::approve, State::approved},
    {State::planned, Command::frame, State::planned},
    {State::planned, Command::cancel, State::cancelled},
    {State::approved, Command::train, State::trained},
    {State::approved, Command::cancel, State::cancelled},
    {State::approved, Command::print, State::approved},
    {State::trained, Command::print, State::trained},
    {State::trained, Command::hand_out, State::collecting},
    {State::trained, Command::cancel, State::cancelled},
    {State::collecting, Command::print, State::collecting},
    {State::collecting, Command::hand_out, State::collecting},
    {State::collecting, Command::enter, State::collecting},
    {State::collecting, Command::seal, State::collecting},  // of the last village: closed
    {State::collecting, Command::give_back, State::returned},
    {State::closed, Command::review, State::closed},
    {State::closed, Command::recount, State::closed},
    {State::closed, Command::task, State::closed},
    {State::closed, Command::consolidate, State::consolidated},
    {State::closed, Command::give_back, State::returned},
    {State::consolidated, Command::review, State::consolidated},
    {State::consolidated, Command::recount, State::consolidated},
    {State::consolidated, Command::task, State::consolidated},
    {State::consolidated, Command::display, State::displayed},
    {State::consolidated, Command::give_back, State::returned},
    {State::displayed, Command::review, State::displayed},
    {State::displayed, Command::recount, State::displayed},
    {State::displayed, Command::task, State::displayed},
    {State::displayed, Command::confirm, State::confirmed},
    {State::displayed, Command::give_back, State::returned},
    {State::confirmed, Command::task, State::confirmed},
    {State::confirmed, Command::send, State::sent},
    {State::sent, Command::task, State::sent},
};

struct VillageRow {
  VillageState at;
  Command command;
  VillageState to;
};

constexpr VillageRow village_rows[] = {
    {VillageState::waiting, Command::print, VillageState::waiting},
    {VillageState::waiting, Command::hand_out, VillageState::handed_out},
    {VillageState::handed_out, Command::print, VillageState::handed_out},
    {VillageState::handed_out, Command::hand_out, VillageState::handed_out},
    {VillageState::handed_out, Command::enter, VillageState::handed_out},
    {VillageState::handed_out, Command::seal, VillageState::sealed},
};

}  // namespace

std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(VillageState state) { return village_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Command command) { return command_names[static_cast<std::size_t>(command)]; }

std::optional<Command> command_named(std::string_view name) {
  const auto found = std::find(command_names.begin(), command_names.end(), name);
  if (found == command_names.end()) return std::nullopt;
  return static_cast<Command>(found - command_names.begin());
}

std::optional<State> after(State state, Command command) {
  for (const Row& row : rows) {
    if (row.at == state && row.command == command) return row.to;
  }
  return std::nullopt;
}

std::optional<VillageState> after(State round, VillageState village, Command command) {
  if (!after(round, command)) return std::nullopt;
  for (const VillageRow& row : village_rows) {
    if (row.at == village && row.command == command) return row.to;
  }
  return std::nullopt;
}

}  // namespace luytre::surveys
