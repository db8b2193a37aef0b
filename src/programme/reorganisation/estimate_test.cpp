// The real 194 communes of Lạng Sơn that became 65: what a new one starts with, and what may be estimated of it.
#include "programme/reorganisation/estimate.h"

#include <algorithm>

#include "programme/recognition/titles_story.h"
#include "programme/reorganisation/lang_son_for_test.h"

namespace luytre::reorganisation {
namespace {

using engine::Outcome;

const Date last_day = Date::of(2025, 6, 30);
const Date first_day = Date::of(2025, 7, 1);

judgement::Question question(const units::Unit& unit, Date as_of) {
  judgement::Question asked;
  asked.set = set_2025;
  asked.unit = unit.id;
  asked.as_of = as_of;
  return asked;
}

int grade_of(const units::Unit& unit) { return std::stoi(unit.id.code) % 10; }

// Every old commune has values of its last day, all of them different or all alike.
judgement::Materials with_old_values(bool is_alike) {
  std::vector<observations::Observation> values;
  for (const auto* unit : lang_son().communes(last_day)) {
    const auto more =
        values_of(*lang_son().materials.library, *unit, Date::of(2025, 6, 1), is_alike ? 7 : grade_of(*unit));
    values.insert(values.end(), more.begin(), more.end());
  }
  return lang_son().with(values);
}

const judgement::Judged* find(const judgement::Evaluation& evaluation, const std::string& number) {
  for (const auto& criterion : evaluation.criteria) {
    for (const auto& indicator : criterion.indicators)
      if (indicator.number == number) return &indicator;
  }
  return nullptr;
}

TEST(Successor, of_194_communes_each_of_the_65_starts_not_yet_assessed) {
  EXPECT_EQ(lang_son().communes(last_day).size(), 194u);
  ASSERT_EQ(lang_son().communes(first_day).size(), 65u);
  const auto materials = with_old_values(true);
  judgement::Evaluator evaluator(materials);
  int judged_before = 0;
  for (const auto* unit : lang_son().communes(last_day)) {
    const auto before = evaluator.evaluate(question(*unit, last_day));
    ASSERT_TRUE(before);
    judged_before +=
        before->criteria_by_outcome[static_cast<std::size_t>(Outcome::not_assessed)] < before->criteria_total ? 1 : 0;
  }
  EXPECT_EQ(judged_before, 194);
  for (const auto* unit : lang_son().communes(first_day)) {
    if (lang_son().materials.units->links_into(*unit).empty()) continue;
    const auto after = evaluator.evaluate(question(*unit, first_day));
    ASSERT_TRUE(after) << unit->id.text();
    EXPECT_EQ(after->outcome, Outcome::not_assessed) << unit->id.text();
    EXPECT_FALSE(after->stage) << unit->id.text() << ": a value of a predecessor was used";
    EXPECT_EQ(after->criteria_by_outcome[static_cast<std::size_t>(Outcome::met)], 0) << unit->id.text();
  }
}

TEST(Successor, holds_no_title_of_its_predecessors_which_stay_as_history) {
  const auto& materials = lang_son().materials;
  int titles_before = 0, titles_told = 0;
  for (const auto* unit : lang_son().communes(last_day))
    titles_before += static_cast<int>(titles_of(*materials.titles, *materials.units, *unit, last_day).facts.size());
  EXPECT_GT(titles_before, 10);
  std::set<const recognition::TitleFact*> told;
  for (const auto* unit : lang_son().communes(first_day)) {
    const auto story = recognition::titles_of(*materials.titles, *materials.units, *unit, first_day);
    for (const auto* fact : story.held) EXPECT_GE(fact->stated_on, first_day) << unit->id.text();
    const auto held =
        materials.titles->holds({unit->id.text()}, {recognition::Title::ntm, std::nullopt, "", first_day});
    EXPECT_NE(held.holding, recognition::Holding::yes) << unit->id.text();
    EXPECT_TRUE(story.is_merged) << unit->id.text();
    EXPECT_FALSE(story.recognised_since_merger) << unit->id.text();
    for (const auto& one : story.predecessors) {
      for (const auto* fact : one.facts) told.insert(fact);
    }
  }
  titles_told = static_cast<int>(told.size());
  EXPECT_GE(titles_told, titles_before) << "a title of an old commune is told at no new one";
}

TEST(Estimate, of_predecessors_that_say_the_same_is_their_verdict) {
  const auto materials = with_old_values(true);
  judgement::Evaluator evaluator(materials);
  int compared = 0;
  for (const auto* unit : lang_son().communes(first_day)) {
    const auto found = estimate(materials, question(*unit, first_day), Weights::population);
    ASSERT_TRUE(found) << unit->id.text();
    for (const Part& part : found->parts.parts) {
      const bool are_communes = unit->nearest(first_day).kind == units::Kind::commune &&
                                part.unit->nearest(last_day).kind == units::Kind::commune;
      if (!are_communes) continue;
      const auto before = evaluator.evaluate(question(*part.unit, last_day));
      ASSERT_TRUE(before);
      for (const auto& criterion : before->criteria) {
        for (const auto& indicator : criterion.indicators) {
          const auto* estimated = find(found->evaluation, indicator.number);
          ASSERT_NE(estimated, nullptr) << indicator.number;
          EXPECT_EQ(engine::name_of(estimated->outcome), engine::name_of(indicator.outcome))
              << unit->id.text() << " " << indicator.number;
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 5000);
}

// The reference: sums over the parts in whole numbers, where every part went wholly.
TEST(Estimate, of_a_ratio_is_the_ratio_of_the_sums) {
  const auto materials = with_old_values(false);
  int compared = 0;
  for (const auto* unit : lang_son().communes(first_day)) {
    const auto found = estimate(materials, question(*unit, first_day), Weights::area);
    ASSERT_TRUE(found);
    std::int64_t top = 0, bottom = 0;
    bool are_whole = true;
    for (const auto* link : materials.units->links_into(*unit)) {
      are_whole = are_whole && link->part == units::Part::whole;
      top += 10 * (grade_of(materials.units->unit(link->from)) + 1);
      bottom += 100;
    }
    const auto& value = found->values.at({"village_road_hardened", ""});
    EXPECT_EQ(value.parts.size(), materials.units->links_into(*unit).size());
    if (!are_whole) {
      EXPECT_EQ(value.bounds.method, Method::bounds) << unit->id.text();
      continue;
    }
    ASSERT_TRUE(value.bounds.low.share) << unit->id.text();
    EXPECT_EQ(value.bounds.low.share->numerator, Decimal::of(top)) << unit->id.text();
    EXPECT_EQ(value.bounds.low.share->denominator, Decimal::of(bottom)) << unit->id.text();
    ++compared;
  }
  EXPECT_GE(compared, 60);
}

TEST(Estimate, is_labelled_names_its_parts_and_says_why_it_cannot_tell) {
  const auto materials = with_old_values(false);
  const auto* chau_son =
      materials.units->find("06637", first_day);  // a part of Kiên Mộc went to it, how much is unknown
  ASSERT_NE(chau_son, nullptr);
  const auto found = estimate(materials, question(*chau_son, first_day), Weights::population);
  ASSERT_TRUE(found);
  const auto json = to_json(*found);
  EXPECT_EQ(json.at("basis").as_string(), "estimate");
  EXPECT_EQ(json.at("made_on").as_string(), "2025-07-01");
  EXPECT_FALSE(json.contains("outcome"));
  EXPECT_FALSE(json.contains("criteria_met"));
  const std::string text = compact(json);
  for (const std::string word :
       {"bounds_disagree", "parts_disagree", "\"method\":\"bounds\"", "\"as_of\":\"2025-06-01\""})
    EXPECT_NE(text.find(word), std::string::npos) << word;
  // Nothing of it is the unit's own.
  const auto own = judgement::evaluate(materials, question(*chau_son, first_day));
  ASSERT_TRUE(own);
  EXPECT_EQ(own->outcome, Outcome::not_assessed);
}

TEST(Estimate, of_old_values_or_of_a_unit_that_was_never_made_is_refused_or_open) {
  const auto materials = with_old_values(true);
  const auto* unit = materials.units->find("06637", first_day);
  const auto later = estimate(materials, question(*unit, Date::of(2027, 12, 31)), Weights::population);
  ASSERT_TRUE(later);
  EXPECT_NE(compact(to_json(*later)).find("\"missing\":\"value_too_old\""), std::string::npos);
  const auto never =
      estimate(materials, question(*lang_son().communes(Date::of(2020, 1, 1)).front(), Date::of(2020, 1, 1)),
               Weights::population);
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().code, "reorganisation.not_made");
}

}  // namespace
}  // namespace luytre::reorganisation
