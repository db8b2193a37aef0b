#include "programme/criteria/compile.h"

#include "engine/judge.h"
#include "programme/criteria/miniature_for_test.h"

namespace luytre::criteria {
namespace {

using engine::Operand;
using engine::Outcome;
using engine::Reason;

UnitFacts commune(std::map<std::string, std::string, std::less<>> attributes) {
  return {"commune", "commune", "20", std::move(attributes)};
}

UnitFacts northern() { return commune({{"region", "N"}, {"hard", "false"}}); }
UnitFacts southern() { return commune({{"region", "S"}, {"hard", "false"}}); }

CompiledSet compiled(const Library& library, const UnitFacts& unit, Date as_of, std::optional<int> year = {}) {
  auto result = compile(library, "mini/1", unit, as_of, year);
  if (!result) ADD_FAILURE() << message(result.error(), Language::en);
  return result ? std::move(*result) : CompiledSet();
}

const engine::Node& node_of(const CompiledSet& set, std::string_view number) {
  for (const engine::Node& criterion : set.program.root.parts) {
    for (const engine::Node& node : criterion.parts) {
      if (set.origins[node.id].rule->number == number) return node;
    }
  }
  ADD_FAILURE() << number;
  return set.program.root;
}

const Date in_2022 = Date::of(2022, 6, 30);

TEST(Compile, chooses_the_column_of_the_unit) {
  const Library library = read_for_test(miniature());
  EXPECT_EQ(node_of(compiled(library, northern(), in_2022), "1.1").limit.value, Decimal::of(50));
  const CompiledSet south = compiled(library, southern(), in_2022);
  EXPECT_EQ(south.column, "S");
  EXPECT_EQ(node_of(south, "1.1").limit.value, Decimal::of(80));
  EXPECT_EQ(node_of(south, "1.2").limit.missing, Reason::law_not_loaded);
}

TEST(Compile, class_override_beats_region) {
  const Library library = read_for_test(miniature());
  const CompiledSet set = compiled(library, commune({{"region", "S"}, {"hard", "true"}}), in_2022);
  EXPECT_EQ(set.column, "N");
  EXPECT_NE(set.column_override, nullptr);
  EXPECT_EQ(node_of(set, "1.1").limit.value, Decimal::of(50));
}

TEST(Compile, an_undecided_override_leaves_the_class_unknown_unless_all_ways_lead_there) {
  const Library library = read_for_test(miniature());
  const CompiledSet south = compiled(library, commune({{"region", "S"}}), in_2022);
  EXPECT_EQ(south.column_missing, Reason::class_unknown);
  EXPECT_EQ(node_of(south, "1.1").limit.missing, Reason::class_unknown);
  EXPECT_EQ(node_of(south, "3").limit.value, Decimal::of(42));  // one row for every column needs no class
  EXPECT_EQ(compiled(library, commune({{"region", "N"}}), in_2022).column, "N");
  EXPECT_EQ(compiled(library, commune({{"hard", "false"}}), in_2022).column_missing, Reason::class_unknown);
  EXPECT_EQ(compiled(library, commune({{"region", "Z"}, {"hard", "false"}}), in_2022).column_missing,
            Reason::class_unknown);
}

TEST(Compile, an_amendment_counts_from_its_first_day) {
  const Library library = read_for_test(miniature());
  EXPECT_EQ(node_of(compiled(library, northern(), Date::of(2024, 2, 29)), "1.1").limit.value, Decimal::of(50));
  EXPECT_EQ(node_of(compiled(library, northern(), Date::of(2024, 3, 1)), "1.1").limit.value, Decimal::of(40));
}

TEST(Compile, outside_its_period_a_set_is_read_as_on_the_nearest_day) {
  const Library library = read_for_test(miniature());
  const CompiledSet before = compiled(library, northern(), Date::of(2019, 1, 1), 2021);
  EXPECT_TRUE(before.outside_period);
  EXPECT_EQ(node_of(before, "1.1").limit.value, Decimal::of(50));
  const CompiledSet after = compiled(library, northern(), Date::of(2030, 1, 1), 2021);
  EXPECT_EQ(node_of(after, "1.1").limit.value, Decimal::of(40));
  EXPECT_FALSE(compiled(library, northern(), in_2022).outside_period);
}

TEST(Compile, the_achievement_year_chooses_the_row) {
  const Library library = read_for_test(miniature());
  EXPECT_EQ(node_of(compiled(library, northern(), Date::of(2023, 1, 20), 2022), "3").limit.value, Decimal::of(42));
  EXPECT_EQ(node_of(compiled(library, northern(), Date::of(2023, 1, 20)), "3").limit.missing, Reason::law_not_loaded);
}

std::vector<SourceText> with_province(std::string_view value) {
  auto texts = miniature();
  texts.push_back({"provinces/20/mini/1.yaml",
                   "province: \"20\"\nset: mini/1\nreference: { document: D1, locator: P }\nthresholds:\n"
                   "  - { indicator: \"1.1\", class: all, from: 2021-01-01, value: \"" +
                       std::string(value) + "\", confidence: sourced }\n",
                   {}});
  return texts;
}

TEST(Compile, the_stricter_of_decree_and_province_counts) {
  const Library stricter = read_for_test(with_province("65"));
  const CompiledSet set = compiled(stricter, northern(), in_2022);
  EXPECT_EQ(node_of(set, "1.1").limit.value, Decimal::of(65));
  EXPECT_EQ(set.origins[node_of(set, "1.1").id].layer, Layer::province);
  EXPECT_EQ(set.origins[node_of(set, "1.1").id].reference->locator, "P");
  const Library weaker = read_for_test(with_province("45"));
  EXPECT_EQ(node_of(compiled(weaker, northern(), in_2022), "1.1").limit.value, Decimal::of(50));
  UnitFacts elsewhere = northern();
  elsewhere.province = "01";
  EXPECT_EQ(node_of(compiled(stricter, elsewhere, in_2022), "1.1").limit.value, Decimal::of(50));
}

TEST(Compile, a_delegated_value_replaces_and_is_unknown_without_its_layer) {
  const auto delegate = [](std::vector<SourceText> texts) {
    for (SourceText& text : texts) {
      const auto at = text.bytes.find("    measure: water\n");
      if (at != std::string::npos) text.bytes.insert(at, "    delegated: province\n");
    }
    return texts;
  };
  const Library unknown = read_for_test(delegate(miniature()));
  EXPECT_EQ(node_of(compiled(unknown, northern(), in_2022), "1.1").limit.missing, Reason::law_not_loaded);
  const Library known = read_for_test(delegate(with_province("45")));
  EXPECT_EQ(node_of(compiled(known, northern(), in_2022), "1.1").limit.value, Decimal::of(45));
}

engine::Operands operands_of(const CompiledSet& set, const std::map<std::string, Operand>& values) {
  engine::Operands operands;
  for (const OperandRequest& request : set.operands) {
    const auto found = values.find(request.measure->id + request.dimension);
    operands.push_back(found == values.end() ? Operand() : found->second);
  }
  return operands;
}

Operand percent(int value) { return Operand::of(Share{Decimal::of(value), Decimal::of(100)}); }

std::map<std::string, Operand> good_values() {
  return {{"water", percent(60)},
          {"poor", percent(10)},
          {"trainedmale", percent(95)},
          {"trainedfemale", percent(91)},
          {"hall", Operand::of_truth(true)},
          {"rating", Operand::of(Decimal::of(2))},
          {"villages", Operand::of(Decimal::of(4))},
          {"income", Operand::of(Decimal::of(45))}};
}

TEST(Compile, the_whole_set_judges) {
  const Library library = read_for_test(miniature());
  const CompiledSet set = compiled(library, northern(), in_2022);
  auto values = good_values();
  const auto judged = [&] { return engine::judge(set.program, operands_of(set, values)); };
  EXPECT_EQ(judged().outcome, Outcome::met);
  EXPECT_TRUE(judged().provisional);
  EXPECT_EQ(set.program.node_count, set.origins.size());

  values["trainedfemale"] = percent(88);  // both sexes: 95 % of men does not make up for 88 % of women
  EXPECT_EQ(judged().outcome, Outcome::not_met);
  EXPECT_EQ(set.origins[judged().parts[1].parts[0].parts[1].node].dimension, "female");
  values = good_values();
  values["hall"] = Operand::of_truth(false);  // one of two is enough, but the hall is mandatory
  EXPECT_EQ(judged().parts[1].parts[1].outcome, Outcome::not_met);
  values = good_values();
  values["villages"] = Operand::of(Decimal::of(0));  // excepted, and the graded part does not apply
  values.erase("income");
  EXPECT_EQ(judged().parts[2].outcome, Outcome::not_applicable);
  EXPECT_EQ(judged().outcome, Outcome::met);
  values.erase("villages");  // the exception needs an observation of its own
  EXPECT_EQ(judged().parts[2].outcome, Outcome::not_assessed);
}

TEST(Compile, a_confirmation_makes_firm_until_the_indicator_is_edited) {
  Library library = read_for_test(miniature());
  const CriteriaSet& set = library.sets.at(0);
  for (const Criterion& criterion : set.criteria) {
    for (const Indicator& indicator : criterion.indicators) {
      Confirmation confirmation;
      confirmation.set = set.id;
      confirmation.indicator = indicator.rule.number;
      confirmation.indicator_hash = indicator.hash;
      library.confirmations.push_back(confirmation);
    }
  }
  const CompiledSet firm = compiled(library, northern(), in_2022);
  EXPECT_FALSE(engine::judge(firm.program, operands_of(firm, good_values())).provisional);
  EXPECT_EQ(firm.origins[node_of(firm, "1.1").id].confidence, Confidence::confirmed);

  Library edited = read_for_test(miniature_with("mini/1/01-water.yaml", "\"50\"", "\"51\""));
  edited.confirmations = library.confirmations;
  const CompiledSet again = compiled(edited, northern(), in_2022);
  const auto verdict = engine::judge(again.program, operands_of(again, good_values()));
  EXPECT_TRUE(verdict.parts[0].parts[0].provisional);
  EXPECT_FALSE(verdict.parts[0].parts[1].provisional);
  EXPECT_TRUE(verdict.provisional);
}

TEST(Compile, refuses_what_is_not_there) {
  const Library library = read_for_test(miniature());
  EXPECT_EQ(compile(library, "mini/9", northern(), in_2022).error().code, "criteria.unknown_set");
  EXPECT_EQ(compile(library, "mini/1", {"province", "province", "20", {}}, in_2022).error().code,
            "criteria.wrong_level");
}

// Real law: a commune without a single value is not assessed, whatever its column.
TEST(Compile, without_values_nothing_is_met) {
  const Library library = read_for_test(embedded_law());
  for (const char* region : {"TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL"}) {
    const auto set = compile(library, "commune-ntm/2021-2025", commune({{"region", region}}), Date::of(2025, 12, 31));
    ASSERT_TRUE(set);
    const auto verdict = engine::judge(set->program, engine::Operands(set->operands.size()));
    EXPECT_EQ(verdict.outcome, Outcome::not_assessed) << region;
  }
}

}  // namespace
}  // namespace luytre::criteria
