// What may be done to a round and to a village of it, in which state, and what it leads to: tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luytre::surveys {

enum class State : std::uint8_t {
  planned,
  approved,      // by the Front above
  trained,       // whoever goes from house to house was shown how
  collecting,    // slips are out
  closed,        // every village is sealed
  consolidated,  // the commune's Front signed the sum
  displayed,     // in public
  confirmed,     // by the Front above, every anomaly answered
  sent,          // to the dossier
  returned,      // it does not count: another round is needed
  cancelled
};
std::string_view name_of(State);

enum class VillageState : std::uint8_t { waiting, handed_out, sealed };
std::string_view name_of(VillageState);

enum class Command : std::uint8_t {
  approve,
  frame,  // households counted anew
  train,
  print,     // of a village: slips with serials
  hand_out,  // of a village
  enter,     // of a village: slips that came back
  seal,      // of a village
  consolidate,
  display,
  confirm,
  send,
  give_back,  // to be done again
  cancel,
  review,   // an anomaly is answered, or the answer is weighed
  recount,  // by another commune's Front
  task      // out of what residents wrote
};
std::string_view name_of(Command);
std::optional<Command> command_named(std::string_view);

// Where the command leads the round; nothing: it is not allowed there.
std::optional<State> after(State state, Command command);
// The same of a village, in a round of that state.
std::optional<VillageState> after(State round, VillageState village, Command command);

}  // namespace luytre::surveys
