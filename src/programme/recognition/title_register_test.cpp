#include "programme/recognition/title_register.h"

#include <gtest/gtest.h>

namespace luytre::recognition {
namespace {

TitleFact fact(Standing standing, Date decided, std::optional<int> year = std::nullopt, std::string set = {}) {
  TitleFact made;
  made.unit = "06646@2004-08-31";
  made.title = Title::advanced;
  made.standing = standing;
  made.decision_date = decided;
  made.stated_on = decided;
  made.achievement_year = year;
  made.set = std::move(set);
  return made;
}

const std::vector<std::string> unit_and_above{"06646@2004-08-31", "189@2004-08-31", "20@2004-08-31"};
const Interval period{Date::of(2021, 1, 1), Date::of(2026, 1, 1)};

Holding holding(const std::vector<TitleFact>& facts, const std::vector<Coverage>& coverage, HoldingQuestion question) {
  return TitleRegister(facts, {}, coverage, 1).holds(unit_and_above, question).holding;
}

struct HoldingRow {
  const char* name;
  std::vector<TitleFact> facts;
  std::vector<Coverage> coverage;
  HoldingQuestion question;
  Holding expected;
};

TEST(TitleRegister, HoldsTable) {
  const Date decided = Date::of(2023, 1, 26);
  const Coverage province{"20@2004-08-31", Title::advanced, {Date::of(2020, 1, 1), Date::of(2025, 7, 1)}, "list", 1};
  const HoldingQuestion any{Title::advanced, std::nullopt, "", Date::of(2024, 1, 1)};
  const HoldingQuestion early{Title::advanced, std::nullopt, "", Date::of(2023, 1, 25)};
  const HoldingQuestion on_the_day{Title::advanced, std::nullopt, "", decided};
  const HoldingQuestion of_period{Title::advanced, period, "advanced/2021-2025", Date::of(2024, 1, 1)};
  const HoldingQuestion other_title{Title::ntm, std::nullopt, "", Date::of(2024, 1, 1)};
  const HoldingQuestion later{Title::advanced, std::nullopt, "", Date::of(2025, 7, 1)};
  const auto given = fact(Standing::recognised, decided, 2022);
  const std::vector<HoldingRow> rows{
      {"nothing known", {}, {}, any, Holding::unknown},
      {"nothing known, complete", {}, {province}, any, Holding::no},
      {"complete only until the day before", {}, {province}, later, Holding::unknown},
      {"recognised", {given}, {}, any, Holding::yes},
      {"not yet decided", {given}, {}, early, Holding::unknown},
      {"not yet decided, complete", {given}, {province}, early, Holding::no},
      {"on the day of the decision", {given}, {}, on_the_day, Holding::yes},
      {"another title says nothing", {given}, {}, other_title, Holding::unknown},
      {"revoked", {given, fact(Standing::revoked, Date::of(2023, 6, 1))}, {}, any, Holding::no},
      {"recognised again",
       {given, fact(Standing::revoked, Date::of(2023, 6, 1)), fact(Standing::recognised, Date::of(2023, 12, 1), 2023)},
       {},
       any,
       Holding::yes},
      {"before the council", {fact(Standing::considered_by_council, decided, 2022)}, {}, any, Holding::unknown},
      {"own review", {fact(Standing::self_review, decided)}, {}, any, Holding::unknown},
      {"year inside the period", {given}, {}, of_period, Holding::yes},
      {"year before the period",
       {fact(Standing::recognised, Date::of(2021, 1, 20), 2020)},
       {},
       of_period,
       Holding::unknown},
      {"year before the period, complete",
       {fact(Standing::recognised, Date::of(2021, 1, 20), 2020)},
       {province},
       of_period,
       Holding::no},
      {"year not known", {fact(Standing::recognised, decided)}, {province}, of_period, Holding::unknown},
      {"set named",
       {fact(Standing::recognised, decided, std::nullopt, "advanced/2021-2025")},
       {},
       of_period,
       Holding::yes},
      {"another set named",
       {fact(Standing::recognised, decided, 2022, "advanced/2018-2020")},
       {},
       of_period,
       Holding::unknown},
  };
  for (const auto& row : rows) EXPECT_EQ(holding(row.facts, row.coverage, row.question), row.expected) << row.name;
}

TEST(TitleRegister, OfTheSameFactTheLastStands) {
  auto first = fact(Standing::recognised, Date::of(2023, 1, 26));
  auto second = first;
  second.achievement_year = 2022;
  const TitleRegister titles({first, second}, {}, {}, 2);
  ASSERT_EQ(titles.facts_of("06646@2004-08-31").size(), 1U);
  EXPECT_EQ(titles.facts_of("06646@2004-08-31").front().achievement_year, 2022);
  EXPECT_TRUE(titles.has(second));
  EXPECT_FALSE(titles.has(first));
}

TEST(TitleRegister, ATitleIsOfOneIdentityOnly) {
  const TitleRegister titles({fact(Standing::recognised, Date::of(2023, 1, 26), 2022)}, {}, {}, 1);
  EXPECT_EQ(titles.holds({"06646@2025-07-01"}, {Title::advanced, std::nullopt, "", Date::of(2025, 8, 1)}).holding,
            Holding::unknown);
}

}  // namespace
}  // namespace luytre::recognition
