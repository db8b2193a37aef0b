#include "engine/outcome.h"

#include <array>

namespace luytre::engine {

namespace {

constexpr std::array<std::string_view, outcome_count> outcome_names = {"met", "basically_met", "not_met",
                                                                       "not_applicable", "not_assessed"};

constexpr std::array<std::string_view, 16> reason_names = {"none",
                                                           "law_not_loaded",
                                                           "class_unknown",
                                                           "value_missing",
                                                           "value_too_old",
                                                           "base_value_missing",
                                                           "boundary_changed",
                                                           "prerequisite_unknown",
                                                           "children_unknown",
                                                           "no_children",
                                                           "value_unusable",
                                                           "parts_not_assessed",
                                                           "excepted",
                                                           "does_not_apply",
                                                           "column_not_concerned",
                                                           "parts_not_applicable"};
static_assert(static_cast<std::size_t>(Reason::parts_not_applicable) + 1 == reason_names.size());

struct Tally {
  bool met = false;
  bool not_met = false;
  bool not_assessed = false;
};

Tally tally(std::span<const Outcome> parts) {
  Tally seen;
  for (const Outcome part : parts) {
    switch (part) {
      case Outcome::met:
        seen.met = true;
        break;
      case Outcome::basically_met:  // an opinion near the limit is still below it
      case Outcome::not_met:
        seen.not_met = true;
        break;
      case Outcome::not_assessed:
        seen.not_assessed = true;
        break;
      case Outcome::not_applicable:
        break;
    }
  }
  return seen;
}

}  // namespace

std::string_view name_of(Outcome outcome) { return outcome_names.at(static_cast<std::size_t>(outcome)); }

std::optional<Outcome> outcome_named(std::string_view name) {
  for (std::size_t i = 0; i < outcome_names.size(); ++i) {
    if (outcome_names.at(i) == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Reason reason) { return reason_names.at(static_cast<std::size_t>(reason)); }

Outcome all_of(std::span<const Outcome> parts) {
  const Tally seen = tally(parts);
  if (seen.not_met) return Outcome::not_met;
  if (seen.not_assessed) return Outcome::not_assessed;
  return seen.met ? Outcome::met : Outcome::not_applicable;
}

Outcome any_of(std::span<const Outcome> parts) {
  const Tally seen = tally(parts);
  if (seen.met) return Outcome::met;
  if (seen.not_assessed) return Outcome::not_assessed;
  return seen.not_met ? Outcome::not_met : Outcome::not_applicable;
}

}  // namespace luytre::engine
