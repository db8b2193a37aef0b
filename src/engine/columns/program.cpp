#include "engine/columns/program.h"

#include <algorithm>
#include <cassert>

namespace luytre::engine::columns {

namespace {

std::vector<LimitBits> bits_of(const Program& program, const Leaf& leaf) {
  const auto is_compared = [](const Limit& limit) { return limit.state == LimitState::compared; };
  std::vector<LimitBits> bits;
  if (std::all_of(leaf.limits.begin(), leaf.limits.end(), is_compared)) return bits;
  bits.resize((program.units + chunk_units - 1) / chunk_units);
  for (UnitNumber unit = 0; unit < program.units; ++unit) {
    const std::size_t slot = leaf.slot_map == one_slot ? 0U : program.slot_maps[leaf.slot_map][unit];
    const auto state = leaf.limits[slot].state;
    if (state == LimitState::not_assessed) continue;
    auto& its = bits[unit / chunk_units];
    auto& words = state == LimitState::compared ? its.compared : its.not_applicable;
    words[unit % chunk_units / word_units] |= std::uint64_t{1} << (unit % word_units);
  }
  return bits;
}

}  // namespace

void prepare(Program& program) {
  for (auto& map : program.slot_maps) {
    assert(map.size() == program.units);
    map.resize((program.units + chunk_units - 1) / chunk_units * chunk_units, 0);
  }
  program.limit_bits.clear();
  program.tests_of_leaves.clear();
  for (const auto& leaf : program.leaves) {
    program.limit_bits.push_back(bits_of(program, leaf));
    auto& tests = program.tests_of_leaves.emplace_back();
    tests.push_back(tests_of(leaf.limits, leaf.comparison, true, 0, 0));
    for (std::uint8_t scale = 0; scale < 3; ++scale)
      tests.push_back(tests_of(leaf.limits, leaf.comparison, false, scale, 0));
  }
}

}  // namespace luytre::engine::columns
