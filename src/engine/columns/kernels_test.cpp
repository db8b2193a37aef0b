// Every processor's kernels give the bits that plain arithmetic gives, at the edges of 16 bits too.
#include "engine/columns/kernels.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

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

TEST(Kernels, GiveTheBitsOfPlainArithmetic) {
  std::mt19937_64 random(20250701);
  for (int round = 0; round < 400; ++round) {
    const auto world = draw(random, 1 + static_cast<std::uint32_t>(random() % slots_max));
    for (const auto* each : kernels_of_this_processor()) {
      ASSERT_NO_FATAL_FAILURE(expect_bits(*each, world, false));
      ASSERT_NO_FATAL_FAILURE(expect_bits(*each, world, true));
    }
  }
}

TEST(Kernels, TheChosenOneIsOneOfThisProcessor) {
  const auto all = kernels_of_this_processor();
  EXPECT_EQ(all.front(), &portable_kernels);
  EXPECT_NE(std::find(all.begin(), all.end(), &kernels()), all.end());
}

}  // namespace
}  // namespace luytre::engine::columns
