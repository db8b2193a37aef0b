#include "programme/judgement/sheet.h"

#include <gtest/gtest.h>

#include "programme/judgement/law_test_world.h"

namespace luytre::judgement {
namespace {

using observations::Observation;
using observations::ObservedValue;

const criteria::Library& law() {
  static const auto library = *criteria::embedded_library();
  return *library;
}

LawTestWorld world_of(const std::string& set, const std::string& text) {
  const auto tree = criteria::read_yaml(text, "world.yaml");
  EXPECT_TRUE(tree);
  auto world = make_law_test_world(law(), *law().set(set), *tree);
  EXPECT_TRUE(world);
  return *world;
}

json::object sheet_of(const LawTestWorld& world) {
  const auto sheet = judgement::sheet_of(world.materials, world.question);
  EXPECT_TRUE(sheet) << full_message(sheet.error(), Language::en);
  return sheet ? *sheet : json::object();
}

Observation observation(const LawTestWorld& world, const std::string& measure, Date as_of, ObservedValue value) {
  Observation made;
  made.key = {world.question.unit.text(), measure, "", world.question.opinion, as_of};
  made.value = std::move(value);
  made.event = 1;
  return made;
}

LawTestWorld with(LawTestWorld world, const std::vector<Observation>& observations) {
  observations::PanelBuilder panel;
  for (const auto& one : observations) panel.add(one);
  world.materials.panel = std::move(panel).build(1);
  return world;
}

const json::object& node_of(const json::object& sheet, std::string_view number) {
  for (const auto& criterion : sheet.at("program").at("parts").as_array()) {
    for (const auto& indicator : criterion.at("parts").as_array()) {
      if (indicator.at("number").as_string() == number) return indicator.as_object();
    }
  }
  ADD_FAILURE() << number;
  return sheet;
}

const json::object& operand_of(const json::object& sheet, std::string_view kind, std::string_view measure = {}) {
  for (const auto& operand : sheet.at("operands").as_array()) {
    const auto& object = operand.as_object();
    if (object.at("kind").as_string() != kind) continue;
    if (measure.empty() || object.at("measure").as_string() == measure) return object;
  }
  ADD_FAILURE() << kind << " " << measure;
  return sheet;
}

json::object object(const std::string& text) { return parse_json(text)->as_object(); }

LawTestWorld commune() {
  return world_of("commune-ntm/2021-2025",
                  "on: 2024-12-31\n"
                  "unit: { level: commune, kind: commune, attributes: { region: TDMNPB } }\n"
                  "values: { household_housing_solid: \"70/100\" }\n");
}

TEST(Sheet, names_the_question_and_what_each_rule_stands_for) {
  const auto sheet = sheet_of(commune());
  EXPECT_EQ(sheet.at("set").as_string(), "commune-ntm/2021-2025");
  EXPECT_EQ(sheet.at("set_hash").as_string(), law().set("commune-ntm/2021-2025")->hash);
  EXPECT_EQ(sheet.at("as_of").as_string(), "2024-12-31");
  EXPECT_EQ(sheet.at("column").as_string(), "TDMNPB");
  EXPECT_EQ(sheet.at("program").at("parts").as_array().size(), 19U);
  const auto& housing = node_of(sheet, "9.2");
  EXPECT_EQ(housing.at("kind").as_string(), "at_least");
  EXPECT_EQ(housing.at("limit").as_object(), object(R"({"value": "75"})"));
  EXPECT_EQ(housing.at("threshold").as_string(), "75");
  EXPECT_EQ(housing.at("reference").at("document").as_string(), "318/QĐ-TTg");
  EXPECT_TRUE(housing.at("provisional").as_bool());
  EXPECT_FALSE(housing.contains("confirmed"));
  EXPECT_FALSE(housing.contains("gates"));
  EXPECT_FALSE(housing.at("title").at("vi").as_string().empty());
}

TEST(Sheet, a_value_stands_until_one_of_the_day_is_entered_or_withdrawn) {
  const auto sheet = sheet_of(commune());
  const auto& housing = operand_of(sheet, "observation", "household_housing_solid");
  EXPECT_EQ(housing.at("measure_kind").as_string(), "share");
  EXPECT_EQ(housing.at("standing").at("share").as_object(), object(R"({"numerator": "70", "denominator": "100"})"));
  EXPECT_EQ(housing.at("standing").at("observed").as_string(), "70/100");
  const auto& as_of = housing.at("standing").at("as_of").as_string();
  EXPECT_EQ(housing.contains("when_withdrawn"), as_of == sheet.at("as_of").as_string());
  const auto& water = operand_of(sheet, "observation", "household_electricity_safe");
  EXPECT_EQ(water.at("standing").as_object(), object(R"({"missing": "value_missing"})"));
}

TEST(Sheet, incidents_are_those_of_earlier_days_and_the_days_own) {
  const auto empty =
      world_of("district-ntm/2021-2025", "on: 2024-12-31\nunit: { level: district, kind: rural_district }\n");
  const auto bare = sheet_of(empty);
  const auto& asked = operand_of(bare, "incidents");
  EXPECT_EQ(asked.at("fixed").as_object(), object(R"({"missing": "value_missing"})"));
  EXPECT_EQ(asked.at("earlier").as_object(), object(R"({"missing": "value_missing"})"));
  const std::string measure(asked.at("measure").as_string());
  const bool is_truth = asked.at("measure_kind").as_string() == "truth";
  const auto two = is_truth ? ObservedValue::of_truth(true) : ObservedValue::of_number(Decimal::of(1));
  const auto sheet = sheet_of(with(empty, {observation(empty, measure, Date::of(2024, 11, 30), two),
                                           observation(empty, measure, Date::of(2024, 12, 31), two)}));
  const auto& counted = operand_of(sheet, "incidents");
  EXPECT_EQ(counted.at("fixed").at("value").as_string(), "2");
  EXPECT_EQ(counted.at("fixed").at("as_of").as_string(), "2024-12-31");
  EXPECT_EQ(counted.at("earlier").as_object(), object(R"({"value": "1"})"));
  EXPECT_EQ(counted.at("when_withdrawn").as_object(), object(R"({"value": "1"})"));
}

TEST(Sheet, what_a_value_grew_from_depends_on_the_day_it_is_of) {
  const auto empty =
      world_of("commune-ntm/2026-2030", "on: 2026-12-31\nunit: { level: commune, kind: commune, since: 2020-01-01 }\n");
  const std::string measure(operand_of(sheet_of(empty), "base_observation").at("measure").as_string());
  const auto of = [&](Date day, int value) {
    return observation(empty, measure, day, ObservedValue::of_number(Decimal::of(value)));
  };
  const auto sheet = sheet_of(
      with(empty, {of(Date::of(2025, 3, 31), 40), of(Date::of(2025, 12, 31), 50), of(Date::of(2026, 6, 30), 60)}));
  const auto& base = operand_of(sheet, "base_observation");
  ASSERT_EQ(base.at("years_back").as_int64(), 1);
  EXPECT_EQ(base.at("fixed").as_object(), object(R"({"value": "40"})"));
  EXPECT_EQ(base.at("when_entered").as_object(), object(R"({"value": "50"})"));
  EXPECT_FALSE(base.contains("when_withdrawn"));
}

TEST(Sheet, titles_and_units_below_are_fixed) {
  const auto sheet =
      sheet_of(world_of("district-ntm/2021-2025", "on: 2024-12-31\nunit: { level: district, kind: rural_district }\n"));
  EXPECT_TRUE(operand_of(sheet, "children").contains("fixed"));
  const auto advanced =
      sheet_of(world_of("commune-ntm-advanced/2021-2025", "on: 2024-12-31\nunit: { level: commune, kind: commune }\n"));
  ASSERT_EQ(advanced.at("prerequisites").as_array().size(), 2U);
  const auto& title = operand_of(advanced, "holds_title");
  EXPECT_EQ(title.at("set").as_string(), "commune-ntm/2021-2025");
  EXPECT_EQ(title.at("fixed").as_object(), object(R"({"missing": "prerequisite_unknown"})"));
}

TEST(Sheet, refuses_what_an_evaluation_refuses) {
  auto world = commune();
  world.question.set = "commune-ntm/1999";
  EXPECT_EQ(judgement::sheet_of(world.materials, world.question).error().code, "criteria.unknown_set");
}

}  // namespace
}  // namespace luytre::judgement
