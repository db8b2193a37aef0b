#if defined(__x86_64__)
#include <immintrin.h>

#include "engine/columns/kernels.h"

#define AVX2 __attribute__((target("avx2")))

namespace luytre::engine::columns {

namespace {

AVX2 inline __m256i load(const void* from) { return _mm256_load_si256(static_cast<const __m256i*>(from)); }
AVX2 inline __m256i load_anywhere(const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }

AVX2 inline __m256i eight_slots(const std::uint8_t* slot) {
  return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(slot)));
}

// Sixteen 32-bit words looked up by the slots 0..15 of eight units.
struct Table {
  __m256i first, second;
  AVX2 __m256i at(__m256i slots) const {
    const __m256i low = _mm256_permutevar8x32_epi32(first, slots);
    const __m256i high = _mm256_permutevar8x32_epi32(second, slots);
    return _mm256_blendv_epi8(low, high, _mm256_cmpgt_epi32(slots, _mm256_set1_epi32(7)));
  }
};

// 8 units of pairs at `from`.
AVX2 inline std::uint64_t pairs_met(const std::int16_t* from, __m256i test, __m256i low, __m256i width) {
  const __m256i above = _mm256_sub_epi32(_mm256_madd_epi16(load(from), test), low);
  const __m256i is_met = _mm256_cmpeq_epi32(_mm256_min_epu32(above, width), above);
  return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(is_met)));
}

AVX2 void pairs16(const std::int16_t* pairs, std::uint32_t units, const std::uint8_t* slot, const PairTests& tests,
                  std::uint64_t* met) {
  const Table table{load_anywhere(tests.of), load_anywhere(tests.of + 8)};
  const __m256i one = _mm256_broadcastd_epi32(_mm256_castsi256_si128(table.first));
  const __m256i low = _mm256_set1_epi32(tests.low);
  const __m256i width = _mm256_set1_epi32(
      static_cast<std::int32_t>(static_cast<std::uint32_t>(tests.high) - static_cast<std::uint32_t>(tests.low)));
  const bool is_one = slot == nullptr || tests.slots == 1;
  for (std::size_t from = 0; from < units; from += word_units) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < word_units; i += 8) {
      const __m256i test = is_one ? one : table.at(eight_slots(slot + from + i));
      word |= pairs_met(pairs + 2 * (from + i), test, low, width) << i;
    }
    met[from / word_units] = word;
  }
}

// 16 units: one bit each, in order.
AVX2 inline std::uint64_t numbers_met(__m256i numbers, __m256i low, __m256i high) {
  const __m256i is_out = _mm256_or_si256(_mm256_cmpgt_epi16(low, numbers), _mm256_cmpgt_epi16(numbers, high));
  const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(is_out, _mm256_setzero_si256()), 0b11011000);
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes)) & 0xFFFFU;
}

// Limits of 16 units: the 16-bit table looked up as the halves of 32-bit words.
AVX2 inline __m256i limits_of(const std::uint8_t* slot, const Table& table) {
  const __m256i first = table.at(eight_slots(slot));
  const __m256i second = table.at(eight_slots(slot + 8));
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(first, second), 0b11011000);
}

AVX2 Table widened(const std::int16_t* limits) {
  return {_mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(limits))),
          _mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(limits + 8)))};
}

AVX2 void numbers16(const std::int16_t* numbers, std::uint32_t units, const std::uint8_t* slot,
                    const NumberTests& tests, std::uint64_t* met) {
  const bool is_one = slot == nullptr || tests.slots == 1;
  const __m256i low = _mm256_set1_epi16(tests.low[0]);
  const __m256i high = _mm256_set1_epi16(tests.high[0]);
  const Table lows = widened(tests.low);
  const Table highs = widened(tests.high);
  for (std::size_t from = 0; from < units; from += word_units) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < word_units; i += 16) {
      const __m256i amounts = load(numbers + from + i);
      word |= (is_one ? numbers_met(amounts, low, high)
                      : numbers_met(amounts, limits_of(slot + from + i, lows), limits_of(slot + from + i, highs)))
              << i;
    }
    met[from / word_units] = word;
  }
}

__attribute__((target("popcnt"))) void count(const std::uint64_t* words, const Piece* pieces, std::size_t count,
                                             std::uint32_t* table, std::size_t columns) {
  for (const Piece* piece = pieces; piece != pieces + count; ++piece) {
    table[piece->row * columns] += static_cast<std::uint32_t>(__builtin_popcountll(words[piece->word] & piece->mask));
  }
}

}  // namespace

const Kernels avx2_kernels{"avx2", pairs16, numbers16, count};

}  // namespace luytre::engine::columns
#endif
