// Rates, bounds and verdicts, at the edge of each demand and against plain counting.
#include "programme/surveys/tally.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace luytre::surveys {
namespace {

using engine::Outcome;

criteria::SurveyForm form_of(std::size_t items) {
  criteria::SurveyForm form;
  for (std::size_t i = 0; i <= items; ++i) {
    criteria::SurveyQuestion question;
    question.id = "q" + std::to_string(i + 1);
    question.is_overall = i == items;
    form.questions.push_back(question);
  }
  return form;
}

Parameter at_least(int percent) {
  return {Decimal::of(percent), false, "18/2022/QĐ-TTg", "", criteria::Confidence::sourced};
}
Parameter more_than(int percent) {
  return {Decimal::of(percent), true, "78/HD-MTTW-BTT", "", criteria::Confidence::sourced};
}

Tally tally_of(std::int64_t households, std::vector<ItemCount> items) {
  Tally tally;
  tally.households = households;
  tally.returned = items.front().satisfied + items.front().not_satisfied + items.front().none;
  tally.items = std::move(items);
  return tally;
}

TEST(Tally, keeps_no_answer_out_of_the_rate) {
  EXPECT_EQ(rate_of({90, 10, 50}), (Share{Decimal::of(90), Decimal::of(100)}));
  EXPECT_FALSE(rate_of({0, 0, 12}));
}

TEST(Tally, judges_at_the_edge_of_each_demand) {
  const auto form = form_of(1);
  const Parameters parameters{at_least(90), at_least(80), more_than(60)};
  const auto judged = [&](ItemCount item, ItemCount overall, std::int64_t households) {
    return verdict_of(form, parameters, tally_of(households, {item, overall}));
  };
  EXPECT_EQ(judged({80, 20, 0}, {90, 10, 0}, 160).outcome, Outcome::met);
  EXPECT_EQ(judged({79, 21, 0}, {90, 10, 0}, 160).each_item, Outcome::not_met);
  EXPECT_EQ(judged({80, 20, 0}, {89, 11, 0}, 160).overall, Outcome::not_met);
  EXPECT_EQ(judged({60, 0, 0}, {60, 0, 0}, 100).coverage, Outcome::not_met);  // more than 60 %, not 60 %
  EXPECT_EQ(judged({61, 0, 0}, {61, 0, 0}, 100).coverage, Outcome::met);
  EXPECT_EQ(judged({0, 0, 61}, {61, 0, 0}, 100).each_item, Outcome::not_assessed);  // nobody answered the item
}

TEST(Tally, law_that_is_not_loaded_is_never_met) {
  const auto form = form_of(1);
  Parameters parameters{at_least(90), at_least(80), {}};
  const Tally good = tally_of(100, {{100, 0, 0}, {100, 0, 0}});
  EXPECT_EQ(verdict_of(form, parameters, good).outcome, Outcome::not_assessed);
  const Tally bad = tally_of(100, {{10, 90, 0}, {100, 0, 0}});
  EXPECT_EQ(verdict_of(form, parameters, bad).outcome, Outcome::not_met);
  parameters.coverage = at_least(50);
  parameters.overall.confidence = criteria::Confidence::from_memory;
  EXPECT_EQ(verdict_of(form, parameters, good).outcome, Outcome::met);
  EXPECT_TRUE(verdict_of(form, parameters, good).is_provisional);
}

TEST(Tally, bounds_hold_whatever_the_silent_households_think) {
  const auto bounds = bounds_of(tally_of(200, {{90, 10, 20}}), {90, 10, 20});
  ASSERT_TRUE(bounds);
  EXPECT_EQ(bounds->low, (Share{Decimal::of(90), Decimal::of(200)}));
  EXPECT_EQ(bounds->high, (Share{Decimal::of(190), Decimal::of(200)}));
}

RC_GTEST_PROP(Tally, a_sum_is_the_sum_of_its_villages, ()) {
  std::vector<Tally> parts;
  std::int64_t satisfied = 0, returned = 0;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    const ItemCount item{*rc::gen::inRange(0, 90), *rc::gen::inRange(0, 9), *rc::gen::inRange(0, 9)};
    parts.push_back(tally_of(100, {item, item}));
    satisfied += item.satisfied;
    returned += parts.back().returned;
  }
  const Tally sum = sum_of(parts);
  RC_ASSERT(sum.items[0].satisfied == satisfied);
  RC_ASSERT(sum.returned == returned);
  RC_ASSERT(sum.households == static_cast<std::int64_t>(100 * parts.size()));
}

RC_GTEST_PROP(Tally, answers_read_back, ()) {
  Answers answers;
  for (int i = *rc::gen::inRange(0, 20); i > 0; --i) answers.push_back(static_cast<Answer>(*rc::gen::inRange(0, 3)));
  RC_ASSERT(answers_of(text_of(answers)) == answers);
}

}  // namespace
}  // namespace luytre::surveys
