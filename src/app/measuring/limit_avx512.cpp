#if defined(__x86_64__)
#include <immintrin.h>

#include "app/measuring/limit.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl")
#endif
#include "app/measuring/limit_words.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

struct Word512 {
  struct Counter {
    __m512i sums;
    Counter() : sums(_mm512_setzero_si512()) {}  // written out, for a made-up one is not of this processor
    void add(std::uint64_t bits) { sums = _mm512_mask_add_epi8(sums, bits, sums, _mm512_set1_epi8(1)); }
    void store(std::uint8_t* to) const { _mm512_storeu_si512(to, sums); }
  };
  static inline std::uint64_t met(const FlatLeaf& leaf, std::size_t word) {
    const auto* amounts = reinterpret_cast<const std::int16_t*>(leaf.amounts.data());
    std::uint64_t met = 0;
    if (leaf.pairs) {
      const auto& tests = leaf.tests.pair_tests;
      const __m512i table = _mm512_loadu_si512(tests.of);
      const __m512i low = _mm512_set1_epi32(tests.low);
      const __m512i high = _mm512_set1_epi32(tests.high);
      const auto* pairs = amounts + word * 2 * word_units;
      for (std::size_t i = 0; i < 4; ++i) {
        __m512i test = _mm512_broadcastd_epi32(_mm512_castsi512_si128(table));
        if (leaf.slot != nullptr) {
          const auto* slot = leaf.slot + word * word_units + 16 * i;
          test = _mm512_permutexvar_epi32(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(slot))),
                                          table);
        }
        const __m512i excess = _mm512_madd_epi16(_mm512_load_si512(pairs + 32 * i), test);
        const std::uint64_t bits = _mm512_cmple_epi32_mask(low, excess) & _mm512_cmple_epi32_mask(excess, high);
        met |= bits << (16 * i);
      }
      return met;
    }
    const auto& tests = leaf.tests.number_tests;
    const __m512i lows = _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tests.low)));
    const __m512i highs = _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tests.high)));
    for (std::size_t i = 0; i < 2; ++i) {
      __m512i its = _mm512_setzero_si512();
      if (leaf.slot != nullptr) {
        const auto* slot = leaf.slot + word * word_units + 32 * i;
        its = _mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(slot)));
      }
      const __m512i numbers = _mm512_load_si512(amounts + word * word_units + 32 * i);
      const std::uint64_t bits = _mm512_cmple_epi16_mask(_mm512_permutexvar_epi16(its, lows), numbers) &
                                 _mm512_cmple_epi16_mask(numbers, _mm512_permutexvar_epi16(its, highs));
      met |= bits << (32 * i);
    }
    return met;
  }
};
}  // namespace

void judge_flat_512(const FlatDay& day, bool with_counts, FlatAnswer& answer) {
  with_counts ? judge_words<Word512, true>(day, answer) : judge_words<Word512, false>(day, answer);
}

}  // namespace luytre::measuring
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
