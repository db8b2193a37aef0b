#include "programme/recognition/revocation.h"

#include <gtest/gtest.h>

namespace luytre::recognition {
namespace {

// Nineteen criteria of which 10, 17 and 19 are key; 30 % with a key criterion, or 50 %.
criteria::CriteriaSet nineteen() {
  criteria::CriteriaSet set;
  for (int number = 1; number <= 19; ++number) {
    criteria::Criterion criterion;
    criterion.number = std::to_string(number);
    criterion.is_key_for_revocation = number == 10 || number == 17 || number == 19;
    set.criteria.push_back(std::move(criterion));
  }
  criteria::Criterion outside;  // general conditions are not counted
  outside.number = "0";
  outside.counts = false;
  set.criteria.push_back(outside);
  criteria::RevocationGround half;
  half.criteria_not_met_at_least = Decimal::of(50);
  criteria::RevocationGround with_key;
  with_key.criteria_not_met_at_least = Decimal::of(30);
  with_key.needs_key_criterion = true;
  with_key.criteria_not_met_below = Decimal::of(50);
  set.revocation.emplace();
  set.revocation->any_of = {with_key, half};
  set.revocation->reference = {"18/2022/QĐ-TTg", "Điều 22", {}};
  return set;
}

std::vector<std::string> numbers(int count, int from = 1) {
  std::vector<std::string> made;
  for (int i = 0; i < count; ++i) made.push_back(std::to_string(from + i));
  return made;
}

std::vector<std::string> with(std::vector<std::string> some, std::string more) {
  some.push_back(std::move(more));
  return some;
}

TEST(Revocation, Limits) {
  const auto set = nineteen();
  struct Row {
    const char* name;
    std::vector<std::string> not_met;
    RevocationOutcome outcome;
    bool at_risk;
  };
  const std::vector<Row> rows{
      {"none", {}, RevocationOutcome::keep, false},
      {"4 without a key criterion", numbers(4), RevocationOutcome::keep, false},
      {"5 (26.3 %) with income: a sixth is enough", with(numbers(4), "10"), RevocationOutcome::keep, true},
      {"6 (31.6 %) without a key criterion: a key one is enough", numbers(6), RevocationOutcome::keep, true},
      {"6 with income", with(numbers(5), "10"), RevocationOutcome::revoke, false},
      {"9 (47.4 %) without", numbers(9), RevocationOutcome::keep, true},
      {"10 (52.6 %)", with(numbers(9), "11"), RevocationOutcome::revoke, false},
      {"the general conditions do not count", with(numbers(9), "0"), RevocationOutcome::keep, true},
  };
  for (const auto& row : rows) {
    const auto answer = judge_revocation(set, {row.not_met, {}});
    EXPECT_EQ(answer.outcome, row.outcome) << row.name;
    EXPECT_EQ(answer.at_risk, row.at_risk) << row.name;
  }
}

TEST(Revocation, WhatIsNotAssessedMayTip) {
  const auto answer = judge_revocation(nineteen(), {numbers(3), {"10", "11", "12"}});
  EXPECT_EQ(answer.outcome, RevocationOutcome::keep);
  EXPECT_TRUE(answer.at_risk);
  EXPECT_TRUE(answer.tipping.empty());
}

TEST(Revocation, SharesOfUnitsBelow) {
  auto set = nineteen();
  criteria::RevocationGround below;
  below.children_revoked_at_least = Decimal::of(30);
  set.revocation->any_of.push_back(below);
  EXPECT_EQ(judge_revocation(set, {{}, {}, {Decimal::of(3), Decimal::of(10)}}).outcome, RevocationOutcome::revoke);
  EXPECT_EQ(judge_revocation(set, {{}, {}, {Decimal::of(2), Decimal::of(10)}}).outcome, RevocationOutcome::keep);
  EXPECT_EQ(judge_revocation(set, {{}, {}}).outcome, RevocationOutcome::keep);
}

TEST(Revocation, ExplainsItself) {
  const auto set = nineteen();
  EXPECT_EQ(explain(judge_revocation(set, {with(numbers(5), "10"), {}}), Language::en),
            "6 of 19 criteria are not met (31.6 %). Among them is key criterion 10. The title falls to be revoked "
            "(18/2022/QĐ-TTg, Điều 22).");
  EXPECT_NE(explain(judge_revocation(set, {numbers(6), {}}), Language::vi).find("31,6 %"), std::string::npos);
  auto without = set;
  without.revocation.reset();
  EXPECT_EQ(judge_revocation(without, {numbers(19), {}}).outcome, RevocationOutcome::no_rule);
}

}  // namespace
}  // namespace luytre::recognition
