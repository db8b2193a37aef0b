#include "app/measuring/limit.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

#include "app/measuring/limit_words.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

// One byte a unit, eight of them in a number.
struct PlainCounter {
  std::array<std::uint64_t, 8> sums{};
  void add(std::uint64_t bits) {
    constexpr std::uint64_t ones = 0x0101010101010101, one_of_each = 0x8040201008040201,
                            all_but_top = 0x7F7F7F7F7F7F7F7F;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const std::uint64_t spread = (bits >> (8 * i) & 0xFFU) * ones & one_of_each;
      sums[i] += (spread + all_but_top) >> 7U & ones;
    }
  }
  void store(std::uint8_t* to) const { std::memcpy(to, sums.data(), sizeof sums); }
};

// One word of units under one limit by the engine's own loop for any processor: there plain intrinsics do not exist.
struct PortableWord {
  using Counter = PlainCounter;
  static std::uint64_t met(const FlatLeaf& leaf, std::size_t word) {
    std::uint64_t met = 0;
    const auto* amounts = reinterpret_cast<const std::int16_t*>(leaf.amounts.data());
    const auto* slot = leaf.slot == nullptr ? nullptr : leaf.slot + word * word_units;
    if (leaf.pairs) {
      portable_kernels.pairs16(amounts + word * 2 * word_units, word_units, slot, leaf.tests.pair_tests, &met);
    } else {
      portable_kernels.numbers16(amounts + word * word_units, word_units, slot, leaf.tests.number_tests, &met);
    }
    return met;
  }
};

void judge_all_words(const FlatDay& day, bool with_counts, FlatAnswer& answer) {
#if defined(__x86_64__)
  if (kernels().name == avx512_kernels.name) return judge_flat_512(day, with_counts, answer);
  if (kernels().name == avx2_kernels.name) return judge_flat_256(day, with_counts, answer);
#endif
  judge_flat_plain(day, with_counts, answer);
}

// Puts the earlier values in and, the second time, the present ones back.
void exchange(FlatDay& day) {
  for (std::size_t number = 0; number < day.leaves.size(); ++number) {
    FlatLeaf& leaf = day.leaves[number];
    for (auto& patch : day.patches[number]) {
      const std::size_t width = leaf.pairs ? 4 : 2;
      std::byte* place = leaf.amounts.data() + patch.unit * width;
      std::uint32_t here = 0;
      std::memcpy(&here, place, width);
      std::memcpy(place, &patch.pair, width);
      patch.pair = here;
      auto& known = leaf.known[patch.unit / word_units];
      const auto bit = std::uint64_t{1} << (patch.unit % word_units);
      const bool was_known = (known & bit) != 0;
      known = patch.is_known ? known | bit : known & ~bit;
      patch.is_known = was_known;
    }
  }
}

}  // namespace

void judge_flat_plain(const FlatDay& day, bool with_counts, FlatAnswer& answer) {
  with_counts ? judge_words<PortableWord, true>(day, answer) : judge_words<PortableWord, false>(day, answer);
}

void judge_flat(FlatDay& day, bool with_counts, FlatAnswer& answer) {
  answer.met.resize(day.words);
  answer.not_met.resize(day.words);
  answer.criteria_met.resize(day.criteria);
  for (auto& bits : answer.criteria_met) bits.resize(day.words);
  exchange(day);
  if (with_counts) {
    for (auto* counts :
         {&answer.criteria_count, &answer.indicators_count, &answer.criteria_open, &answer.indicators_open}) {
      counts->resize(std::size_t{day.words} * word_units);
    }
  }
  judge_all_words(day, with_counts, answer);
  exchange(day);
}

void explain_flat(const FlatDay& day, std::uint32_t unit, std::vector<engine::Outcome>& outcomes) {
  const auto has = [unit](const std::vector<std::uint64_t>& bits) {
    return (bits[unit / word_units] >> (unit % word_units) & 1U) != 0;
  };
  outcomes.resize(day.leaves.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const FlatLeaf& leaf = day.leaves[i];
    const std::size_t slot = leaf.slot == nullptr ? 0 : leaf.slot[unit];
    const auto* amounts = reinterpret_cast<const std::int16_t*>(leaf.amounts.data());
    bool is_met = false;
    if (leaf.pairs) {
      const auto& tests = leaf.tests.pair_tests;
      const std::int64_t excess = std::int64_t{amounts[2 * unit]} * tests.of[slot].factor +
                                  std::int64_t{amounts[2 * unit + 1]} * tests.of[slot].minus_bound;
      is_met = tests.low <= excess && excess <= tests.high;
    } else {
      const auto& tests = leaf.tests.number_tests;
      is_met = tests.low[slot] <= amounts[unit] && amounts[unit] <= tests.high[slot];
    }
    outcomes[i] = has(leaf.not_applicable) ? engine::Outcome::not_applicable
                  : !has(leaf.known)       ? engine::Outcome::not_assessed
                  : is_met                 ? engine::Outcome::met
                                           : engine::Outcome::not_met;
  }
}

