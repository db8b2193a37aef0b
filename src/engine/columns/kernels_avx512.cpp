#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>

#include "engine/columns/kernels.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl")))

namespace luytre::engine::columns {

namespace {

// 16 units of pairs at `from`.
AVX512 inline std::uint64_t pairs_met(const std::int16_t* from, __m512i test, __m512i low, __m512i width) {
  const __m512i excess = _mm512_madd_epi16(_mm512_load_si512(from), test);
  return _mm512_cmple_epu32_mask(_mm512_sub_epi32(excess, low), width);
}

AVX512 inline __m512i tests_of(const std::uint8_t* slot, __m512i table) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(slot));
  return _mm512_permutexvar_epi32(_mm512_cvtepu8_epi32(bytes), table);
}

AVX512 void pairs16(const std::int16_t* pairs, std::uint32_t units, const std::uint8_t* slot, const PairTests& tests,
                    std::uint64_t* met) {
  static_assert(sizeof(tests.of) == 64);
  const __m512i table = _mm512_loadu_si512(tests.of);
  const __m512i low = _mm512_set1_epi32(tests.low);
  const __m512i width = _mm512_set1_epi32(
      static_cast<std::int32_t>(static_cast<std::uint32_t>(tests.high) - static_cast<std::uint32_t>(tests.low)));
  if (slot == nullptr || tests.slots == 1) {
    const __m512i test = _mm512_broadcastd_epi32(_mm512_castsi512_si128(table));
    for (std::uint32_t at = 0; at < units; at += word_units, pairs += 2 * word_units) {
      met[at / word_units] = pairs_met(pairs, test, low, width) | pairs_met(pairs + 32, test, low, width) << 16 |
                             pairs_met(pairs + 64, test, low, width) << 32 |
                             pairs_met(pairs + 96, test, low, width) << 48;
    }
    return;
  }
  for (std::uint32_t at = 0; at < units; at += word_units, pairs += 2 * word_units, slot += word_units) {
    met[at / word_units] = pairs_met(pairs, tests_of(slot, table), low, width) |
                           pairs_met(pairs + 32, tests_of(slot + 16, table), low, width) << 16 |
                           pairs_met(pairs + 64, tests_of(slot + 32, table), low, width) << 32 |
                           pairs_met(pairs + 96, tests_of(slot + 48, table), low, width) << 48;
  }
}

AVX512 inline std::uint64_t numbers_met(__m512i numbers, __m512i low, __m512i high) {
  return _mm512_cmple_epi16_mask(low, numbers) & _mm512_cmple_epi16_mask(numbers, high);
}

AVX512 void numbers16(const std::int16_t* numbers, std::uint32_t units, const std::uint8_t* slot,
                      const NumberTests& tests, std::uint64_t* met) {
  const __m512i lows = _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tests.low)));
  const __m512i highs = _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tests.high)));
  if (slot == nullptr || tests.slots == 1) {
    const __m512i low = _mm512_set1_epi16(tests.low[0]);
    const __m512i high = _mm512_set1_epi16(tests.high[0]);
    for (std::uint32_t at = 0; at < units; at += word_units, numbers += word_units) {
      met[at / word_units] = numbers_met(_mm512_load_si512(numbers), low, high) |
                             numbers_met(_mm512_load_si512(numbers + 32), low, high) << 32;
    }
    return;
  }
  const auto half = [&](std::uint32_t at) AVX512 {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(slot + at));
    const __m512i its = _mm512_cvtepu8_epi16(bytes);
    return numbers_met(_mm512_load_si512(numbers + at), _mm512_permutexvar_epi16(its, lows),
                       _mm512_permutexvar_epi16(its, highs));
  };
  for (std::uint32_t at = 0; at < units; at += word_units) {
    met[at / word_units] = half(at) | half(at + 32) << 32;
  }
}

__attribute__((target("popcnt"))) void count(const std::uint64_t* words, const Piece* pieces, std::size_t count,
                                             std::uint32_t* table, std::size_t columns) {
  for (const Piece* piece = pieces; piece != pieces + count; ++piece) {
    table[piece->row * columns] += static_cast<std::uint32_t>(__builtin_popcountll(words[piece->word] & piece->mask));
  }
}

}  // namespace

const Kernels avx512_kernels{"avx512", pairs16, numbers16, count};

}  // namespace luytre::engine::columns
#endif
