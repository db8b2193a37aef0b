// What needs no database: passwords, codes, the second factor's arithmetic, how long a lock lasts.
#include "platform/accounts/password.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/resources.h"
#include "base/secret_box.h"
#include "platform/accounts/accounts_for_tests.h"
#include "platform/accounts/pressure.h"
#include "platform/accounts/secret_text.h"

namespace luytre::accounts {
namespace {

std::string times(const std::string& text, int count) {
  std::string all;
  for (int at = 0; at < count; ++at) all += text;
  return all;
}

TEST(Password, is_judged_by_length_and_by_what_is_tried_first) {
  struct Case {
    std::string password;
    bool has_factor;
    const char* code;
  };
  const std::vector<Case> cases = {
      {"", true, "accounts.password_short"},
      {"k7#pQ2x", true, "accounts.password_short"},
      {"k7#pQ2xz", true, ""},
      {"k7#pQ2xz", false, "accounts.password_short"},
      {"k7#pQ2xzk7#pQ2", false, "accounts.password_short"},
      {"k7#pQ2xzMw4!hd9", false, ""},
      {"tre xanh bên bờ ao", false, ""},
      {"ăâđêôơưằ", true, ""},  // eight letters, more bytes
      {times("ngõ tre ", 32), false, "accounts.password_common"},
      {"một câu dài " + times("0123456789abc ", 17) + "hết", true, ""},
      {"một câu dài " + times("0123456789abc ", 18), true, "accounts.password_long"},
      {times("x7", 5'000), true, "accounts.password_long"},
      {"password123", true, "accounts.password_common"},
      {"PassWord123", true, "accounts.password_common"},
      {"anhyeuem", true, "accounts.password_common"},
      {"anh yêu em", true, "accounts.password_common"},
      {"aaaaaaaaaaaaaaaaaa", false, "accounts.password_common"},
      {"abcdefghijklmnopq", false, "accounts.password_common"},
      {"987654321", true, "accounts.password_common"},
      {"matkhaumatkhaumatkhau", false, "accounts.password_common"},
      {"nguyenvanan", true, "accounts.password_about_you"},
      {"Nguyễn Văn An 1", true, "accounts.password_about_you"},
      {"luytre2026", true, "accounts.password_about_you"},
      {"an", true, "accounts.password_short"},
  };
  const std::vector<std::string> context = {"luytre", "nguyen.an", "Nguyễn Văn An", "an"};
  for (const auto& each : cases)
    EXPECT_EQ(code_of(check_password(each.password, each.has_factor, context)), each.code) << each.password;
}

TEST(Password, the_list_of_common_ones_is_there) {
  const auto list = resource("reference/common_passwords.txt");
  EXPECT_GT(std::count(list.begin(), list.end(), '\n'), 10'000);
}

TEST(Password, is_kept_as_argon2id_and_typed_in_any_form_of_unicode) {
  const std::string composed = "t\xc3\xa1o xanh";     // á
  const std::string decomposed = "ta\xcc\x81o xanh";  // a and a combining mark
  const auto hash = hash_password(composed);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(fits_hash(composed, hash));
  EXPECT_TRUE(fits_hash(decomposed, hash));
  EXPECT_FALSE(fits_hash("tao xanh", hash));
  EXPECT_FALSE(fits_hash("", hash));
  EXPECT_FALSE(fits_hash(composed, ""));
  EXPECT_FALSE(fits_hash(composed, "not a hash"));
  EXPECT_NE(hash_password(composed), hash) << "each has a salt of its own";
}

TEST(SecretText, is_read_as_people_type_it) {
  const auto code = new_code(5);
  EXPECT_EQ(code.size(), 24U);
  EXPECT_NE(new_code(5), code);
  std::string typed;
  for (const char c : code)
    if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_EQ(code_as_made(typed), code);
  EXPECT_EQ(code_as_made(" " + typed.substr(0, 7) + "  " + typed.substr(7) + "\n"), code);
  EXPECT_EQ(code_as_made("oO0iIl1x"), "0001-111X");
  EXPECT_TRUE(same_secret("a", "a"));
  EXPECT_FALSE(same_secret("a", "b"));
  EXPECT_FALSE(same_secret("a", "ab"));
}

TEST(Totp, fits_the_vectors_of_rfc_6238) {
  const std::string secret = "12345678901234567890";
  struct Case {
    std::int64_t seconds;
    const char* code;
  };
  for (const auto& [seconds, code] : {Case{59, "287082"}, Case{1'111'111'109, "081804"}, Case{1'234'567'890, "005924"},
                                      Case{20'000'000'000, "353130"}}) {
    EXPECT_EQ(totp_step_of(secret, code, seconds, 0), seconds / 30) << code;
  }
}

TEST(Totp, a_step_aside_is_forgiven_and_a_used_one_never) {
  const std::string secret = "12345678901234567890";  // 287082 belongs to step 1: seconds 30 to 59
  EXPECT_EQ(totp_step_of(secret, "287082", 29, 0), 1);
  EXPECT_EQ(totp_step_of(secret, "287082", 89, 0), 1);
  EXPECT_FALSE(totp_step_of(secret, "287082", 90, 0));
  EXPECT_FALSE(totp_step_of(secret, "287082", 45, 1)) << "used";
  EXPECT_FALSE(totp_step_of(secret, "287082", 45, 2)) << "a later one was used";
  for (const char* wrong : {"", "28708", "2870820", "28708a", "287 082", "287083", "000000"})
    EXPECT_FALSE(totp_step_of(secret, wrong, 45, 0)) << wrong;
}

TEST(Totp, is_offered_to_apps) {
  const auto address = totp_address("12345678901234567890", "an@xa", "Lũy Tre");
  EXPECT_EQ(address,
            "otpauth://totp/L%C5%A9y%20Tre:an%40xa?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=L%C5%A9y%20Tre&algorithm=SHA1&digits=6&period=30");
  EXPECT_EQ(totp_text("12345678901234567890"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
  EXPECT_THAT(qr_svg(address), testing::StartsWith("<svg class=\"qr\" viewBox=\"0 0 "));
}

TEST(Totp, a_secret_is_sealed_with_the_key) {
  const std::string key(32, 'k');
  const auto box = seal("12345678901234567890", key);
  EXPECT_EQ(box.find("12345678901234567890"), std::string::npos);
  EXPECT_NE(seal("12345678901234567890", key), box);
  EXPECT_EQ(*unsealed(box, key), "12345678901234567890");
  EXPECT_EQ(code_of(unsealed(box, std::string(32, 'l'))), "accounts.seal_broken");
  EXPECT_EQ(code_of(unsealed(box.substr(1), key)), "accounts.seal_broken");
  EXPECT_EQ(code_of(unsealed("", key)), "accounts.seal_broken");
  auto changed = box;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_EQ(code_of(unsealed(changed, key)), "accounts.seal_broken");
}

TEST(Pressure, locks_double_up_to_an_hour) {
  const std::vector<std::pair<int, int>> minutes = {{0, 0},  {4, 0},   {5, 1},   {6, 2},   {7, 4},      {8, 8},
                                                    {9, 16}, {10, 32}, {11, 60}, {12, 60}, {10'000, 60}};
  for (const auto& [failures, lock] : minutes) EXPECT_EQ(lock_after(failures).count(), lock) << failures;
}

TEST(Pressure, addresses_of_one_network_count_together) {
  EXPECT_EQ(address_as_counted("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(address_as_counted("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(address_as_counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(address_as_counted("2001:db8:1:2::9"), "2001:db8:1:2::/64");
  EXPECT_NE(address_as_counted("2001:db8:1:3::9"), "2001:db8:1:2::/64");
  EXPECT_EQ(address_as_counted(""), "");
}

}  // namespace
}  // namespace luytre::accounts
