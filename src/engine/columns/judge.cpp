#include "engine/columns/judge.h"

#include <algorithm>
#include <cassert>
#include <optional>

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
void test_wide(Comparison comparison, const LeafTests& tests, const Chunk& chunk, const std::uint8_t* slot,
               Words& met) {
  for (std::uint32_t at = 0; at < chunk.units; ++at) {
    const auto& test = tests.wide[slot == nullptr ? 0 : slot[at]];
    const Wide numerator = chunk.numerator(at);
    const bool is_met = tests.pairs
                            ? satisfies(comparison, test.factor * numerator - test.bound * chunk.denominator(at))
                            : test.low <= numerator && numerator <= test.high;
    assign(met, at, is_met);
  }
}

bool has_form(const LeafTests& tests, const Chunk& chunk) {
  return tests.pairs == is_pairs(chunk.layout) && tests.scale == chunk.scale &&
         tests.denominator_scale == chunk.denominator_scale;
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
  std::vector<std::pair<int, std::int32_t>> fresh;  // by age in months: a program has few
  bounds_.reserve(program.leaves.size());
  for (std::size_t number = 0; number < program.leaves.size(); ++number) {
    const Leaf& leaf = program.leaves[number];
    bounds_.push_back(bound(leaf, number));
    auto known = std::find_if(fresh.begin(), fresh.end(),
                              [&](const auto& entry) { return entry.first == leaf.maximum_age_months; });
    if (known == fresh.end()) {
      fresh.emplace_back(leaf.maximum_age_months, first_fresh_day(question_.day, leaf.maximum_age_months));
      known = std::prev(fresh.end());
    }
    bounds_.back().first_fresh = known->second;
  }
}

Judge::Bound Judge::bound(const Leaf& leaf, std::size_t number) const {
  Bound bound;
  bound.panel = store_.panel(leaf.column);
  const auto step = bound.panel == nullptr ? std::nullopt : bound.panel->step_on(question_.day.days());
  if (!step) return bound;
  bound.step_number = *step;
  bound.step = bound.panel->steps()[*step].get();
  bound.has_past = question_.known_at < bound.panel->newest_event();
  for (const auto& chunk : bound.step->chunks) {
    if (chunk == nullptr || chunk->layout == Layout::empty) continue;
    for (const auto& tests : program_.tests_of_leaves[number]) {
      if (has_form(tests, *chunk)) bound.tests = &tests;
    }
    break;
  }
  return bound;
}

