#include "base/numbering.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>

namespace luytre {
namespace {

template <class Numbers, class Thing>
void expect_order_of_first_appearance(const std::vector<Thing>& things) {
  Numbers numbers;
  std::map<Thing, std::uint32_t> expected;
  for (const Thing& thing : things) {
    const auto [place, is_new] = expected.emplace(thing, static_cast<std::uint32_t>(expected.size()));
    RC_ASSERT(numbers.of(thing) == place->second);
  }
  RC_ASSERT(numbers.size() == expected.size());
}

TEST(Numbering, numbers_keys_and_words_in_the_order_of_their_first_appearance) {
  rc::check("keys", [](const std::vector<std::uint64_t>& keys) { expect_order_of_first_appearance<KeyNumbers>(keys); });
  rc::check("words",
            [](const std::vector<std::string>& words) { expect_order_of_first_appearance<WordNumbers>(words); });
}

TEST(Numbering, holds_many_and_gives_words_back) {
  WordNumbers words;
  KeyNumbers keys;
  for (std::uint32_t at = 0; at < 10'000; ++at) {
    ASSERT_EQ(words.of("word " + std::to_string(at)), at);
    ASSERT_EQ(keys.of(std::uint64_t{at} << 20U), at);
  }
  for (std::uint32_t at = 0; at < 10'000; ++at) {
    ASSERT_EQ(words.at(at), "word " + std::to_string(at));
    ASSERT_EQ(words.of(words.at(at)), at);
    ASSERT_EQ(keys.of(std::uint64_t{at} << 20U), at);
  }
}

}  // namespace
}  // namespace luytre
