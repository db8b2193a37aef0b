// Steps of a round as a whole: approved, taught, signed by the commune, displayed, confirmed, returned, cancelled.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

struct StepWish {
  Command command = Command::approve;
  std::string words;
};

// Of approve, train, consolidate, display, confirm, give_back and cancel. Problems surveys.not_now,
// surveys.words_needed (to give back or cancel), surveys.anomalies_open, surveys.recount_open, surveys.own_round (who
// planned a round does not approve it).
Result<EventNumber> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                              const StepWish& wish, EventNumber expected);

// What was kept for counting again, and slips that nobody will count: gone, keys and all.
Done drop_what_is_hidden(storage::Database& database, const Course& course);

// The act that a step needs.
std::string act_of(Command command);

}  // namespace luytre::surveys
