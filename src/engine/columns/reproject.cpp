#include "engine/columns/reproject.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace luytre::engine::columns {

namespace {

constexpr std::int64_t most16 = std::numeric_limits<std::int16_t>::max();

constexpr UnitNumber nowhere = std::numeric_limits<UnitNumber>::max();

// Amounts at one scale; too long a sum leaves no value.
bool add_amount(std::int64_t& sum, std::uint8_t& scale, std::int64_t amount, std::uint8_t its) {
  for (; scale < its; ++scale) {
    if (__builtin_mul_overflow(sum, 10, &sum)) return false;
  }
  for (; its < scale; ++its) {
    if (__builtin_mul_overflow(amount, 10, &amount)) return false;
  }
  return !__builtin_add_overflow(sum, amount, &sum) && sum <= amount_max && sum >= -amount_max;
}

Cell sum_of(const Panel& panel, std::size_t step, const Composed& composed, EventNumber known_at) {
  Cell sum;
  for (const auto unit : composed.parts) {
    const Cell cell = panel.cell(step, unit, known_at);
    const bool is_first = sum.state == CellState::nothing;
    if (!cell.has_value() || (!is_first && cell.state != sum.state)) return {};
    sum.state = cell.state;
    sum.day = is_first ? cell.day : std::min(sum.day, cell.day);
    const bool fits = add_amount(sum.numerator, sum.scale, cell.numerator, cell.scale) &&
                      add_amount(sum.denominator, sum.denominator_scale, cell.denominator, cell.denominator_scale);
    if (!fits) return {};
  }
  return sum;
}

}  // namespace

Reprojection::Reprojection(Composition composition, UnitNumber units) : composition_(std::move(composition)) {
  units_ = static_cast<UnitNumber>(composition_.of.size());
  into_.assign((units + chunk_units - 1) / chunk_units * chunk_units, nowhere);
  whole_.assign((units_ + chunk_units - 1) / chunk_units * chunk_words, 0);
  for (UnitNumber into = 0; into < units_; ++into) {
    const auto& composed = composition_.of[into];
    if (!composed.is_whole || composed.parts.empty()) continue;
    parts_most_ = std::max(parts_most_, composed.parts.size());
    whole_[into / word_units] |= std::uint64_t{1} << (into % word_units);
    for (const auto unit : composed.parts) into_[unit] = into;
  }
  for (UnitNumber unit = 0; unit < units; ++unit) {
    if (into_[unit] == nowhere) continue;
    const bool goes_on = !runs_.empty() && unit % chunk_units != 0 && runs_.back().into == into_[unit] &&
                         runs_.back().from + runs_.back().count == unit;
    if (goes_on) {
      ++runs_.back().count;
    } else {
      runs_.push_back({into_[unit], unit, 1});
    }
  }
  // Runs of one length stand together: a loop over them is never in doubt how long the next one is.
  std::stable_sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) { return a.count < b.count; });
}

// All chunks are natural 16-bit pairs, so that sums of them can be added up as such.
bool Reprojection::is_plain(const Panel& panel, const Step& step, EventNumber known_at) const {
  if (known_at < panel.newest_event()) return false;
  return std::all_of(step.chunks.begin(), step.chunks.end(), [&](const auto& chunk) {
    if (chunk == nullptr) return true;
    const bool fits = chunk->largest * static_cast<std::int64_t>(parts_most_) <= most16;
    return (chunk->layout == Layout::empty || (chunk->layout == Layout::pairs16 && chunk->is_natural)) && fits &&
           chunk->aside.empty();
  });
}

// Sums of one column after another on the other boundaries, before they are cut into chunks.
class Reprojection::PlainSums {
 public:
  explicit PlainSums(const Reprojection& plan)
      : plan_(plan),
        flat_(plan.into_.size(), 0),
        pairs_(plan.whole_.size() * word_units, 0),
        oldest_(plan.whole_.size() * word_units, no_day) {}

  std::shared_ptr<const Step> step(const Step& from) {
    step_ = &from;
    present_ = plan_.whole_;
    is_older_.assign(present_.size(), 0);
    add();
    leave_out();
    find_oldest(from.day);
    auto made = std::make_shared<Step>();
    made->day = from.day;
    for (UnitNumber unit = 0; unit < plan_.units_; unit += chunk_units) made->chunks.push_back(chunk(unit, from.day));
    return made;
  }

 private:
  // The column as one row of pairs; zero where nothing stands.
  void lay_flat() {
    for (std::size_t number = 0; number * chunk_units < flat_.size(); ++number) {
      std::uint32_t* to = flat_.data() + number * chunk_units;
      const Chunk* chunk = number < step_->chunks.size() ? step_->chunks[number].get() : nullptr;
      const std::size_t bytes = chunk == nullptr ? 0 : chunk->data.size();
      if (bytes > 0) std::memcpy(to, chunk->data.data(), bytes);
      std::memset(reinterpret_cast<std::byte*>(to) + bytes, 0, chunk_units * sizeof(*to) - bytes);
    }
  }

  // Numerators lie in the low half of a word and denominators in the high one: neither sum leaves its half.
  template <std::uint32_t count>
  const Run* add_runs(const Run* run, const Run* end) {
    for (; run != end && run->count == count; ++run) {
      const std::uint32_t* from = flat_.data() + run->from;
      std::uint32_t sum = 0;
      for (std::uint32_t i = 0; i < count; ++i) sum += from[i];
      pairs_[run->into] += sum;
    }
    return run;
  }