RolledUp roll_up_flat(const FlatDay& day, const FlatAnswer& answer, const Areas& areas) {
  RolledUp rolled;
  rolled.criteria = day.criteria;
  rolled.totals.resize(areas.areas.size());
  rolled.met_of_criterion.resize(areas.areas.size() * day.criteria);
  std::vector<Piece> pieces;
  for (std::uint32_t row = 0; row < areas.areas.size(); ++row) {
    const auto& area = areas.areas[row];
    rolled.totals[row].units = area.to - area.from;
    for (UnitNumber from = area.from; from < area.to;) {
      const auto end = std::min(area.to, (from / word_units + 1) * word_units);
      const auto ones = end - from == word_units ? ~std::uint64_t{0} : (std::uint64_t{1} << (end - from)) - 1;
      pieces.push_back({ones << (from % word_units), from / word_units, row});
      from = end;
    }
  }
  const auto& kernel = kernels();
  auto* totals = reinterpret_cast<std::uint32_t*>(rolled.totals.data());
  constexpr std::size_t columns = sizeof(Totals) / sizeof(std::uint32_t);
  kernel.count(answer.met.data(), pieces.data(), pieces.size(), totals + offsetof(Totals, met) / 4, columns);
  kernel.count(answer.not_met.data(), pieces.data(), pieces.size(), totals + offsetof(Totals, not_met) / 4, columns);
  for (std::uint32_t i = 0; i < day.criteria; ++i) {
    kernel.count(answer.criteria_met[i].data(), pieces.data(), pieces.size(), rolled.met_of_criterion.data() + i,
                 day.criteria);
  }
  for (std::size_t row = areas.areas.size(); row-- > 0;) {
    auto& its = rolled.totals[row];
    for (std::uint32_t i = 0; i < day.criteria; ++i) its.criteria_met += rolled.of(row, i);
    if (areas.areas[row].parent == no_area) continue;
    auto& parent = rolled.totals[areas.areas[row].parent];
    parent.units += its.units;
    parent.met += its.met;
    parent.not_met += its.not_met;
    for (std::uint32_t i = 0; i < day.criteria; ++i) {
      rolled.met_of_criterion[areas.areas[row].parent * day.criteria + i] += rolled.of(row, i);
    }
  }
  return rolled;
}

std::vector<Near> nearest_flat(const FlatDay& day, const FlatAnswer& answer, std::size_t count) {
  std::vector<Near> all;
  for (std::uint32_t unit = 0; unit < day.units; ++unit) {
    if ((answer.met[unit / word_units] >> (unit % word_units) & 1U) != 0) continue;
    all.push_back({unit, answer.criteria_open[unit], answer.indicators_open[unit]});
  }
  const auto last = all.begin() + std::min(static_cast<std::ptrdiff_t>(count), std::ssize(all));
  std::partial_sort(all.begin(), last, all.end(), [](const Near& a, const Near& b) {
    return std::tie(a.criteria_open, a.indicators_open, a.unit) < std::tie(b.criteria_open, b.indicators_open, b.unit);
  });
  all.erase(last, all.end());
  return all;
}

std::vector<Pivoted> pivot_flat(const FlatShares& shares, const Areas& areas) {
  std::vector<Pivoted> sums(areas.areas.size());
  const auto* pairs = reinterpret_cast<const std::int16_t*>(shares.pairs.data());
  for (std::size_t row = areas.areas.size(); row-- > 0;) {
    const auto& area = areas.areas[row];
    Pivoted& sum = sums[row];
    std::uint32_t numerator = 0, denominator = 0, units = 0, hundredths = 0;
    for (std::size_t unit = area.from; unit < area.to; ++unit) {
      const auto is_known = static_cast<std::uint32_t>(shares.known[unit / word_units] >> (unit % word_units) & 1U);
      const auto above = static_cast<std::uint32_t>(pairs[2 * unit]) * is_known;
      const auto below = static_cast<std::uint32_t>(pairs[2 * unit + 1]) * is_known;
      numerator += above;
      denominator += below;
      units += is_known;
      hundredths += (20'000 * above + below) / (2 * below + (1 - is_known));
    }
    sum.numerator += numerator;
    sum.denominator += denominator;
    sum.units += units;
    sum.percent_hundredths += hundredths;
    if (area.parent == no_area) continue;
    auto& parent = sums[area.parent];
    parent.numerator += sum.numerator;
    parent.denominator += sum.denominator;
    parent.units += sum.units;
    parent.percent_hundredths += sum.percent_hundredths;
  }
  return sums;
}

}  // namespace luytre::measuring
