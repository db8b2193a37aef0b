#include "engine/columns/judge.h"

#include <algorithm>
#include <cassert>
#include <map>

namespace luytre::engine::columns {

namespace {

bool has(const Words& words, std::uint32_t at) { return (words[at / word_units] >> (at % word_units) & 1U) != 0; }

void assign(Words& words, std::uint32_t at, bool value) {
  const auto bit = std::uint64_t{1} << (at % word_units);
  words[at / word_units] = value ? words[at / word_units] | bit : words[at / word_units] & ~bit;
}

std::uint8_t slot_of(const Program& program, const Leaf& leaf, UnitNumber unit) {
  return leaf.slot_map == one_slot ? 0 : program.slot_maps[leaf.slot_map][unit];
}

// Any layout and any limit, one unit after another.
void test_wide(const Leaf& leaf, const LeafTests& tests, const Chunk& chunk, const std::uint8_t* slot, Words& met) {
  for (std::uint32_t at = 0; at < chunk.units; ++at) {
    const auto& test = tests.wide[slot == nullptr ? 0 : slot[at]];
    const Wide numerator = chunk.numerator(at);
    const bool is_met = tests.pairs
                            ? satisfies(leaf.comparison, test.factor * numerator - test.bound * chunk.denominator(at))
                            : test.low <= numerator && numerator <= test.high;
    assign(met, at, is_met);
  }
}

}  // namespace

struct Judge::Walk {
  std::size_t number;
  Words alive;
  JudgedChunk& result;
  std::uint32_t criterion = 0;
};

Outcome Judged::outcome(UnitNumber unit) const {
  const auto& bits = of(unit).outcome;
  const auto at = unit % chunk_units;
  if (has(bits.met, at)) return Outcome::met;
  if (has(bits.not_met, at)) return Outcome::not_met;
  return has(bits.not_applicable, at) ? Outcome::not_applicable : Outcome::not_assessed;
}

Judge::Judge(const Program& program, const Store& store, Question question, const Kernels& kernels)
    : program_(program), store_(store), question_(std::move(question)), kernels_(kernels) {
  assert(store.units() <= program.units && program.limit_bits.size() == program.leaves.size());
  std::map<int, std::int32_t> fresh;
  bounds_.reserve(program.leaves.size());
  for (const auto& leaf : program.leaves) {
    bounds_.push_back(bound(leaf));
    const auto [known, is_new] = fresh.emplace(leaf.maximum_age_months, 0);
    if (is_new) known->second = first_fresh_day(question_.day, leaf.maximum_age_months);
    bounds_.back().first_fresh = known->second;
  }
}

Judge::Bound Judge::bound(const Leaf& leaf) const {
  Bound bound;
  bound.panel = store_.panel(leaf.column);
  const auto step = bound.panel == nullptr ? std::nullopt : bound.panel->step_on(question_.day.days());
  if (!step) return bound;
  bound.step_number = *step;
  bound.step = bound.panel->steps()[*step].get();
  bound.has_past = question_.known_at < bound.panel->newest_event();
  for (const auto& chunk : bound.step->chunks) {
    if (chunk == nullptr || chunk->layout == Layout::empty) continue;
    bound.tests = tests_of(leaf, is_pairs(chunk->layout), chunk->scale, chunk->denominator_scale);
    break;
  }
  return bound;
}

Words Judge::alive_of(std::size_t chunk) const {
  Words alive{};
  if (!question_.alive.empty()) return chunk < question_.alive.size() ? question_.alive[chunk] : alive;
  const auto first = static_cast<UnitNumber>(chunk * chunk_units);
  for (std::uint32_t word = 0; word < chunk_words; ++word) {
    const UnitNumber from = first + word * word_units;
    if (from >= store_.units()) break;
    const UnitNumber left = store_.units() - from;
    alive[word] = left >= word_units ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  }
  return alive;
}

void Judge::test_amounts(const Leaf& leaf, const Bound& bound, const Chunk& chunk, std::size_t number,
                         Words& met) const {
  const std::uint8_t* slot =
      leaf.slot_map == one_slot ? nullptr : program_.slot_maps[leaf.slot_map].data() + number * chunk_units;
  const std::uint32_t padded = (chunk.units + word_units - 1U) / word_units * word_units;
  const bool same_form = bound.tests.pairs == is_pairs(chunk.layout) && bound.tests.scale == chunk.scale &&
                         bound.tests.denominator_scale == chunk.denominator_scale && !bound.tests.wide.empty();
  const LeafTests other =
      same_form ? LeafTests{} : tests_of(leaf, is_pairs(chunk.layout), chunk.scale, chunk.denominator_scale);
  const LeafTests& tests = same_form ? bound.tests : other;
  const auto* amounts = reinterpret_cast<const std::int16_t*>(chunk.data.data());
  if (tests.is_narrow && chunk.layout == Layout::pairs16) {
    kernels_.pairs16(amounts, padded, slot, tests.pair_tests, met.data());
  } else if (tests.is_narrow && chunk.layout == Layout::numbers16) {
    kernels_.numbers16(amounts, padded, slot, tests.number_tests, met.data());
  } else if (chunk.layout != Layout::empty) {
    test_wide(leaf, tests, chunk, slot, met);
  }
}

void Judge::judge_leaf(const Leaf& leaf, const Bound& bound, const Walk& walk, OutcomeBits& bits) const {
  const auto first = static_cast<UnitNumber>(walk.number * chunk_units);
  const auto& limit_bits = program_.limit_bits[static_cast<std::size_t>(&leaf - program_.leaves.data())];
  Words compared = walk.alive;
  bits.not_applicable = {};
  if (!limit_bits.empty()) {
    for (std::size_t i = 0; i < chunk_words; ++i) {
      compared[i] &= limit_bits[walk.number].compared[i];
      bits.not_applicable[i] = walk.alive[i] & limit_bits[walk.number].not_applicable[i];
    }
  }
  const Chunk* chunk = bound.step != nullptr && walk.number < bound.step->chunks.size()
                           ? bound.step->chunks[walk.number].get()
                           : nullptr;
  Words met{};
  Words known{};
  if (chunk != nullptr) {
    test_amounts(leaf, bound, *chunk, walk.number, met);
    if (chunk->day >= bound.first_fresh) known = chunk->present;
    const auto put = [&](std::uint32_t at, const Cell& cell) {
      const auto is_cell_met =
          cell.day >= bound.first_fresh
              ? is_met(cell, leaf.comparison, leaf.limits[slot_of(program_, leaf, first + at)].value)
              : std::nullopt;
      assign(known, at, is_cell_met.has_value());
      assign(met, at, is_cell_met.value_or(false));
    };
    for (const auto& entry : chunk->aside) put(entry.at, entry.cell);
    if (chunk->oldest_carried < bound.first_fresh) {
      for (const auto& entry : chunk->carried) {
        if (entry.day < bound.first_fresh) assign(known, entry.at, false);
      }
    }
    if (bound.has_past) {
      for (const auto& patch : bound.panel->patches(bound.step_number, walk.number, question_.known_at)) {
        put(patch.at, patch.cell);
      }
    }
  }
  for (std::size_t i = 0; i < chunk_words; ++i) {
    bits.met[i] = met[i] & known[i] & compared[i];
    bits.not_met[i] = ~met[i] & known[i] & compared[i];
  }
}

void Judge::judge_node(const Node& node, Walk& walk, OutcomeBits& bits) const {
  switch (node.kind) {
    case NodeKind::leaf:
      judge_leaf(program_.leaves[node.number], bounds_[node.number], walk, bits);
      break;
    case NodeKind::given: {
      const auto& given = question_.given[node.number];
      bits = walk.number < given.size() ? given[walk.number] : OutcomeBits{};
      for (auto* words : {&bits.met, &bits.not_met, &bits.not_applicable}) {
        for (std::size_t i = 0; i < chunk_words; ++i) (*words)[i] &= walk.alive[i];
      }
      break;
    }
    case NodeKind::all_of:
    case NodeKind::any_of: {
      PartsFolded folded(walk.alive);
      OutcomeBits part;
      for (const auto& each : node.parts) {
        judge_node(each, walk, part);
        folded.add(part);
      }
      bits = node.kind == NodeKind::all_of ? folded.all_of() : folded.any_of();
      break;
    }
  }
  if (node.role == NodeRole::part) return;
  Words open;
  for (std::size_t i = 0; i < chunk_words; ++i) open[i] = walk.alive[i] & ~(bits.met[i] | bits.not_applicable[i]);
  if (node.role == NodeRole::criterion) {
    walk.result.criteria_met[walk.criterion++] = bits.met;
    walk.result.criteria_count.add(bits.met);
    walk.result.criteria_open.add(open);
  } else {
    walk.result.indicators_count.add(bits.met);
    walk.result.indicators_open.add(open);
  }
}

std::shared_ptr<const JudgedChunk> Judge::chunk(std::size_t number) const {
  auto result = std::make_shared<JudgedChunk>();
  result->criteria_met.resize(program_.criteria);
  result->alive = alive_of(number);
  Walk walk{number, result->alive, *result};
  judge_node(program_.root, walk, result->outcome);
  return result;
}

Judged Judge::all() const {
  Judged judged;
  judged.units = store_.units();
  judged.criteria = program_.criteria;
  for (std::size_t number = 0; number * chunk_units < store_.units(); ++number) judged.chunks.push_back(chunk(number));
  return judged;
}

Judged Judge::again(const Judged& judged, std::span<const UnitNumber> changed_units) const {
  Judged next = judged;
  next.units = store_.units();
  std::vector<std::size_t> numbers;
  for (const auto unit : changed_units) numbers.push_back(unit / chunk_units);
  for (std::size_t number = judged.chunks.size(); number * chunk_units < store_.units(); ++number) {
    numbers.push_back(number);
    next.chunks.emplace_back();
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  for (const auto number : numbers) next.chunks[number] = chunk(number);
  return next;
}

}  // namespace luytre::engine::columns
