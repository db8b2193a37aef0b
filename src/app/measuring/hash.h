// The one source of chance of the benchmarks' world: a place in it, hashed.
#pragma once

#include <cstdint>

namespace luytre::measuring {

// The finaliser of splitmix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mixed(std::uint64_t place) {
  place += 0x9e3779b97f4a7c15ULL;
  place = (place ^ (place >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  place = (place ^ (place >> 27U)) * 0x94d049bb133111ebULL;
  return place ^ (place >> 31U);
}

// What the chance is about, so that two questions about one place have nothing to do with each other.
enum class Chance : std::uint64_t { value = 1, pair, unit, district, province, group, measure, indicator };

constexpr std::uint64_t chance(Chance about, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
  return mixed((static_cast<std::uint64_t>(about) << 58U) ^ (a << 32U) ^ (b << 16U) ^ c);
}

// 16 of its bits spread over 0 … below - 1.
constexpr std::uint32_t drawn(std::uint64_t hash, unsigned from_bit, std::uint32_t below) {
  return static_cast<std::uint32_t>((((hash >> from_bit) & 0xffffU) * below) >> 16U);
}

}  // namespace luytre::measuring
