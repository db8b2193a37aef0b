#include <algorithm>
#include <cassert>
#include <cstring>

#include "app/measuring/limit.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

struct Laid {
  AlignedBytes amounts;
  std::vector<std::uint64_t> known;
};

// Amounts of a column one after another; only values that are fresh are known.
Laid lay(const Panel& panel, std::size_t step, std::uint32_t words, bool pairs, std::int32_t first_fresh) {
  Laid laid{AlignedBytes(std::size_t{words} * word_units * (pairs ? 4 : 2)), std::vector<std::uint64_t>(words, 0)};
  const auto& chunks = panel.steps()[step]->chunks;
  for (std::size_t number = 0; number < chunks.size(); ++number) {
    const Chunk& chunk = *chunks[number];
    assert(chunk.layout == (pairs ? Layout::pairs16 : Layout::numbers16) && chunk.aside.empty());
    std::memcpy(laid.amounts.data() + number * chunk_units * bytes_of(chunk.layout), chunk.data.data(),
                std::min(chunk.data.size(), laid.amounts.size() - number * chunk_units * bytes_of(chunk.layout)));
    for (std::uint32_t at = 0; at < chunk.units; ++at) {
      if (!chunk.is_present(at) || chunk.cell(at).day < first_fresh) continue;
      laid.known[number * chunk_words + at / word_units] |= std::uint64_t{1} << (at % word_units);
    }
  }
  return laid;
}

std::uint32_t packed(const Cell& cell, bool pairs) {
  const auto low = static_cast<std::uint16_t>(cell.numerator);
  return pairs ? static_cast<std::uint32_t>(low) | static_cast<std::uint32_t>(cell.denominator) << 16U : low;
}

std::vector<FlatPatch> patches_of(const Panel& panel, std::size_t step, bool pairs,
                                  const std::vector<std::uint64_t>& compared, std::int32_t first_fresh,
                                  EventNumber known_at) {
  std::vector<FlatPatch> patches;
  for (std::size_t number = 0; number < panel.steps()[step]->chunks.size(); ++number) {
    for (const auto& patch : panel.patches(step, number, known_at)) {
      const auto unit = static_cast<std::uint32_t>(number * chunk_units + patch.at);
      const bool is_compared = (compared[unit / word_units] >> (unit % word_units) & 1U) != 0;
      const bool is_known = patch.cell.has_value() && patch.cell.day >= first_fresh && is_compared;
      patches.push_back({unit, packed(patch.cell, pairs), is_known});
    }
  }
  return patches;
}

}  // namespace

FlatDay flat_day(const Program& program, const Store& store, Date day, EventNumber known_at) {
  FlatDay flat;
  flat.units = store.units();
  flat.words = (flat.units + word_units - 1) / word_units;
  flat.criteria = program.criteria;
  for (std::uint32_t criterion = 0; criterion < program.criteria; ++criterion) {
    for (const auto& node : program.root.parts[criterion].parts) {
      const Leaf& leaf = program.leaves[node.number];
      const Panel* panel = store.panel(leaf.column);
      const auto step = panel == nullptr ? std::nullopt : panel->step_on(day.days());
      const auto fresh = first_fresh_day(day, leaf.maximum_age_months);
      FlatLeaf& made = flat.leaves.emplace_back();
      flat.patches.emplace_back();
      made.criterion = criterion;
      made.slot = leaf.slot_map == one_slot ? nullptr : program.slot_maps[leaf.slot_map].data();
      std::vector<std::uint64_t> compared(flat.words, ~std::uint64_t{0});
      made.not_applicable.assign(flat.words, 0);
      const auto& bits = program.limit_bits[node.number];
      for (std::uint32_t word = 0; !bits.empty() && word < flat.words; ++word) {
        compared[word] = bits[word / chunk_words].compared[word % chunk_words];
        made.not_applicable[word] = bits[word / chunk_words].not_applicable[word % chunk_words];
      }
      made.known.assign(flat.words, 0);
      if (!step || panel->steps()[*step]->chunks.empty()) {
        made.amounts = AlignedBytes(std::size_t{flat.words} * word_units * 4);
        made.tests = tests_of(leaf.limits, leaf.comparison, true, 0, 0);
        made.pairs = true;
        continue;
      }
      made.pairs = is_pairs(panel->steps()[*step]->chunks[0]->layout);
      made.tests = tests_of(leaf.limits, leaf.comparison, made.pairs, 0, 0);
      assert(made.tests.is_narrow);
      auto laid = lay(*panel, *step, flat.words, made.pairs, fresh);
      made.amounts = std::move(laid.amounts);
      for (std::uint32_t word = 0; word < flat.words; ++word) made.known[word] = laid.known[word] & compared[word];
      flat.patches.back() = patches_of(*panel, *step, made.pairs, compared, fresh, known_at);
    }
  }
  return flat;
}

FlatShares flat_shares(const Store& store, std::uint32_t column, Date day) {
  const Panel& panel = *store.panel(column);
  const auto words = (store.units() + word_units - 1) / word_units;
  auto laid = lay(panel, *panel.step_on(day.days()), words, true, first_fresh_day(day, maximum_age_months));
  return {std::move(laid.amounts), std::move(laid.known)};
}

}  // namespace luytre::measuring
