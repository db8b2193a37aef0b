// What keeps machines out of the forms: the token, and how often one address may send.
#include <gtest/gtest.h>

#include "programme/citizens/form_token.h"
#include "programme/citizens/pace.h"

namespace luytre::citizens {
namespace {

const std::string key(32, 'k');
std::string code_of(const auto& result) { return result ? "" : result.error().code; }

TEST(FormToken, is_known_again_while_it_is_young) {
  const auto token = new_form_token("gop-y", key, 1'000'000);
  const auto read = [&](long long now, std::string_view purpose = "gop-y", std::string text = {}) {
    return read_form_token(text.empty() ? token.text : text, purpose, key, now);
  };
  EXPECT_EQ(read(1'010'000)->nonce, token.nonce);
  EXPECT_EQ(code_of(read(1'001'000)), "citizens.form_too_fast");
  EXPECT_EQ(code_of(read(1'000'000 + form_milliseconds_max + 1)), "citizens.form_too_old");
  EXPECT_EQ(code_of(read(1'010'000, "dang-ky")), "citizens.form_not_ours");
  EXPECT_EQ(code_of(read(1'010'000, "gop-y", "9" + token.text)), "citizens.form_not_ours");
  for (const char* bad : {"x", "..", "1.2.3", "1000000"}) {
    EXPECT_EQ(code_of(read(1'010'000, "gop-y", bad)), "citizens.form_not_ours") << bad;
  }
  EXPECT_EQ(code_of(read_form_token(token.text, "gop-y", std::string(32, 'x'), 1'010'000)), "citizens.form_not_ours");
}

TEST(Pace, stops_one_address_then_everybody_and_forgets) {
  long long now = 10'000'000;
  Pace pace(
      {2, 3, 60'000}, [](const std::string& address) { return address; }, [&] { return now; });
  EXPECT_TRUE(pace.take("a"));
  EXPECT_TRUE(pace.take("a"));
  EXPECT_EQ(code_of(pace.take("a")), "citizens.too_many");
  EXPECT_TRUE(pace.take("b"));
  EXPECT_EQ(code_of(pace.take("c")), "citizens.too_many") << "all together";
  now += 60'000;
  EXPECT_TRUE(pace.take("a"));
}

TEST(Pace, many_addresses_are_counted_together) {
  Pace pace(
      {5, 1'000'000, 60'000}, [](const std::string& address) { return address; }, [] { return 1LL; });
  for (std::size_t i = 0; i < paced_addresses_max; ++i) ASSERT_TRUE(pace.take(std::to_string(i)));
  int taken = 0;
  for (int i = 0; i < 20; ++i) taken += pace.take("further " + std::to_string(i)) ? 1 : 0;
  EXPECT_LE(taken, 5);
}

}  // namespace
}  // namespace luytre::citizens
