#include "base/numbering.h"

#include <bit>
#include <cstring>
#include <utility>

#include "base/large_pages.h"

namespace luytre {
namespace {

constexpr std::size_t slots_min = 64;
constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;  // 2^64 over the golden ratio: spreads neighbours

std::uint64_t mixed(std::uint64_t key) {
  key = (key ^ key >> 32U) * golden;
  return key ^ key >> 29U;
}

// Neighbouring keys, which often come one after another, have neighbouring slots: sixteen lie in one line of the cache.
std::size_t first_slot(std::uint64_t key) { return mixed(key >> 4U) << 4U | (key & 15U); }

std::uint32_t hash_of(std::string_view word) {
  std::uint64_t sum = word.size();
  while (word.size() >= 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, word.data(), 8);
    sum = mixed(sum ^ part) * golden;
    word.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  for (const char letter : word) rest = rest << 8U | static_cast<unsigned char>(letter);
  return static_cast<std::uint32_t>(mixed((sum ^ rest) * golden) >> 32U);
}

}  // namespace

KeyNumbers::KeyNumbers(std::size_t expected) {
  reserve_large(keys_, expected);
  grow(std::bit_ceil(2 * expected + slots_min));
}

void KeyNumbers::grow(std::size_t slots) {
  reserve_large(slots_, slots);
  slots_.assign(slots, 0);
  for (std::uint32_t number = 0; number < keys_.size(); ++number) {
    std::size_t at = first_slot(keys_[number]) & (slots - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots - 1);
    slots_[at] = number + 1;
  }
}

std::uint32_t KeyNumbers::of(std::uint64_t key) {
  if (last_ < keys_.size() && keys_[last_] == key) return last_;
  if (2 * keys_.size() >= slots_.size()) grow(2 * slots_.size());
  std::size_t at = first_slot(key) & (slots_.size() - 1);
  while (slots_[at] != 0) {
    if (keys_[slots_[at] - 1] == key) return last_ = slots_[at] - 1;
    at = (at + 1) & (slots_.size() - 1);
  }
  keys_.push_back(key);
  slots_[at] = static_cast<std::uint32_t>(keys_.size());
  return last_ = slots_[at] - 1;
}

WordNumbers::WordNumbers() : text_(std::make_unique<std::pmr::monotonic_buffer_resource>()), slots_(slots_min) {}

void WordNumbers::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.number_after == 0) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].number_after != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

std::uint32_t WordNumbers::of(std::string_view word) {
  if (!words_.empty() && words_[last_] == word) return last_;
  if (2 * words_.size() >= slots_.size()) grow();
  const std::uint32_t hash = hash_of(word);
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].number_after != 0; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && words_[slot.number_after - 1] == word) return last_ = slot.number_after - 1;
  }
  char* kept = nullptr;
  if (!word.empty()) {
    kept = static_cast<char*>(text_->allocate(word.size(), 1));
    std::memcpy(kept, word.data(), word.size());
  }
  words_.emplace_back(kept, word.size());
  slots_[at] = {hash, static_cast<std::uint32_t>(words_.size())};
  return last_ = slots_[at].number_after - 1;
}

}  // namespace luytre
