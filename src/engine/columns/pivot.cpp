#include "engine/columns/pivot.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "engine/columns/leaf_tests.h"

namespace luytre::engine::columns {

namespace {

// What one unit adds; nothing when it has no share that is fresh enough.
void add_cell(Pivoted& sum, const Cell& cell, std::int32_t first_fresh) {
  if (cell.state != CellState::share || cell.day < first_fresh || cell.denominator <= 0) return;
  assert(cell.scale == 0 && cell.denominator_scale == 0);
  sum.numerator += cell.numerator;
  sum.denominator += cell.denominator;
  ++sum.units;
  sum.percent_hundredths += (20'000 * cell.numerator + cell.denominator) / (2 * cell.denominator);
}

// The same for 16-bit pairs that all stand: the bulk of every chunk.
void add_pairs(Pivoted& sum, const std::int16_t* pairs, std::uint64_t present) {
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
  std::uint64_t hundredths = 0;  // a share may be far over 100 %
  sum.units += static_cast<std::uint32_t>(std::popcount(present));
  for (; present != 0; present &= present - 1) {
    const auto at = std::countr_zero(present);
    const auto above = static_cast<std::uint32_t>(pairs[2 * at]);
    const auto below = static_cast<std::uint32_t>(pairs[2 * at + 1]);
    numerator += above;
    denominator += below;
    hundredths += (20'000 * above + below) / (2 * below);
  }
  sum.numerator += numerator;
  sum.denominator += denominator;
  sum.percent_hundredths += static_cast<std::int64_t>(hundredths);
}

class Pivoting {
 public:
  Pivoting(const Panel& panel, std::size_t step, const PivotQuestion& question)
      : panel_(panel),
        step_(step),
        known_at_(question.known_at),
        first_fresh_(first_fresh_day(question.day, question.maximum_age_months)) {}

  // Adds the units `from` to `to` of one word of one chunk.
  void add(Pivoted& sum, UnitNumber from, UnitNumber to) {
    const Step& step = *panel_.steps()[step_];
    const auto number = from / chunk_units;
    const Chunk* chunk = number < step.chunks.size() ? step.chunks[number].get() : nullptr;
    if (chunk == nullptr) return;
    const auto at = from % chunk_units;
    if (is_plain(*chunk)) {
      const auto count = to - from;
      const std::uint64_t ones = count == word_units ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
      const auto* pairs = reinterpret_cast<const std::int16_t*>(chunk->data.data());
      add_pairs(sum, pairs + 2 * (at / word_units * word_units),
                known_of(*chunk, number)[at / word_units] & (ones << (at % word_units)));
      return;
    }
    for (UnitNumber unit = from; unit < to; ++unit) add_cell(sum, panel_.cell(step_, unit, known_at_), first_fresh_);
  }

 private:
  // Every present unit is a pair of whole numbers that are not negative, as known now.
  bool is_plain(const Chunk& chunk) const {
    return chunk.layout == Layout::pairs16 && chunk.is_natural && chunk.aside.empty() &&
           known_at_ >= panel_.newest_event();
  }

  // The units of the chunk whose value is fresh; one chunk is asked about many times on end.
  const Words& known_of(const Chunk& chunk, std::size_t number) {
    if (number == known_number_) return known_;
    known_number_ = number;
    known_ = chunk.present;
    keep_fresh(chunk, first_fresh_, known_);
    return known_;
  }

  const Panel& panel_;
  std::size_t step_;
  EventNumber known_at_;
  std::int32_t first_fresh_;
  Words known_{};
  std::size_t known_number_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace

std::vector<Pivoted> pivot(const Store& store, const PivotQuestion& question, const Areas& areas) {
  std::vector<Pivoted> sums(areas.areas.size());
  const Panel* panel = store.panel(question.column);
  const auto step = panel == nullptr ? std::nullopt : panel->step_on(question.day.days());
  if (!step) return sums;
  Pivoting pivoting(*panel, *step, question);
  for (std::size_t area = 0; area < sums.size(); ++area) {
    for (UnitNumber place = areas.areas[area].from; place < areas.areas[area].to;) {
      const UnitNumber from = areas.units.empty() ? place : areas.units[place];
      UnitNumber to = from + 1;
      if (areas.units.empty()) to = std::min(areas.areas[area].to, (from / word_units + 1) * word_units);
      pivoting.add(sums[area], from, to);
      place += to - from;
    }
  }
  for (std::size_t area = sums.size(); area-- > 0;) {
    if (areas.areas[area].parent == no_area) continue;
    auto& parent = sums[areas.areas[area].parent];
    parent.numerator += sums[area].numerator;
    parent.denominator += sums[area].denominator;
    parent.units += sums[area].units;
    parent.percent_hundredths += sums[area].percent_hundredths;
  }
  return sums;
}

}  // namespace luytre::engine::columns
