// The few loops that see every value: amounts against limits, one bit a unit. Each is written for any processor, for
// AVX2 and for AVX-512; which one runs is chosen when the program starts. All give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/columns/chunk.h"

namespace luytre::engine::columns {

inline constexpr std::uint32_t slots_max = 16;  // limits that one kernel call can tell apart

// A pair is met when low <= factor * numerator - bound * denominator <= high. Amounts, factor and bound fit 16 bits.
struct PairTest {
  std::int16_t factor = 0;
  std::int16_t minus_bound = 0;
};
struct PairTests {
  PairTest of[slots_max];  // by slot
  std::int32_t low = 0;    // of every slot
  std::int32_t high = 0;
  std::uint32_t slots = 1;
};

// A number is met when low <= number <= high.
struct NumberTests {
  std::int16_t low[slots_max];
  std::int16_t high[slots_max];
  std::uint32_t slots = 1;
};

// Some units of one word of a bitmap, which belong to the row `row` of a table.
struct Piece {
  std::uint64_t mask = 0;
  std::uint32_t word = 0;
  std::uint32_t row = 0;
};

// `units` is a multiple of 64; `slot` is the slot of each unit, below `slots`, or null: all have slot 0; `met` gets
// units / 64 words. Data lies at 64 bytes, and `slot` may be read up to the end of its last 64.
struct Kernels {
  std::string_view name;
  void (*pairs16)(const std::int16_t* pairs, std::uint32_t units, const std::uint8_t* slot, const PairTests& tests,
                  std::uint64_t* met);
  void (*numbers16)(const std::int16_t* numbers, std::uint32_t units, const std::uint8_t* slot,
                    const NumberTests& tests, std::uint64_t* met);
  // Adds the number of bits of each piece to `table[row * columns]`.
  void (*count)(const std::uint64_t* words, const Piece* pieces, std::size_t count, std::uint32_t* table,
                std::size_t columns);
};

// The quickest that this processor runs; LUYTRE_KERNELS=portable|avx2|avx512 asks for another, which is refused by
// falling back when the processor cannot.
const Kernels& kernels();
std::vector<const Kernels*> kernels_of_this_processor();  // portable first

extern const Kernels portable_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace luytre::engine::columns
