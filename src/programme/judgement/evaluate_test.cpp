// The real law and the real units of Lạng Sơn: whole evaluations and what is told about them.
#include "programme/judgement/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "platform/commands/writer.h"
#include "platform/storage/temporary_database.h"
#include "programme/judgement/explain.h"
#include "programme/judgement/table.h"
#include "programme/recognition/recognition_store.h"
#include "programme/recognition/record_facts.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::judgement {
namespace {

using engine::Outcome;
using observations::Observation;
using observations::ObservedValue;

// Made once: the units and recognitions that the product brings, and the embedded law.
struct LangSon {
  LangSon() {
    auto temporary = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    auto& database = (*temporary)->database();
    EXPECT_TRUE(storage::migrate(database));
    commands::Writer writer(database);
    const auto actor = access::Actor::local_operator();
    EXPECT_TRUE(units::seed_reference(writer, actor, "20"));
    materials.units = *units::load_register(database, audit::head(database)->number);
    EXPECT_TRUE(recognition::seed_reference(writer, database, actor, *materials.units, "20"));
    materials.known_at = audit::head(database)->number;
    materials.titles = *recognition::load_titles(database, materials.known_at);
    materials.library = *criteria::embedded_library();
    materials.panel = observations::PanelBuilder().build(materials.known_at);
  }
  Materials materials;
};

const Materials& lang_son() {
  static const LangSon made;
  return made.materials;
}

Question question(const std::string& set, const std::string& code, Date as_of) {
  Question asked;
  asked.set = set;
  asked.as_of = as_of;
  if (const auto* unit = lang_son().units->find(code, as_of)) asked.unit = unit->id;
  return asked;
}

Observation observation(const units::UnitId& unit, const std::string& measure, Date as_of, ObservedValue value,
                        audit::EventNumber event, std::uint32_t position = 0) {
  Observation made;
  made.key = {unit.text(), measure, "", observations::Opinion::self, as_of};
  made.value = std::move(value);
  made.source = "báo cáo của xã";
  made.id = {event, position};
  made.event = event;
  return made;
}

Materials with(const std::vector<Observation>& observations) {
  auto materials = lang_son();
  observations::PanelBuilder panel;
  for (const auto& one : observations) panel.add(one);
  materials.panel = std::move(panel).build(100);
  return materials;
}

const Judged* find(const Evaluation& evaluation, const std::string& number) {
  for (const auto& criterion : evaluation.criteria) {
    for (const auto& indicator : criterion.indicators) {
      if (indicator.number == number) return &indicator;
    }
  }
  return nullptr;
}

std::string told(const Materials& materials, const Question& asked, Language language) {
  const auto evaluation = evaluate(materials, asked);
  if (!evaluation) return full_message(evaluation.error(), language);
  const auto story =
      recognition::titles_of(*materials.titles, *materials.units, *materials.units->unit(asked.unit), asked.as_of);
  std::string text;
  for (const auto& line : explain(*evaluation, story, language)) text += line + "\n";
  if (std::getenv("LUYTRE_SHOW") != nullptr) std::cout << text;
  return text;
}

// The text with every run of blanks and line ends as one blank: where lines break is not what these tests are about.
std::string flowing(const std::string& text) {
  std::string flat;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n';
    if (!is_blank) flat += c;
    if (is_blank && !flat.empty() && flat.back() != ' ') flat += ' ';
  }
  return flat;
}

bool has_notice(const Evaluation& evaluation, const std::string& code) {
  return std::any_of(evaluation.notices.begin(), evaluation.notices.end(),
                     [&](const Notice& notice) { return notice.code == code; });
}

TEST(Evaluate, WithoutValuesNothingIsMetAndNothingIsNotMet) {
  const auto evaluation = evaluate(lang_son(), question("commune-ntm/2021-2025", "06637", Date::of(2025, 10, 1)));
  ASSERT_TRUE(evaluation) << full_message(evaluation.error(), Language::en);
  EXPECT_EQ(evaluation->outcome, Outcome::not_assessed);
  EXPECT_EQ(evaluation->criteria_total, 19);
  EXPECT_EQ(evaluation->criteria_met, 0);
  EXPECT_EQ(evaluation->criteria_by_outcome[static_cast<std::size_t>(Outcome::not_met)], 0);
  EXPECT_EQ(evaluation->column, "TDMNPB");
  EXPECT_FALSE(evaluation->stage.has_value());
  EXPECT_TRUE(has_notice(*evaluation, "merged"));
  EXPECT_TRUE(evaluation->provisional);
}

