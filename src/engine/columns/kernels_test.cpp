// Every processor's kernels give the bits that plain arithmetic gives, at the edges of 16 bits too.
#include "engine/columns/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace luytre::engine::columns {
namespace {

constexpr std::uint32_t units = 5 * word_units;

struct World {
  alignas(64) std::array<std::int16_t, 2 * units> amounts{};
  std::array<std::uint8_t, units> slot{};
  PairTests pairs;
  NumberTests numbers;
};

std::int16_t amount(std::mt19937_64& random) {
  static constexpr std::array<std::int16_t, 7> edges = {0, 1, -1, 32767, -32767, 50, 100};
  return random() % 3 == 0 ? edges[random() % edges.size()]
                           : static_cast<std::int16_t>(static_cast<std::int64_t>(random() % 65535) - 32767);
}

World draw(std::mt19937_64& random, std::uint32_t slots) {
  World world;
  for (auto& each : world.amounts) each = amount(random);
  for (auto& each : world.slot) each = static_cast<std::uint8_t>(random() % slots);
  constexpr auto most = std::numeric_limits<std::int32_t>::max();
  constexpr std::array<std::pair<std::int32_t, std::int32_t>, 5> ranges = {
      {{0, most}, {1, most}, {-most - 1, 0}, {-most - 1, -1}, {0, 0}}};
  std::tie(world.pairs.low, world.pairs.high) = ranges[random() % ranges.size()];
  world.pairs.slots = world.numbers.slots = slots;
  for (std::uint32_t i = 0; i < slots_max; ++i) {
    world.pairs.of[i] = {amount(random), amount(random)};
    world.numbers.low[i] = amount(random);
    world.numbers.high[i] = amount(random);
  }
  return world;
}

bool pair_is_met(const World& world, std::uint32_t at, std::uint32_t slot) {
  const auto& test = world.pairs.of[slot];
  const std::int64_t excess =
      std::int64_t{world.amounts[2 * at]} * test.factor + std::int64_t{world.amounts[2 * at + 1]} * test.minus_bound;
  return world.pairs.low <= excess && excess <= world.pairs.high;
}

void expect_counts(const Kernels& each, std::mt19937_64& random) {
  constexpr std::size_t words = 9, rows = 5, columns = 3;
  std::array<std::uint64_t, words> bits{};
  for (auto& word : bits) word = random() % 4 == 0 ? ~std::uint64_t{0} : random() & random();
  std::vector<Piece> pieces(random() % 40);
  for (auto& piece : pieces) {
    const std::uint64_t mask = random() % 3 == 0 ? ~std::uint64_t{0} : (random() >> (random() % 64)) << (random() % 64);
    piece = {mask, static_cast<std::uint32_t>(random() % words), static_cast<std::uint32_t>(random() % rows)};
  }
  std::array<std::uint32_t, rows * columns> wanted{}, found{};
  for (auto& cell : wanted) cell = static_cast<std::uint32_t>(random() % 100);  // it adds to what is there
  found = wanted;
  for (const auto& piece : pieces) {
    for (std::uint32_t at = 0; at < word_units; ++at) {
      wanted.at(piece.row * columns) += static_cast<std::uint32_t>((bits.at(piece.word) & piece.mask) >> at & 1U);
    }
  }
  each.count(bits.data(), pieces.data(), pieces.size(), found.data(), columns);
  ASSERT_EQ(wanted, found) << each.name;
}

void expect_bits(const Kernels& each, const World& world, bool with_slots) {
  std::array<std::uint64_t, units / word_units> pairs{}, numbers{};
  const auto* slot = with_slots ? world.slot.data() : nullptr;
  each.pairs16(world.amounts.data(), units, slot, world.pairs, pairs.data());
  each.numbers16(world.amounts.data(), units, slot, world.numbers, numbers.data());
  for (std::uint32_t at = 0; at < units; ++at) {
    const std::uint32_t its = with_slots ? world.slot[at] : 0;
    const bool number_is_met =
        world.numbers.low[its] <= world.amounts[at] && world.amounts[at] <= world.numbers.high[its];
    ASSERT_EQ((pairs[at / 64] >> (at % 64) & 1U) != 0, pair_is_met(world, at, its)) << each.name << " pair " << at;
    ASSERT_EQ((numbers[at / 64] >> (at % 64) & 1U) != 0, number_is_met) << each.name << " number " << at;
  }
}

class KernelsNamed : public ::testing::TestWithParam<std::string_view> {};

TEST_P(KernelsNamed, GiveTheBitsAndCountsOfPlainArithmetic) {
  const auto all = kernels_of_this_processor();
  const auto its = std::find_if(all.begin(), all.end(), [&](const auto* each) { return each->name == GetParam(); });
  if (its == all.end()) {
    std::cerr << "SKIPPED: this processor has no " << GetParam() << ", those kernels were not tested here\n";
    GTEST_SKIP() << "no " << GetParam();
  }
  std::mt19937_64 random(20250701);
  for (int round = 0; round < 400; ++round) {
    const auto world = draw(random, 1 + static_cast<std::uint32_t>(random() % slots_max));
    ASSERT_NO_FATAL_FAILURE(expect_bits(**its, world, false));
    ASSERT_NO_FATAL_FAILURE(expect_bits(**its, world, true));
    ASSERT_NO_FATAL_FAILURE(expect_counts(**its, random));
  }
}
INSTANTIATE_TEST_SUITE_P(All, KernelsNamed, ::testing::Values("portable", "avx2", "avx512"),
                         [](const auto& each) { return std::string(each.param); });

TEST(Kernels, TheChosenOneIsOneOfThisProcessor) {
  const auto all = kernels_of_this_processor();
  EXPECT_EQ(all.front(), &portable_kernels);
  EXPECT_NE(std::find(all.begin(), all.end(), &kernels()), all.end());
}

}  // namespace
}  // namespace luytre::engine::columns
