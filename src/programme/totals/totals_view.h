// Totals as the API gives them.
#pragma once

#include "base/json.h"
#include "programme/totals/desk.h"

namespace luytre::totals {

struct View {
  const units::Unit* place = nullptr;  // this one and those inside; nullptr: all
  bool with_districts = false;
  bool includes_drafts = false;
};

// {set, set_title, set_hash, set_is_partial, is_outside_period, level, as_of, as_known, opinion, includes_drafts,
// is_demonstration, criteria: [{number, id, title}], areas: [{unit, code, name, level, parent, is_complete, units,
// units_not_concerned, outcomes, outcomes_by_confirmed_law, criteria_met: {numerator, denominator, average},
// met_of_criterion, units_by_criteria_met, titles: {title, held, not_held, unknown}}]}.
// `is_complete`: the register claims every unit of the place on the day; else the numbers are of those that it knows.
// The country's `unit`, `code` and `name` are null; `average` is criteria per unit, null where no unit is concerned; a
// criterion that does not apply to a unit counts as met. `titles` is absent where the set stands for no title.
json::object to_json(const Answer& answer, const View& view);

// The units of the place that lack least: {set … is_demonstration, units: [{unit, code, name, province, outcome,
// criteria_met, criteria_total, criteria_open, indicators_open}]}, at most `count`. Open is what is neither met nor not
// applicable.
json::object nearest_to_json(const Answer& answer, const View& view, std::size_t count);

}  // namespace luytre::totals