bool Judge::answers_like(const Judge& other) const {
  if (&program_ != &other.program_ || &store_ != &other.store_ || question_.known_at != other.question_.known_at ||
      question_.with_counts != other.question_.with_counts) {
    return false;
  }
  for (const auto* question : {&question_, &other.question_}) {
    if (!question->given.empty() || !question->alive.empty()) return false;
  }
  return std::equal(bounds_.begin(), bounds_.end(), other.bounds_.begin(), [](const Bound& a, const Bound& b) {
    if (a.step != b.step) return false;
    if (a.step == nullptr || a.first_fresh == b.first_fresh) return true;
    // Days that values are of are days of steps: what matters is the first of them that is fresh.
    const auto first = [](const Bound& bound) { return bound.panel->step_on(bound.first_fresh - 1); };
    return first(a) == first(b);
  });
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

void Judge::test_amounts(std::size_t number, const Chunk& chunk, std::size_t chunk_number, Words& met) const {
  const Leaf& leaf = program_.leaves[number];
  const std::uint8_t* slot =
      leaf.slot_map == one_slot ? nullptr : program_.slot_maps[leaf.slot_map].data() + chunk_number * chunk_units;
  const std::uint32_t padded = (chunk.units + word_units - 1U) / word_units * word_units;
  const LeafTests* tests = bounds_[number].tests;
  std::optional<LeafTests> unusual;
  if (tests == nullptr || !has_form(*tests, chunk)) {
    tests = &unusual.emplace(
        tests_of(leaf.limits, leaf.comparison, is_pairs(chunk.layout), chunk.scale, chunk.denominator_scale));
  }
  std::fill(met.begin() + padded / word_units, met.end(), std::uint64_t{0});
  const auto* amounts = reinterpret_cast<const std::int16_t*>(chunk.data.data());
  if (tests->is_narrow && chunk.layout == Layout::pairs16) {
    kernels_.pairs16(amounts, padded, slot, tests->pair_tests, met.data());
  } else if (tests->is_narrow && chunk.layout == Layout::numbers16) {
    kernels_.numbers16(amounts, padded, slot, tests->number_tests, met.data());
  } else if (chunk.layout != Layout::empty) {
    met = {};
    test_wide(leaf.comparison, *tests, chunk, slot, met);
  } else {
    met = {};
  }
}

// What the amounts of the chunk do not say: cells aside, values that are too old, values known otherwise then.
void Judge::correct(std::size_t number, const Chunk& chunk, const Walk& walk, Words& met, Words& known) const {
  const Leaf& leaf = program_.leaves[number];
  const Bound& bound = bounds_[number];
  const auto first = static_cast<UnitNumber>(walk.number * chunk_units);
  const auto put = [&](std::uint32_t at, const Cell& cell) {
    const auto slot = slot_of(program_, leaf, first + at);
    const auto is_cell_met = cell.day >= bound.first_fresh
                                 ? is_met(cell, leaf.comparison, bound.tests, slot, leaf.limits[slot].value)
                                 : std::nullopt;
    assign(known, at, is_cell_met.has_value());
    assign(met, at, is_cell_met.value_or(false));
  };
  keep_fresh(chunk, bound.first_fresh, known);
  for (const auto& entry : chunk.aside) put(entry.at, entry.cell);
  if (!bound.has_past) return;
  for (const auto& patch : bound.panel->patches(bound.step_number, walk.number, question_.known_at)) {
    put(patch.at, patch.cell);
  }
}

void Judge::judge_leaf(std::size_t number, const Walk& walk, OutcomeBits& bits) const {
  const Bound& bound = bounds_[number];
  const Chunk* chunk = bound.step != nullptr && walk.number < bound.step->chunks.size()
                           ? bound.step->chunks[walk.number].get()
                           : nullptr;
  Words met;
  Words corrected;
  const Words* known = &corrected;
  if (chunk == nullptr) {
    met = corrected = {};
  } else {
    test_amounts(number, *chunk, walk.number, met);
    if (bound.has_past || !chunk->aside.empty() || std::min(chunk->day, chunk->oldest_carried) < bound.first_fresh) {
      corrected = chunk->present;
      correct(number, *chunk, walk, met, corrected);
    } else {
      known = &chunk->present;
    }
  }
  const auto& limit_bits = program_.limit_bits[number];
  if (limit_bits.empty()) {
    for (std::size_t i = 0; i < chunk_words; ++i) {
      const auto here = (*known)[i] & walk.alive[i];
      bits.met[i] = met[i] & here;
      bits.not_met[i] = ~met[i] & here;
    }
    bits.not_applicable = {};
    return;
  }
  const auto& limits = limit_bits[walk.number];
  for (std::size_t i = 0; i < chunk_words; ++i) {
    const auto here = (*known)[i] & walk.alive[i] & limits.compared[i];
    bits.met[i] = met[i] & here;
    bits.not_met[i] = ~met[i] & here;
    bits.not_applicable[i] = walk.alive[i] & limits.not_applicable[i];
  }
}

void Judge::judge_node(const Node& node, Walk& walk, OutcomeBits& bits) const {
  switch (node.kind) {
    case NodeKind::leaf:
      judge_leaf(node.number, walk, bits);
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
  if (node.role == NodeRole::criterion) {
    Words& counted = walk.result.criteria_met[walk.criterion++];
    counted = bits.met;
    for (std::size_t i = 0; program_.counts_not_applicable && i < chunk_words; ++i)
      counted[i] |= bits.not_applicable[i];
  }
  if (node.role == NodeRole::part || walk.result.counts == nullptr) return;
  Words open;
  for (std::size_t i = 0; i < chunk_words; ++i) open[i] = walk.alive[i] & ~(bits.met[i] | bits.not_applicable[i]);
  auto& counts = *walk.result.counts;
  if (node.role == NodeRole::criterion) {
    counts.criteria_met.add(bits.met);
    counts.criteria_open.add(open);
  } else {
    counts.indicators_met.add(bits.met);
    counts.indicators_open.add(open);
  }
}

std::shared_ptr<const JudgedChunk> Judge::chunk(std::size_t number) const {
  auto result = std::make_shared<JudgedChunk>();
  result->criteria_met.resize(program_.criteria);
  result->alive = alive_of(number);
  if (question_.with_counts) result->counts = std::make_unique<Counts>();
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

std::vector<Judged> judged_on(const Program& program, const Store& store, std::span<const Date> days) {
  std::vector<Judged> all;
  all.reserve(days.size());
  std::unique_ptr<const Judge> before;
  for (const auto day : days) {
    auto judge = std::make_unique<const Judge>(program, store, Question{day, everything, {}, {}, false});
    if (before != nullptr && judge->answers_like(*before)) {
      all.push_back(Judged(all.back()));
    } else {
      all.push_back(judge->all());
    }
    before = std::move(judge);
  }
  return all;
}

}  // namespace luytre::engine::columns