  void add() {
    lay_flat();
    std::fill(pairs_.begin(), pairs_.end(), 0U);
    const Run* run = plan_.runs_.data();
    const Run* end = run + plan_.runs_.size();
    run = add_runs<1>(run, end);
    run = add_runs<2>(run, end);
    run = add_runs<3>(run, end);
    run = add_runs<4>(run, end);
    for (; run != end; ++run) {
      for (std::uint32_t i = 0; i < run->count; ++i) pairs_[run->into] += flat_[run->from + i];
    }
  }

  // A unit with a part that has no value has none.
  void leave_out() {
    for (UnitNumber word = 0; word * word_units < plan_.into_.size(); ++word) {
      const auto number = word / chunk_words;
      const Chunk* chunk = number < step_->chunks.size() ? step_->chunks[number].get() : nullptr;
      for (auto absent = chunk == nullptr ? ~std::uint64_t{0} : ~chunk->present[word % chunk_words]; absent != 0;
           absent &= absent - 1) {
        const auto into = plan_.into_[word * word_units + static_cast<std::uint32_t>(std::countr_zero(absent))];
        if (into == nowhere) continue;
        present_[into / word_units] &= ~(std::uint64_t{1} << (into % word_units));
        pairs_[into] = 0;
      }
    }
  }

  // The oldest day of the parts, of the units in `is_older_`.
  void find_oldest(std::int32_t day) {
    const auto note = [&](UnitNumber into, std::int32_t its) {
      if (into == nowhere) return;
      auto& word = is_older_[into / word_units];
      const auto bit = std::uint64_t{1} << (into % word_units);
      oldest_[into] = (word & bit) == 0 ? its : std::min(oldest_[into], its);
      word |= bit;
    };
    for (std::size_t number = 0; number < step_->chunks.size(); ++number) {
      const auto& chunk = step_->chunks[number];
      if (chunk == nullptr) continue;
      const auto* into = plan_.into_.data() + number * chunk_units;
      for (std::uint32_t at = 0; chunk->day != day && at < chunk->units; ++at) note(into[at], chunk->day);
      for (const auto& entry : chunk->carried) note(into[entry.at], entry.day);
    }
  }

  std::shared_ptr<const Chunk> chunk(UnitNumber from, std::int32_t day) const {
    auto chunk = std::make_shared<Chunk>();
    chunk->day = day;
    chunk->units = static_cast<std::uint16_t>(std::min(chunk_units, plan_.units_ - from));
    chunk->layout = Layout::pairs16;
    chunk->data = AlignedBytes(chunk_units * bytes_of(chunk->layout));
    std::memcpy(chunk->data.data(), pairs_.data() + from, chunk_units * sizeof(pairs_[0]));
    for (std::uint32_t word = 0; word < chunk_words; ++word) {
      chunk->present[word] = present_[from / word_units + word];
      for (auto bits = chunk->present[word] & is_older_[from / word_units + word]; bits != 0; bits &= bits - 1) {
        const auto at = word * word_units + static_cast<std::uint32_t>(std::countr_zero(bits));
        chunk->carried.push_back({oldest_[from + at], static_cast<std::uint16_t>(at)});
        chunk->oldest_carried = std::min(chunk->oldest_carried, oldest_[from + at]);
      }
    }
    return chunk;
  }

  const Reprojection& plan_;
  const Step* step_ = nullptr;
  std::vector<std::uint32_t> flat_;   // by unit
  std::vector<std::uint32_t> pairs_;  // by unit of the other boundaries
  std::vector<std::uint64_t> present_;
  std::vector<std::int32_t> oldest_;  // read only where `is_older_`
  std::vector<std::uint64_t> is_older_;
};

std::shared_ptr<const Step> Reprojection::summed_step(const Panel& panel, std::size_t step,
                                                      EventNumber known_at) const {
  auto made = std::make_shared<Step>();
  made->day = panel.steps()[step]->day;
  for (UnitNumber from = 0; from < units_; from += chunk_units) {
    OpenChunk open;
    open.day = made->day;
    for (UnitNumber unit = from; unit < std::min(units_, from + chunk_units); ++unit) {
      const auto& composed = composition_.of[unit];
      open.cells.push_back(composed.is_whole ? sum_of(panel, step, composed, known_at) : Cell{});
    }
    open.first_event.assign(open.cells.size(), 0);
    made->chunks.push_back(closed(open));
  }
  return made;
}

std::shared_ptr<const Store> Reprojection::carry_over(const Store& store, const std::vector<bool>& wanted,
                                                      std::int32_t day, EventNumber known_at) const {
  std::vector<std::shared_ptr<const Panel>> panels(store.columns());
  PlainSums sums(*this);
  for (ColumnNumber column = 0; column < store.columns(); ++column) {
    const Panel* panel = store.panel(column);
    const auto step = panel != nullptr && wanted[column] ? panel->step_on(day) : std::nullopt;
    if (!step) continue;
    const Step& from = *panel->steps()[*step];
    panels[column] =
        Panel::of({is_plain(*panel, from, known_at) ? sums.step(from) : summed_step(*panel, *step, known_at)});
  }
  return Store::of(std::move(panels), units_, store.known_at());
}

}  // namespace luytre::engine::columns
