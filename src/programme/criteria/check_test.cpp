#include "programme/criteria/check.h"

#include <algorithm>

#include "programme/criteria/miniature_for_test.h"

namespace luytre::criteria {
namespace {

TEST(Check, the_miniature_is_clean) {
  for (const Problem& problem : check(read_for_test(miniature()))) ADD_FAILURE() << message(problem, Language::en);
}

// One thing broken: the problem found, and where.
struct Broken {
  const char* name;
  const char* path;
  const char* from;
  const char* to;
  const char* code;
  const char* where;
};

class Refusals : public testing::TestWithParam<Broken> {};

TEST_P(Refusals, say_what_and_where) {
  const Broken& broken = GetParam();
  const auto texts = miniature_with(broken.path, broken.from, broken.to);
  const auto library = read_library(texts);
  const auto problems = library ? check(*library) : library.error().causes;
  const bool is_found = std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.code == broken.code && problem.where == broken.where;
  });
  std::string found;
  for (const Problem& problem : problems) {
    found += problem.code + " " + message(problem, Language::en) + "\n";
    EXPECT_TRUE(in_catalogue(problem.code)) << problem.code;
  }
  EXPECT_TRUE(is_found) << found;
}

constexpr const char* water = "mini/1/01-water.yaml";
constexpr const char* people = "mini/1/02-people.yaml";
constexpr const char* income = "mini/1/03-income.yaml";
constexpr const char* set = "mini/1/set.yaml";

