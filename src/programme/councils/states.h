// What may be done to a council's session and to an item of its agenda, in which state, and what it leads to: tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luytre::councils {

enum class State : std::uint8_t { convened, open, closed, adjourned };
std::string_view name_of(State);

enum class ItemState : std::uint8_t { waiting, presented, voting, counted, closed, postponed };
std::string_view name_of(ItemState);

enum class Command : std::uint8_t {
  change,    // another day, other members, another agenda
  open,      // the session begins; who is present
  attend,    // somebody came or went
  adjourn,   // ended without going through the agenda: too few are there
  close,     // the chair signs the minutes; of an item: its conclusion
  present,   // an item is presented
  begin,     // its ballot begins
  vote,      // a member's ballot
  count,     // the ballot ends
  postpone,  // the item is left for another session
  conflict,  // a member does not vote on the item
  opine,     // a member's opinion in writing
  view,      // the council's own view of a criterion
  take_back  // a conflict that was declared, before the ballot
};
std::string_view name_of(Command);
std::optional<Command> command_named(std::string_view);

// Where the command leads; nothing: it is not allowed there.
std::optional<State> after(State state, Command command);
// Of an item, in a session of that state.
std::optional<ItemState> after(State session, ItemState item, Command command);

// "present, begin": what may be done there, for sentences.
std::string commands_at(State state);
std::string commands_at(State session, ItemState item);

}  // namespace luytre::councils
