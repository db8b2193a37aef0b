// Numbers for things, in the order of their first appearance: 0, 1, 2 … What is compared a million times is numbered
// once and then compared as a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace luytre {

class KeyNumbers {
 public:
  explicit KeyNumbers(std::size_t expected = 0);  // how many different ones will come, as far as known

  // The number of this key: size() before the call when it is new.
  std::uint32_t of(std::uint64_t key);
  std::size_t size() const { return keys_.size(); }

 private:
  void grow(std::size_t slots);
  std::vector<std::uint32_t> slots_;  // number + 1; 0: free
  std::vector<std::uint64_t> keys_;
  std::uint32_t last_ = 0;  // rows of a file often repeat the key of the row before
};

// Keeps its own copy of each word.
class WordNumbers {
 public:
  WordNumbers();

  std::uint32_t of(std::string_view word);
  std::string_view at(std::uint32_t number) const { return words_[number]; }
  std::size_t size() const { return words_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_after = 0;  // number + 1; 0: free
  };
  void grow();
  std::unique_ptr<std::pmr::monotonic_buffer_resource> text_;
  std::vector<std::string_view> words_;  // in text_
  std::vector<Slot> slots_;
  std::uint32_t last_ = 0;  // as above
};

// Two numbers as one key.
constexpr std::uint64_t key_of(std::uint32_t first, std::uint32_t second) {
  return std::uint64_t{first} << 32U | second;
}

}  // namespace luytre