INSTANTIATE_TEST_SUITE_P(
    Content, Refusals,
    testing::Values(
        Broken{"missing_class", water, "      - { class: S, from: 2021-01-01, value: unknown }\n", "",
               "criteria.missing_class", "mini/1/01-water.yaml:18"},
        Broken{"unknown_class", water, "class: S, from: 2021-01-01, value: unknown",
               "class: X, from: 2021-01-01, value: unknown", "criteria.unknown_class", "mini/1/01-water.yaml:28"},
        Broken{"overlap", water, "2024-03-01", "2021-01-01", "criteria.overlap", "mini/1/01-water.yaml:16"},
        Broken{"gap_in_days", water, "class: S, from: 2021-01-01, value: \"80\"",
               "class: S, from: 2022-01-01, value: \"80\"", "criteria.gap", "mini/1/01-water.yaml:17"},
        Broken{"gap_in_years", income, "year: 2022", "year: 2023", "criteria.gap", "mini/1/03-income.yaml:6"},
        Broken{"unknown_measure", water, "measure: water", "measure: wine", "criteria.unknown_measure",
               "mini/1/01-water.yaml:6"},
        Broken{"unknown_measure_in_exception", income, "{ measure: villages, is: \"0\" }",
               "{ measure: cities, is: \"0\" }", "criteria.unknown_measure", "mini/1/03-income.yaml:18"},
        Broken{"wrong_unit", water, "unit: percent", "unit: truth", "criteria.wrong_unit", "mini/1/01-water.yaml:6"},
        Broken{"wrong_direction", water, "rule: at_most", "rule: at_least", "criteria.wrong_direction",
               "mini/1/01-water.yaml:18"},
        Broken{"wrong_kind", water, "measure: water\n    unit: percent", "measure: hall\n    unit: truth",
               "criteria.wrong_kind", "mini/1/01-water.yaml:6"},
        Broken{"wrong_count", set, "indicators: 5", "indicators: 6", "criteria.wrong_count", "mini/1/set.yaml:2"},
        Broken{"missing_reference", water, "    reference: { document: D1, locator: \"1.1\" }\n", "",
               "criteria.missing_reference", "mini/1/01-water.yaml:6"},
        Broken{"unknown_document", water, "reference: { document: D1", "reference: { document: D9",
               "criteria.unknown_document", "mini/1/01-water.yaml:9"},
        Broken{"duplicate_number", water, "number: \"1.2\"", "number: \"1.1\"", "criteria.duplicate_number",
               "mini/1/01-water.yaml:18"},
        Broken{"duplicate_part_number", people, "number: \"2.2.s1\"", "number: \"2.1\"", "criteria.duplicate_number",
               "mini/1/02-people.yaml:29"},
        Broken{"missing_member", people, "mandatory: [hall]", "mandatory: [roof]", "criteria.missing_member",
               "mini/1/02-people.yaml:19"},
        Broken{"more_than_all_members", people, "value: \"1\"", "value: \"3\"", "criteria.missing_member",
               "mini/1/02-people.yaml:27"},
        Broken{"unknown_grade", people, "value: good", "value: best", "criteria.unknown_grade",
               "mini/1/02-people.yaml:37"},
        Broken{"unknown_dimension", people, "dimension: sex", "dimension: age", "criteria.unknown_dimension",
               "mini/1/02-people.yaml:6"},
        Broken{"impossible_percent", water, "value: \"50\"", "value: \"150\"", "criteria.impossible_percent",
               "mini/1/01-water.yaml:15"},
        Broken{"self_confirmed", water, "confidence: uncertain", "confidence: confirmed", "criteria.self_confirmed",
               "mini/1/01-water.yaml:17"},
        Broken{"unknown_set", set, "prerequisites: []",
               "prerequisites: [{ set: mini/9, needs: met, reference: { document: D1, locator: A } }]",
               "criteria.unknown_set", "mini/1/set.yaml:2"},
        Broken{"circular_sets", set, "prerequisites: []",
               "prerequisites: [{ set: mini/1, needs: met, reference: { document: D1, locator: A } }]",
               "criteria.circular_sets", "mini/1/set.yaml:2"},
        Broken{"measure_in_override", set, "{ attribute: hard, is: \"true\" }", "{ measure: hall, is_true: true }",
               "criteria.measure_in_override", "mini/1/set.yaml:14"},
        Broken{"missing_threshold", income,
               "    thresholds:\n"
               "      - { class: all, from: 2021-01-01, year: 2021, value: \"39\", confidence: sourced }\n"
               "      - { class: all, from: 2021-01-01, year: 2022, value: \"42\", confidence: sourced }\n",
               "", "criteria.missing_threshold", "mini/1/03-income.yaml:6"}),
    [](const auto& broken) { return std::string(broken.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Form, Refusals,
    testing::Values(
        Broken{"unknown_key", water, "    unit: percent\n", "    unit: percent\n    units: percent\n",
               "criteria.unknown_key", "mini/1/01-water.yaml:13"},
        Broken{"duplicate_key", water, "    unit: percent\n", "    unit: percent\n    unit: percent\n",
               "criteria.duplicate_key", "mini/1/01-water.yaml:13"},
        Broken{"unknown_rule", water, "rule: at_most", "rule: no_more_than", "criteria.bad_value",
               "mini/1/01-water.yaml:25"},
        Broken{"bad_date", water, "2024-03-01", "2024-02-30", "criteria.bad_value", "mini/1/01-water.yaml:16"},
        Broken{"bad_number", water, "\"50\"", "\"50%\"", "criteria.bad_value", "mini/1/01-water.yaml:15"},
        Broken{"one_language", water, "{ vi: Nghèo, en: Poverty }", "{ vi: Nghèo }", "criteria.one_language",
               "mini/1/01-water.yaml:20"},
        Broken{"list_for_text", water, "unit: percent", "unit: [percent]", "criteria.not_a_text",
               "mini/1/01-water.yaml:12"},
        Broken{"missing_key", water, "    rule: at_most\n", "", "criteria.missing_key", "mini/1/01-water.yaml:18"},
        Broken{"broken_yaml", water, "title: { vi: Nước, en: Water }", "title: { vi: Nước, en: Water",
               "criteria.bad_yaml", "mini/1/01-water.yaml:4"},
        Broken{"wrong_folder", set, "set: mini/1", "set: mini/2", "criteria.wrong_folder", "mini/1/set.yaml:2"}),
    [](const auto& broken) { return std::string(broken.param.name); });

TEST(Check, a_partial_set_may_differ_and_says_so) {
  auto texts = miniature_with(set, "indicators: 5", "indicators: 6");
  for (SourceText& text : texts) {
    const auto at = text.bytes.find("partial: null");
    if (at != std::string::npos) text.bytes.replace(at, 13, "partial: { vi: thiếu, en: incomplete }");
  }
  const Library library = read_for_test(texts);
  EXPECT_TRUE(check(library).empty());
  EXPECT_TRUE(library.sets.at(0).is_partial);
  EXPECT_EQ(library.sets.at(0).indicators_expected, 6);
  EXPECT_EQ(library.sets.at(0).indicators_counted(), 5);
}

TEST(Check, finds_everything_at_once) {
  auto texts = miniature_with(water, "measure: water", "measure: wine");
  for (SourceText& text : texts) {
    const auto at = text.bytes.find("mandatory: [hall]");
    if (at != std::string::npos) text.bytes.replace(at, 17, "mandatory: [roof]");
  }
  EXPECT_EQ(check(read_for_test(texts)).size(), 2U);
}

TEST(Hash, ignores_comments_order_and_quotes_and_sees_content) {
  const auto hash = [](const std::vector<SourceText>& texts) { return read_for_test(texts).sets.at(0).hash; };
  const std::string plain = hash(miniature());
  EXPECT_EQ(hash(miniature_with(water, "    unit: percent\n    rule: at_most", "    rule: at_most\n    unit: percent")),
            plain);
  EXPECT_EQ(hash(miniature_with(water, "number: \"1\"", "number: '1' # one")), plain);
  EXPECT_NE(hash(miniature_with(water, "\"50\"", "\"51\"")), plain);
}

}  // namespace
}  // namespace luytre::criteria