TEST(Evaluate, OneMergedCommuneIsToldHonestly) {
  const auto asked = question("commune-ntm/2021-2025", "06637", Date::of(2025, 10, 1));
  const auto text = flowing(told(lang_son(), asked, Language::en));
  for (const std::string part : {"Not yet assessed since the merger of 2025-07-01", "17/19 criteria met",
                                 "this is not a recognition", "Decision 105/QĐ-UBND", "nothing has been reported"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
  const auto vietnamese = told(lang_son(), asked, Language::vi);
  const std::string merged = "Chưa được đánh giá công nhận kể từ khi sáp nhập ngày 01/07/2025";
  EXPECT_NE(flowing(vietnamese).find(merged), std::string::npos);
  EXPECT_EQ(vietnamese.find("[judgement."), std::string::npos) << "a text is missing";
  EXPECT_LE(std::count(vietnamese.begin(), vietnamese.end(), '\n'), 60);
}

TEST(Evaluate, SaysValueLimitReferenceEvidenceAndDistance) {
  auto asked = question("commune-ntm/2021-2025", "06646", Date::of(2024, 12, 31));
  const auto materials = with({observation(asked.unit, "household_housing_solid", Date::of(2024, 11, 30),
                                           ObservedValue::of_share(Decimal::of(70), Decimal::of(100)), 50)});
  const auto evaluation = evaluate(materials, asked);
  ASSERT_TRUE(evaluation);
  const auto* housing = find(*evaluation, "9.2");
  ASSERT_NE(housing, nullptr);
  EXPECT_EQ(housing->outcome, Outcome::not_met);
  EXPECT_EQ(housing->value, "70.00");
  EXPECT_EQ(housing->threshold, "75");
  ASSERT_TRUE(housing->distance);
  EXPECT_EQ(housing->distance->amount, Decimal::of(-5));
  EXPECT_TRUE(housing->distance->in_numerator_units);
  EXPECT_EQ(housing->reference_document, "318/QĐ-TTg");
  EXPECT_TRUE(housing->provisional);
  ASSERT_TRUE(housing->evidence);
  EXPECT_EQ(housing->evidence->source, "báo cáo của xã");
  EXPECT_EQ(evaluation->outcome, Outcome::not_met);
  EXPECT_EQ(evaluation->stage, observations::Stage::signed_off);
  const auto text = flowing(told(materials, asked, Language::vi));
  EXPECT_NE(text.find("70/100 (70,0 %), cần ≥ 75 %"), std::string::npos) << text;
  EXPECT_NE(text.find("cần thêm 5"), std::string::npos) << text;
  const auto detail = explain_number(*evaluation, "9.2", Language::vi);
  ASSERT_TRUE(detail);
  const auto unknown = explain_number(*evaluation, "99", Language::vi);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "judgement.unknown_indicator");
}

TEST(Evaluate, RoundingForDisplayNeverCrossesALimit) {
  const auto asked = question("commune-ntm/2021-2025", "06646", Date::of(2024, 12, 31));
  const auto materials = with({observation(asked.unit, "household_housing_solid", Date::of(2024, 11, 30),
                                           ObservedValue::of_share(Decimal::of(74999), Decimal::of(100000)), 50)});
  const auto evaluation = evaluate(materials, asked);
  const auto* housing = find(*evaluation, "9.2");
  EXPECT_EQ(housing->outcome, Outcome::not_met);
  EXPECT_EQ(housing->value, "74.999");
  EXPECT_EQ(comparison(*housing, Language::en), "74999/100000 (74.999 %), needs ≥ 75 %; 1 more needed");
}

TEST(Evaluate, ALaterEventIsNotKnownEarlier) {
  const auto asked = question("commune-ntm/2021-2025", "06646", Date::of(2024, 12, 31));
  const auto first = observation(asked.unit, "household_housing_solid", Date::of(2024, 11, 30),
                                 ObservedValue::of_share(Decimal::of(70), Decimal::of(100)), 50);
  const auto corrected = observation(asked.unit, "household_housing_solid", Date::of(2024, 11, 30),
                                     ObservedValue::of_share(Decimal::of(80), Decimal::of(100)), 60);
  EXPECT_EQ(find(*evaluate(with({first}), asked), "9.2")->outcome, Outcome::not_met);
  EXPECT_EQ(find(*evaluate(with({first, corrected}), asked), "9.2")->outcome, Outcome::met);
  auto earlier = asked;
  earlier.as_of = Date::of(2024, 11, 29);
  EXPECT_EQ(find(*evaluate(with({first, corrected}), earlier), "9.2")->reason, engine::Reason::value_missing);
}

TEST(Evaluate, ValuesOfThePredecessorAreNotTheNewUnits) {
  const auto before = question("commune-ntm/2021-2025", "06637", Date::of(2025, 6, 30));
  const auto after = question("commune-ntm/2021-2025", "06637", Date::of(2025, 7, 1));
  ASSERT_NE(before.unit, after.unit) << "the code stays, the identity does not";
  const auto materials = with({observation(before.unit, "household_housing_solid", Date::of(2025, 5, 31),
                                           ObservedValue::of_share(Decimal::of(90), Decimal::of(100)), 50)});
  EXPECT_EQ(find(*evaluate(materials, before), "9.2")->outcome, Outcome::met);
  EXPECT_EQ(find(*evaluate(materials, after), "9.2")->reason, engine::Reason::value_missing);
}

TEST(Evaluate, APrerequisiteReadsTheRegister) {
  const auto asked = question("commune-ntm-advanced/2021-2025", "06646", Date::of(2024, 12, 31));
  const auto unknown = evaluate(lang_son(), asked);
  ASSERT_TRUE(unknown) << full_message(unknown.error(), Language::en);
  ASSERT_EQ(unknown->prerequisites.size(), 2U) << "the base title, and the base set met now";
  EXPECT_EQ(unknown->prerequisites.back().outcome, Outcome::not_assessed);
  EXPECT_EQ(unknown->prerequisites.front().reason, engine::Reason::prerequisite_unknown);
  auto materials = lang_son();
  recognition::TitleFact fact;
  fact.unit = asked.unit.text();
  fact.achievement_year = 2021;
  fact.decision_date = Date::of(2022, 1, 20);
  fact.stated_on = *fact.decision_date;
  materials.titles = std::make_shared<const recognition::TitleRegister>(
      std::vector{fact}, std::vector<recognition::QuotedFact>(), std::vector<recognition::Coverage>(), 1);
  EXPECT_EQ(evaluate(materials, asked)->prerequisites.front().outcome, Outcome::met);
  const recognition::Coverage complete{
      lang_son().units->find("20", asked.as_of)->id.text(), recognition::Title::ntm, {Date::of(2020, 1, 1)}, "sổ", 1};
  materials.titles = std::make_shared<const recognition::TitleRegister>(
      std::vector<recognition::TitleFact>(), std::vector<recognition::QuotedFact>(), std::vector{complete}, 1);
  const auto refused = evaluate(materials, asked);
  EXPECT_EQ(refused->prerequisites.front().outcome, Outcome::not_met);
  EXPECT_EQ(refused->outcome, Outcome::not_met);
}

TEST(Evaluate, AnyUnitUnderAnySet) {
  const auto old_unit = evaluate(lang_son(), question("commune-ntm/2026-2030", "06646", Date::of(2024, 12, 31)));
  ASSERT_TRUE(old_unit) << full_message(old_unit.error(), Language::en);
  EXPECT_TRUE(has_notice(*old_unit, "outside_period"));
  EXPECT_EQ(old_unit->criteria_total, 10);
  const auto ward = evaluate(lang_son(), question("commune-ntm/2021-2025", "05986", Date::of(2025, 10, 1)));
  ASSERT_TRUE(ward);
  EXPECT_TRUE(has_notice(*ward, "not_a_commune"));
  auto dead = question("commune-ntm/2021-2025", "06646", Date::of(2024, 12, 31));
  dead.as_of = Date::of(2025, 10, 1);
  const auto refused = evaluate(lang_son(), dead);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "judgement.unit_not_alive");
  const auto wrong_level = evaluate(lang_son(), question("district-ntm/2021-2025", "06646", Date::of(2024, 12, 31)));
  ASSERT_FALSE(wrong_level);
  EXPECT_EQ(wrong_level.error().code, "criteria.wrong_level");
}

