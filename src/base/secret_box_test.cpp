#include "base/secret_box.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hash.h"

namespace luytre {
namespace {

RC_GTEST_PROP(SecretBox, opens_by_its_key_alone, (const std::string& words)) {
  const std::string key = random_bytes(secret_key_bytes);
  const std::string box = seal(words, key);
  RC_ASSERT(unseal(box, key) == words);
  RC_ASSERT_FALSE(unseal(box, random_bytes(secret_key_bytes)));
  RC_ASSERT(seal(words, key) != box);
  std::string changed = box;
  changed[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(box.size())))] ^= 1;
  RC_ASSERT_FALSE(unseal(changed, key));
}

TEST(SecretBox, keys_and_marks_differ_by_purpose_and_key) {
  const std::string key(secret_key_bytes, 'k'), other(secret_key_bytes, 'o');
  EXPECT_EQ(key_for("a", key), key_for("a", key));
  EXPECT_NE(key_for("a", key), key_for("b", key));
  EXPECT_NE(key_for("a", key), key_for("a", other));
  EXPECT_EQ(keyed_mark("7QX", key).size(), 64U);
  EXPECT_NE(keyed_mark("7QX", key), keyed_mark("7QX", other));
  EXPECT_FALSE(unseal("short", key));
}

}  // namespace
}  // namespace luytre
