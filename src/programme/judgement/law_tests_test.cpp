// Every sentence of criteria/**/tests/*.yaml holds.
#include "programme/judgement/law_tests.h"

#include <gtest/gtest.h>

#include "base/messages.h"

namespace luytre::judgement {
namespace {

TEST(LawTests, EveryCaseHolds) {
  const auto library = criteria::embedded_library();
  ASSERT_TRUE(library) << full_message(library.error(), Language::en);
  // Tests run in the project folder.
  const auto cases = law_cases_in("criteria");
  ASSERT_TRUE(cases) << full_message(cases.error(), Language::en);
  EXPECT_GE(cases->size(), 100U);
  for (const auto& one : *cases) {
    const auto result = run(**library, one);
    EXPECT_TRUE(result.holds) << one.place.text() << ": " << one.title.en << "\n  expected " << result.expected
                              << "\n  found " << result.found;
  }
}

TEST(LawTests, SaysWhichKeyIsMissing) {
  const auto cases = read_law_cases("- case: a\n  en: b\n  set: x\n  on: 2024-12-31\n", "sample.yaml");
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().code, "judgement.law_test.unreadable");
  EXPECT_EQ(cases.error().where, "sample.yaml:1");
}

TEST(LawTests, ACaseThatIsWrongDoesNotHold) {
  const auto library = criteria::embedded_library();
  ASSERT_TRUE(library);
  const auto cases = read_law_cases(
      "- case: a\n  en: b\n  set: commune-ntm/2021-2025\n  indicator: \"9.2\"\n  on: 2024-12-31\n"
      "  unit: { level: commune, kind: commune, attributes: { region: TDMNPB } }\n  expect: met\n",
      "sample.yaml");
  ASSERT_TRUE(cases);
  const auto result = run(**library, cases->front());
  EXPECT_FALSE(result.holds);
  EXPECT_EQ(result.found, "not_assessed (value_missing)");
}

}  // namespace
}  // namespace luytre::judgement
