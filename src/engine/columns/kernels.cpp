#include "engine/columns/kernels.h"

#include <bit>
#include <cstdlib>

namespace luytre::engine::columns {

namespace {

void pairs16(const std::int16_t* pairs, std::uint32_t units, const std::uint8_t* slot, const PairTests& tests,
             std::uint64_t* met) {
  const auto width = static_cast<std::uint32_t>(tests.high) - static_cast<std::uint32_t>(tests.low);
  for (std::size_t from = 0; from < units; from += word_units) {
    std::uint64_t word = 0;
    for (std::uint32_t i = 0; i < word_units; ++i) {
      const std::size_t at = from + i;
      const PairTest& test = tests.of[slot == nullptr ? 0 : slot[at]];
      const std::int32_t excess = pairs[2 * at] * test.factor + pairs[2 * at + 1] * test.minus_bound;
      const bool is_met = static_cast<std::uint32_t>(excess) - static_cast<std::uint32_t>(tests.low) <= width;
      word |= std::uint64_t{is_met} << i;
    }
    met[from / word_units] = word;
  }
}

void numbers16(const std::int16_t* numbers, std::uint32_t units, const std::uint8_t* slot, const NumberTests& tests,
               std::uint64_t* met) {
  for (std::uint32_t from = 0; from < units; from += word_units) {
    std::uint64_t word = 0;
    for (std::uint32_t i = 0; i < word_units; ++i) {
      const std::uint32_t at = from + i;
      const std::uint32_t its = slot == nullptr ? 0 : slot[at];
      const bool is_met = tests.low[its] <= numbers[at] && numbers[at] <= tests.high[its];
      word |= std::uint64_t{is_met} << i;
    }
    met[from / word_units] = word;
  }
}

void count(const std::uint64_t* words, const Piece* pieces, std::size_t count, std::uint32_t* table,
           std::size_t columns) {
  for (const Piece* piece = pieces; piece != pieces + count; ++piece) {
    table[piece->row * columns] += static_cast<std::uint32_t>(std::popcount(words[piece->word] & piece->mask));
  }
}

const Kernels& choose() {
  const auto all = kernels_of_this_processor();
  const char* wanted = std::getenv("LUYTRE_KERNELS");
  for (const auto* each : all) {
    if (wanted != nullptr && each->name == wanted) return *each;
  }
  return *all.back();
}

}  // namespace

const Kernels portable_kernels{"portable", pairs16, numbers16, count};

std::vector<const Kernels*> kernels_of_this_processor() {
  std::vector<const Kernels*> all{&portable_kernels};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) all.push_back(&avx2_kernels);
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) all.push_back(&avx512_kernels);
#endif
  return all;
}

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace luytre::engine::columns
