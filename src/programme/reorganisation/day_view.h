// The days, and the screen of one day, as JSON.
#pragma once

#include "programme/reorganisation/decide.h"
#include "programme/reorganisation/reorganisation_routes.h"

namespace luytre::reorganisation {

// What stands open on a day and what was decided.
struct DayState {
  std::vector<Item> open;  // in the order of the sources; none that was decided
  std::vector<Decision> decided;
};
Result<DayState> state_of(storage::Database& database, const Desk& desk, const Known& known,
                          const ReorganisationDay& day);

// {day, decisions, ended, begun, taken_over, split, ended_for_good}: how many units.
json::object summary_value(const ReorganisationDay& day);

// The summary with {kinds, counts, groups: [{group, unit, items}], decided, units}. Groups: "ask" (several successors),
// "none" (no successor is known, or only closing is possible), then one for each successor by name.
json::object day_value(const Known& known, const ReorganisationDay& day, const DayState& state,
                       const ReorganisationDoors& doors);

}  // namespace luytre::reorganisation
