// The figures at the head of the overview, each with what it was made from: numerator, denominator, day, event, and the
// units behind both. One that no draft had a part in has its public certificate too.
#pragma once

#include <vector>

#include "engine/outcome.h"
#include "programme/reporting/desk.h"

namespace luytre::reporting {

// What the figures need of one unit.
struct FigureUnit {
  const units::Unit* unit = nullptr;
  State state = State::empty;
  engine::Outcome outcome = engine::Outcome::not_assessed;
  int criteria_met = 0;
  bool rests_on_drafts = false;
};

// Of the units that somebody may see; `is_whole` when these are all that the period asks.
struct FigureBasis {
  const Known& known;
  const Period& period;
  std::vector<FigureUnit> units;
  bool is_whole = false;
};

// [{figure, numerator, denominator, as_of, as_known, includes_drafts, href, public_href}]: met_sets, signed, verified,
// average (criteria met, over units). `href` is where figure_value is answered.
json::array figure_values(const FigureBasis& basis);

// One of them with {set, opinion, units_counted, units_others}. Problem reporting.no_figure.
Result<json::object> figure_value(const FigureBasis& basis, const std::string& figure);

}  // namespace luytre::reporting
