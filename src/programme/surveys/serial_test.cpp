#include "programme/surveys/serial.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace luytre::surveys {
namespace {

TEST(Serial, reads_what_a_person_types) {
  const std::string serial = new_serial("7QX");
  EXPECT_EQ(serial.size(), serial_letters);
  EXPECT_EQ(round_code_of(serial), "7QX");
  EXPECT_EQ(serial_as_made(shown_serial(serial)), serial);
  std::string small = shown_serial(serial);
  for (char& each : small) each = static_cast<char>(std::tolower(each));
  EXPECT_EQ(serial_as_made(" " + small + " "), serial);
  EXPECT_FALSE(serial_as_made(""));
  EXPECT_FALSE(serial_as_made(serial + "0"));
  EXPECT_FALSE(serial_as_made("7QX4F2K9ZTM"));
  EXPECT_FALSE(serial_as_made("7QX4F2K9ZT?U"));
}

// web/tests/shell/serial.test.ts holds the staff app to the same.
TEST(Serial, is_read_as_the_staff_app_reads_it) {
  for (const std::string serial : {"YSDHMV6HE5V2", "7QXVJ78M4JQ5", "EP2XFT8PAAD1", "7QX3EB68A3NH", "90AC30TQ8V1R"})
    EXPECT_EQ(serial_as_made(serial), serial);
  EXPECT_EQ(serial_as_made("9oac-3otq-8vlr"), "90AC30TQ8V1R");
}

TEST(Serial, is_not_drawn_twice) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(new_serial("ABC"));
  EXPECT_EQ(seen.size(), 10'000U);
}

RC_GTEST_PROP(Serial, a_letter_mistaken_or_two_exchanged_are_seen, ()) {
  const std::string serial = new_serial(new_round_code());
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXY";
  const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(serial_letters) - 1));
  std::string wrong = serial;
  wrong[at] = letters[static_cast<std::size_t>(*rc::gen::inRange(0, 31))];
  if (wrong != serial) RC_ASSERT_FALSE(serial_as_made(wrong));
  std::string exchanged = serial;
  std::swap(exchanged[at], exchanged[at + 1]);
  if (exchanged != serial) RC_ASSERT_FALSE(serial_as_made(exchanged));
}

}  // namespace
}  // namespace luytre::surveys
