// The range of exposure over drawn outcomes, the edges of 30 % and 50 %, and which rule answers on which day.
#include "programme/sustain/exposure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "programme/sustain/desk.h"

namespace luytre::sustain {
namespace {

std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}
const criteria::CriteriaSet& set_named(const char* id) { return *law()->set(id); }
const Date last_day = Date::of(2026, 2, 14);
const Date after_it = Date::of(2026, 2, 15);

std::vector<std::string> numbers(std::initializer_list<int> list) {
  std::vector<std::string> made;
  for (const int number : list) made.push_back(std::to_string(number));
  return made;
}

TEST(Exposure, limits_on_nineteen_criteria) {
  const auto& set = set_named("commune-ntm/2021-2025");
  const auto use = recognition::rule_in_use(*law(), set, last_day);
  struct Row {
    const char* name;
    CriteriaOutcomes criteria;
    Exposure best;
    Exposure worst;
  };
  const Row rows[] = {
      {"none", {}, Exposure::keep, Exposure::keep},
      {"5 of 19 with a key one: one more is enough",
       {{}, {}, numbers({1, 2, 3, 4, 10}), {}, {}},
       Exposure::at_risk,
       Exposure::at_risk},
      {"6 of 19 with a key one", {{}, {}, numbers({1, 2, 3, 4, 5, 10}), {}, {}}, Exposure::revoke, Exposure::revoke},
      {"6 of 19 without", {{}, {}, numbers({1, 2, 3, 4, 5, 6}), {}, {}}, Exposure::at_risk, Exposure::at_risk},
      {"9 of 19 without", {{}, {}, numbers({1, 2, 3, 4, 5, 6, 7, 8, 9}), {}, {}}, Exposure::at_risk, Exposure::at_risk},
      {"10 of 19 without",
       {{}, {}, numbers({1, 2, 3, 4, 5, 6, 7, 8, 9, 11}), {}, {}},
       Exposure::revoke,
       Exposure::revoke},
      {"3 not met, 3 not assessed, one of them key",
       {{}, {}, numbers({1, 2, 3}), {}, numbers({4, 5, 17})},
       Exposure::keep,
       Exposure::revoke},
      {"nothing assessed at all",
       {{}, {}, {}, {}, numbers({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})},
       Exposure::keep,
       Exposure::revoke},
      {"basically met is neither met nor not met",
       {{}, numbers({10}), numbers({1, 2, 3, 4, 5}), {}, {}},
       Exposure::at_risk,
       Exposure::revoke},
  };
  for (const auto& row : rows) {
    const auto outlook = outlook_of(set, use, row.criteria);
    EXPECT_EQ(outlook.best_exposure, row.best) << row.name;
    EXPECT_EQ(outlook.worst_exposure, row.worst) << row.name;
    EXPECT_FALSE(explain(outlook, Language::vi).empty()) << row.name;
  }
}

TEST(Exposure, a_rule_is_law_until_its_last_day_and_a_what_if_after_it) {
  const auto& set = set_named("commune-ntm/2021-2025");
  EXPECT_FALSE(recognition::rule_in_use(*law(), set, last_day).what_if);
  const auto after = recognition::rule_in_use(*law(), set, after_it);
  EXPECT_TRUE(after.what_if);
  EXPECT_EQ(recognition::explain(after, Language::en),
            "What if: by the rule that was in force until 2026-02-15 (18/2022/QĐ-TTg); no new rule is loaded.");
  EXPECT_TRUE(recognition::explain(recognition::rule_in_use(*law(), set, last_day), Language::en).empty());
  EXPECT_EQ(recognition::rule_in_use(*law(), set_named("commune-ntm/2016-2020"), Date::of(2022, 8, 1)).rule, nullptr);
}

TEST(Exposure, the_set_of_the_next_period_borrows_the_last_rule_over_its_own_criteria) {
  const auto& set = set_named("commune-ntm/2026-2030");
  const auto use = recognition::rule_in_use(*law(), set, after_it);
  ASSERT_NE(use.rule, nullptr);
  EXPECT_TRUE(use.is_borrowed && use.what_if);
  EXPECT_EQ(use.of->id, "commune-ntm/2021-2025");
  // 3 of 10 are 30 %: whether a key criterion is among them nobody has laid down.
  const auto three = outlook_of(set, use, {{}, {}, numbers({1, 2, 3}), {}, {}});
  EXPECT_EQ(three.best_exposure, Exposure::keep);
  EXPECT_EQ(three.worst_exposure, Exposure::revoke);
  EXPECT_EQ(three.best.criteria_total, 10);
  const auto five = outlook_of(set, use, {{}, {}, numbers({1, 2, 3, 4, 5}), {}, {}});
  EXPECT_EQ(five.best_exposure, Exposure::revoke);
  EXPECT_FALSE(five.is_range());
}

TEST(Exposure, a_new_rule_is_loaded_as_data) {
  auto library = *law();
  for (auto& set : library.sets) {
    if (set.id != "commune-ntm/2026-2030") continue;
    set.revocation = law()->set("commune-ntm/2021-2025")->revocation;
    set.revocation->reference.document = "mới/2026/QĐ-TTg";
    set.revocation->in_force->days = {Date::of(2026, 9, 1), Date::open_end()};
  }
  const auto& next = *library.set("commune-ntm/2026-2030");
  EXPECT_TRUE(recognition::rule_in_use(library, next, Date::of(2026, 8, 31)).is_borrowed);
  const auto use = recognition::rule_in_use(library, next, Date::of(2026, 9, 1));
  EXPECT_FALSE(use.what_if || use.is_borrowed);
  const auto old = recognition::rule_in_use(library, *library.set("commune-ntm/2021-2025"), Date::of(2026, 9, 1));
  EXPECT_TRUE(old.what_if);
  EXPECT_NE(recognition::explain(old, Language::en).find("now mới/2026/QĐ-TTg applies"), std::string::npos);
}

TEST(Exposure, a_title_is_judged_by_the_set_in_force_on_the_day) {
  using recognition::Title;
  EXPECT_EQ(set_of(*law(), Title::ntm, Date::of(2020, 6, 1)).set->id, "commune-ntm/2016-2020");
  EXPECT_EQ(set_of(*law(), Title::ntm, last_day).set->id, "commune-ntm/2021-2025");
  EXPECT_FALSE(set_of(*law(), Title::ntm, last_day).is_of_the_day);  // its period is over, the next is not in force
  EXPECT_EQ(set_of(*law(), Title::ntm, after_it).set->id, "commune-ntm/2026-2030");
  EXPECT_TRUE(set_of(*law(), Title::ntm, after_it).is_of_the_day);
  EXPECT_EQ(set_of(*law(), Title::advanced, after_it).set->id, "commune-ntm-advanced/2021-2025");
  EXPECT_FALSE(set_of(*law(), Title::advanced, after_it).is_of_the_day);
  EXPECT_EQ(set_of(*law(), Title::modern, last_day).set, nullptr);
}

CriteriaOutcomes drawn(const criteria::CriteriaSet& set) {
  CriteriaOutcomes criteria;
  for (const auto& criterion : set.criteria) {
    if (!criterion.counts) continue;
    std::vector<std::string>* lists[] = {&criteria.met, &criteria.basically_met, &criteria.not_met,
                                         &criteria.not_applicable, &criteria.not_assessed};
    lists[*rc::gen::inRange(0, 5)]->push_back(criterion.number);
  }
  return criteria;
}

RC_GTEST_PROP(Exposure, never_better_at_worst_and_each_way_it_may_turn_out_lies_between, ()) {
  const char* ids[] = {"commune-ntm/2021-2025", "commune-ntm-advanced/2021-2025", "commune-ntm-model/2021-2025",
                       "commune-ntm/2026-2030"};
  const auto& set = set_named(ids[*rc::gen::inRange(0, 4)]);
  const auto use = recognition::rule_in_use(*law(), set, *rc::gen::element(last_day, after_it));
  const auto criteria = drawn(set);
  const auto outlook = outlook_of(set, use, criteria);
  RC_ASSERT(outlook.best_exposure <= outlook.worst_exposure);
  // One way in which the open ones may turn out.
  auto turned = criteria;
  turned.not_assessed.clear();
  for (const auto& number : criteria.not_assessed)
    (*rc::gen::arbitrary<bool>() ? turned.met : turned.not_met).push_back(number);
  const auto known = outlook_of(set, use, turned);
  RC_ASSERT(outlook.best_exposure <= known.best_exposure);
  RC_ASSERT(known.worst_exposure <= outlook.worst_exposure);
}

}  // namespace
}  // namespace luytre::sustain