TEST(Evaluate, AnswersInTheAgreedJson) {
  const auto evaluation = evaluate(lang_son(), question("commune-ntm/2021-2025", "06637", Date::of(2025, 10, 1)));
  const auto answer = to_json(*evaluation);
  for (const std::string_view key :
       {"unit", "set", "basis", "criteria_met", "criteria_total", "outcome", "provisional", "criteria"}) {
    EXPECT_TRUE(answer.contains(key)) << key;
  }
  EXPECT_EQ(answer.at("unit").as_string(), "06637");
  EXPECT_EQ(answer.at("basis").at("opinion").as_string(), "self");
  const auto& criterion = answer.at("criteria").as_array().front().as_object();
  const auto& indicator = criterion.at("indicators").as_array().front().as_object();
  for (const std::string_view key : {"number", "value", "threshold", "outcome", "reference", "provisional"}) {
    EXPECT_TRUE(indicator.contains(key)) << key;
  }
}

TEST(Evaluate, TheDefaultSetFollowsTheDate) {
  const auto* unit = lang_son().units->find("06637", Date::of(2025, 10, 1));
  EXPECT_EQ(default_set(*lang_son().library, *unit, Date::of(2025, 10, 1)), "commune-ntm/2021-2025");
  EXPECT_EQ(default_set(*lang_son().library, *unit, Date::of(2026, 3, 1)), "commune-ntm/2026-2030");
}

TEST(Evaluate, TheTableNamesEveryUnitOnce) {
  Question asked;
  asked.set = "commune-ntm/2021-2025";
  asked.as_of = Date::of(2025, 10, 1);
  const auto table = evaluate_all(lang_son(), asked, lang_son().units->find("20", asked.as_of));
  ASSERT_TRUE(table);
  const auto lines = draw(*table, Language::vi);
  const auto rows = std::count_if(lines.begin(), lines.end(),
                                  [](const std::string& line) { return line.find("–/19") != std::string::npos; });
  EXPECT_EQ(rows, 65);
  asked.set = "nothing";
  EXPECT_FALSE(evaluate_all(lang_son(), asked, nullptr));
}

}  // namespace
}  // namespace luytre::judgement
