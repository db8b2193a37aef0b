// The outcomes of the units of one chunk under one node: a bit a unit in at most one of three sets. A unit in none of
// them is not assessed. Combinations follow the truth tables of engine/outcome.h.
#pragma once

#include "engine/columns/chunk.h"

namespace luytre::engine::columns {

struct OutcomeBits {
  Words met{};
  Words not_met{};
  Words not_applicable{};
};

// Folds parts one by one: add() each, then all_of() or any_of().
struct PartsFolded {
  Words met{};      // some part is
  Words not_met{};  // some part is
  Words settled;    // no part is not assessed

  explicit PartsFolded(const Words& alive) : settled(alive) {}

  void add(const OutcomeBits& part) {
    for (std::size_t i = 0; i < chunk_words; ++i) {
      met[i] |= part.met[i];
      not_met[i] |= part.not_met[i];
      settled[i] &= part.met[i] | part.not_met[i] | part.not_applicable[i];
    }
  }
  OutcomeBits all_of() const {
    OutcomeBits bits;
    for (std::size_t i = 0; i < chunk_words; ++i) {
      const std::uint64_t open = settled[i] & ~not_met[i];
      bits.not_met[i] = not_met[i];
      bits.met[i] = open & met[i];
      bits.not_applicable[i] = open & ~met[i];
    }
    return bits;
  }
  OutcomeBits any_of() const {
    OutcomeBits bits;
    for (std::size_t i = 0; i < chunk_words; ++i) {
      const std::uint64_t open = settled[i] & ~met[i];
      bits.met[i] = met[i];
      bits.not_met[i] = open & not_met[i];
      bits.not_applicable[i] = open & ~not_met[i];
    }
    return bits;
  }
};

// Counts kept as binary digits, one bitmap a digit: adding a bitmap adds 1 to the count of each unit in it.
template <std::size_t digits>
struct BitCounts {
  std::array<Words, digits> digit{};

  void add(const Words& ones) {
    Words carry = ones;
    for (auto& words : digit) {
      std::uint64_t left = 0;
      for (std::size_t i = 0; i < chunk_words; ++i) {
        const std::uint64_t next = words[i] & carry[i];
        words[i] ^= carry[i];
        carry[i] = next;
        left |= next;
      }
      if (left == 0) return;
    }
  }
  std::uint32_t of(std::uint32_t at) const {
    std::uint32_t count = 0;
    for (std::size_t k = 0; k < digits; ++k) {
      count |= static_cast<std::uint32_t>(digit[k][at / word_units] >> (at % word_units) & 1U) << k;
    }
    return count;
  }
};

}  // namespace luytre::engine::columns
