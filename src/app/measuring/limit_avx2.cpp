#if defined(__x86_64__)
#include <immintrin.h>

#include "app/measuring/limit.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
#include "app/measuring/limit_words.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

// The world has as many classes as one register has lanes, and a leaf no more limits than there are classes.
static_assert(classes_count == 8);

struct Word256 {
  struct Counter {
    __m256i first, second;
    Counter() : first(_mm256_setzero_si256()), second(_mm256_setzero_si256()) {}
    // A byte of ones for each bit, and subtracted: one more.
    static inline __m256i bytes_of(std::uint32_t bits) {
      const __m256i spread = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
      const __m256i each = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201));
      const __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(bits)), spread);
      return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, each), each);
    }
    void add(std::uint64_t bits) {
      first = _mm256_sub_epi8(first, bytes_of(static_cast<std::uint32_t>(bits)));
      second = _mm256_sub_epi8(second, bytes_of(static_cast<std::uint32_t>(bits >> 32U)));
    }
    void store(std::uint8_t* to) const {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), first);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + 32), second);
    }
  };

  static inline __m256i load(const std::int16_t* from) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(from));
  }

  static inline std::uint64_t pairs_met(const FlatLeaf& leaf, const std::int16_t* pairs, const std::uint8_t* slot) {
    const auto& tests = leaf.tests.pair_tests;
    const __m256i table = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(tests.of));
    const __m256i low = _mm256_set1_epi32(tests.low);
    const __m256i high = _mm256_set1_epi32(tests.high);
    __m256i test = _mm256_broadcastd_epi32(_mm256_castsi256_si128(table));
    std::uint64_t met = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      if (slot != nullptr) {
        const auto* its = reinterpret_cast<const __m128i*>(slot + 8 * i);
        test = _mm256_permutevar8x32_epi32(table, _mm256_cvtepu8_epi32(_mm_loadl_epi64(its)));
      }
      const __m256i excess = _mm256_madd_epi16(load(pairs + 16 * i), test);
      const __m256i is_out = _mm256_or_si256(_mm256_cmpgt_epi32(low, excess), _mm256_cmpgt_epi32(excess, high));
      met |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(is_out)))} << (8 * i);
    }
    return ~met;
  }

  // Ones where the number is out of its limits: 16 units. `lows` and `highs` hold the eight limits in each half.
  static inline __m256i out_of(const std::int16_t* numbers, const std::uint8_t* slot, __m256i lows, __m256i highs) {
    __m256i places = _mm256_set1_epi16(0x0100);  // the two bytes of limit 0
    if (slot != nullptr) {
      const __m256i its = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(slot)));
      places = _mm256_add_epi16(_mm256_mullo_epi16(its, _mm256_set1_epi16(0x0202)), places);
    }
    const __m256i amounts = load(numbers);
    return _mm256_or_si256(_mm256_cmpgt_epi16(_mm256_shuffle_epi8(lows, places), amounts),
                           _mm256_cmpgt_epi16(amounts, _mm256_shuffle_epi8(highs, places)));
  }

  static inline std::uint64_t numbers_met(const FlatLeaf& leaf, const std::int16_t* numbers, const std::uint8_t* slot) {
    const auto& tests = leaf.tests.number_tests;
    const __m256i lows = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(tests.low)));
    const __m256i highs = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(tests.high)));
    std::uint64_t met = 0;
    for (std::size_t i = 0; i < 64; i += 32) {
      const auto* its = slot == nullptr ? nullptr : slot + i;
      const __m256i first = out_of(numbers + i, its, lows, highs);
      const __m256i second = out_of(numbers + i + 16, its == nullptr ? nullptr : its + 16, lows, highs);
      const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(first, second), 0b11011000);
      met |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes))} << i;
    }
    return ~met;
  }

  static inline std::uint64_t met(const FlatLeaf& leaf, std::size_t word) {
    const auto* amounts = reinterpret_cast<const std::int16_t*>(leaf.amounts.data());
    const auto* slot = leaf.slot == nullptr ? nullptr : leaf.slot + word * word_units;
    return leaf.pairs ? pairs_met(leaf, amounts + word * 2 * word_units, slot)
                      : numbers_met(leaf, amounts + word * word_units, slot);
  }
};

}  // namespace

void judge_flat_256(const FlatDay& day, bool with_counts, FlatAnswer& answer) {
  with_counts ? judge_words<Word256, true>(day, answer) : judge_words<Word256, false>(day, answer);
}

}  // namespace luytre::measuring
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
