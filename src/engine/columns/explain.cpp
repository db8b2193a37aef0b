#include "engine/columns/explain.h"

#include <cassert>

namespace luytre::engine::columns {

namespace {

Outcome outcome_of(const Explained& explained, Comparison comparison) {
  if (explained.limit.state == LimitState::not_applicable) return Outcome::not_applicable;
  if (explained.limit.state == LimitState::not_assessed || !explained.is_fresh) return Outcome::not_assessed;
  const auto met = is_met(explained.cell, comparison, explained.limit.value);
  if (!met) return Outcome::not_assessed;
  return *met ? Outcome::met : Outcome::not_met;
}

}  // namespace

std::vector<Explained> explain(const Program& program, const Store& store, const Question& question, UnitNumber unit) {
  assert(unit < program.units);
  std::vector<Explained> all(program.leaves.size());
  int age = -1;
  std::int32_t first_fresh = no_day;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Leaf& leaf = program.leaves[i];
    auto& explained = all[i];
    explained.limit = leaf.limits[leaf.slot_map == one_slot ? 0U : program.slot_maps[leaf.slot_map][unit]];
    if (leaf.maximum_age_months != age) {
      age = leaf.maximum_age_months;
      first_fresh = first_fresh_day(question.day, age);
    }
    const Panel* panel = store.panel(leaf.column);
    const auto step = panel == nullptr ? std::nullopt : panel->step_on(question.day.days());
    if (step) explained.cell = panel->cell(*step, unit, question.known_at);
    explained.is_fresh = explained.cell.has_value() && explained.cell.day >= first_fresh;
    explained.outcome = outcome_of(explained, leaf.comparison);
  }
  return all;
}

}  // namespace luytre::engine::columns
