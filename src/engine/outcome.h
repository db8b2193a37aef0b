// The five outcomes, why a thing could not be judged, and how outcomes combine. Pure tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace luytre::engine {

// Never folded into fewer. basically_met is only ever a recorded human opinion: nothing here computes it, and where
// outcomes combine it counts as not_met.
enum class Outcome : std::uint8_t { met, basically_met, not_met, not_applicable, not_assessed };
inline constexpr std::size_t outcome_count = 5;

std::string_view name_of(Outcome outcome);  // "met", "not_assessed"
std::optional<Outcome> outcome_named(std::string_view name);

// Why an outcome is not_assessed, or why not_applicable. `none` for every other outcome.
enum class Reason : std::uint8_t {
  none,
  // not_assessed
  law_not_loaded,        // the threshold, indicator, year or layer exists in law and is not known here
  class_unknown,         // the attribute that chooses the column is not known for the unit
  value_missing,         // no observation
  value_too_old,         // older than the measure's maximum age
  base_value_missing,    // growth or comparison without the value it starts from
  boundary_changed,      // the earlier value belongs to other boundaries
  prerequisite_unknown,  // the register does not cover the unit and date
  children_unknown,      // too many units below are undecided to tell
  no_children,           // a share of units below where there are none
  value_unusable,        // denominator or base of zero or less, outside every band, too large for exact arithmetic
  parts_not_assessed,    // a combination waits for its parts
  // not_applicable
  excepted,              // an exception of the law holds
  does_not_apply,        // the condition under which the rule applies does not hold
  column_not_concerned,  // the law sets nothing for the unit's column
  parts_not_applicable,  // every part is not applicable
};

std::string_view name_of(Reason reason);  // "law_not_loaded"; texts are engine.reason.NAME in the catalogue

// Truth tables. Empty input gives not_applicable.
//   all_of: any not_met -> not_met; else any not_assessed -> not_assessed; else all n/a -> n/a; else met
//   any_of: any met -> met; else any not_assessed -> not_assessed; else any not_met -> not_met; else n/a
Outcome all_of(std::span<const Outcome> parts);
Outcome any_of(std::span<const Outcome> parts);

}  // namespace luytre::engine
