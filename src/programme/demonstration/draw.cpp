#include "programme/demonstration/draw.h"

#include <cassert>

namespace luytre::demonstration {

namespace {

// FNV-1a, then the finisher of SplitMix64, which spreads short words over all bits.
std::uint64_t mixed(std::uint64_t hash, std::string_view word) {
  for (const char letter : word) {
    hash ^= static_cast<std::uint8_t>(letter);
    hash *= 0x100000001b3U;
  }
  hash ^= 0x1f;
  hash *= 0x100000001b3U;
  return hash;
}

std::uint64_t finished(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15U;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
  return bits ^ (bits >> 31);
}

}  // namespace

Draws::Draws(std::uint64_t seed, std::string_view subject)
    : subject_(mixed(finished(seed ^ 0xcbf29ce484222325U), subject)) {}

std::uint64_t Draws::bits(std::string_view what, std::string_view detail) const {
  return finished(mixed(mixed(subject_, what), detail));
}

std::int64_t Draws::between(std::int64_t least, std::int64_t most, std::string_view what,
                            std::string_view detail) const {
  assert(least <= most);
  const auto width = static_cast<std::uint64_t>(most - least) + 1;
  return least + static_cast<std::int64_t>(bits(what, detail) % width);
}

bool Draws::chance(int percent, std::string_view what, std::string_view detail) const {
  return between(0, 99, what, detail) < percent;
}

}  // namespace luytre::demonstration
