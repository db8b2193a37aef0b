#include "programme/observations/import_file.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "programme/observations/drawn_province.h"
#include "programme/observations/installation.h"

namespace luytre::observations {
namespace {

CsvFile csv_file(std::string bytes, std::string name) {
  auto file = CsvFile::parse(std::make_shared<const std::string>(std::move(bytes)), std::move(name));
  EXPECT_TRUE(file.has_value());
  return file ? *std::move(file) : CsvFile{};
}

class ImportFile : public testing::Test {
 protected:
  ImportFile() : units_(drawn_province(), 1), panel_(std::make_shared<Panel>()) {
    library_.measures = drawn_measures();
  }

  CheckedFile check(const std::string& rows, bool is_demonstration = false) {
    const auto table =
        csv_file("unit_code,measure,dimension,as_of,opinion,value,numerator,denominator,source,note\n" + rows, "f.csv");
    auto file = check_file(table, {units_, library_, *panel_, Date::of(2026, 1, 15), is_demonstration});
    EXPECT_TRUE(file.has_value());
    return file ? *std::move(file) : CheckedFile{};
  }

  std::string refusal(const std::string& row) {
    const auto file = check(row + "\n");
    return file.refused.empty() ? "accepted" : file.refused.front().problem.code;
  }

  units::Register units_;
  criteria::Library library_;
  std::shared_ptr<const Panel> panel_;
};

TEST_F(ImportFile, reads_good_rows) {
  const auto file = check(
      "00001,income,,2025-12-31,self,\"45,2\",,,báo cáo năm,ghi chú\n"
      "00001,poverty_rate,,2025-12-31,self,,12,150,,\n"
      "00001,trained_labour,female,2025-12-31,council,71.5,,,,\n"
      "00001,wired,,2025-12-31,self,đạt,,,,\n"
      "00002,wired,,2024-12-31,self,,,,,\n"
      "20,income,,2024-12-31,sector,51,,,,\n");
  EXPECT_TRUE(file.refused.empty());
  EXPECT_EQ(file.blank, 1u);
  ASSERT_EQ(file.accepted.size(), 5u);
  const Observation first = file.accepted.observation(file.accepted.rows[0]);
  EXPECT_EQ(first.key.unit, "00001@2025-07-01");
  EXPECT_EQ(file.accepted.text_of(file.accepted.rows[0].province), "20");
  EXPECT_EQ(text(first.value), "45.2");
  EXPECT_EQ(first.source, "báo cáo năm");
  EXPECT_EQ(first.note, "ghi chú");
  EXPECT_EQ(first.stage, Stage::signed_off);
  EXPECT_EQ(file.accepted.key(file.accepted.rows[2]).dimension, "female");
}

TEST_F(ImportFile, the_unit_is_the_one_of_the_date) {
  const auto file = check("00001,income,,2025-06-30,self,30,,,,\n00001,income,,2025-07-01,self,31,,,,\n");
  ASSERT_EQ(file.accepted.size(), 2u);
  EXPECT_EQ(file.accepted.key(file.accepted.rows[0]).unit, "00001@2010-01-01");
  EXPECT_EQ(file.accepted.key(file.accepted.rows[1]).unit, "00001@2025-07-01");
}

TEST_F(ImportFile, refuses_each_fault_by_its_name) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"00009,income,,2025-12-31,self,1,,,,", "observations.unit_unknown"},
      {"00002,income,,2025-12-31,self,1,,,,", "observations.unit_replaced"},
      {"00002,income,,2009-12-31,self,1,,,,", "observations.unit_not_yet"},
      {"00001,wealth,,2025-12-31,self,1,,,,", "observations.measure_unknown"},
      {"00001,income,male,2025-12-31,self,1,,,,", "observations.dimension_unwanted"},
      {"00001,trained_labour,x,2025-12-31,self,1,,,,", "observations.dimension_unknown"},
      {"00001,income,,2026-01-16,self,1,,,,", "observations.future"},
      {"00001,income,,31/12/2025,self,1,,,,", "date.malformed"},
      {"00001,income,,2025-12-31,mine,1,,,,", "observations.opinion_unknown"},
      {"00001,income,,2025-12-31,self,1.234,,,,", "observations.ambiguous_number"},
      {"00001,poverty_rate,,2025-12-31,self,101,,,,", "observations.percent_over_100"},
      {"00001,poverty_rate,,2025-12-31,self,,7,6,,", "observations.numerator_over"},
      {"00001,income,,2025-12-31,self,-1,,,,", "observations.negative"},
      {"00001,income,,2025-12-31,self,1,,," + std::string(demonstration_mark) + " x,",
       "observations.demonstration_row"},
      {"00001,income,,2025-12-31,self,1,,," + std::string(cell_bytes_max + 1, 'a') + ",", "observations.cell_too_long"},
      {"00009,wealth,,2025-12-31,mine,1,,,,", "observations.several_faults"},
  };
  for (const auto& [row, code] : cases) EXPECT_EQ(refusal(row), code) << row;
}

TEST_F(ImportFile, says_where_and_what_the_unit_became) {
  const auto file = check("00001,income,,2025-12-31,self,1,,,,\n00002,income,,2025-12-31,self,1,,,,\n");
  ASSERT_EQ(file.refused.size(), 1u);
  const auto& problem = file.refused.front().problem;
  EXPECT_EQ(problem.where, "f.csv:3");
  EXPECT_NE(message(problem, Language::vi).find("00001 Xã Đồng Mới"), std::string::npos);
  EXPECT_EQ(file.accepted.size(), 1u);
}

TEST_F(ImportFile, a_demonstration_takes_demonstration_rows) {
  const auto file = check("00001,income,,2025-12-31,self,1,,," + std::string(demonstration_mark) + " x,\n", true);
  EXPECT_TRUE(file.refused.empty());
}

TEST_F(ImportFile, repeats_count_once_and_contradictions_are_all_refused) {
  const auto repeated = check("00001,income,,2025-12-31,self,1,,,,\n00001,income,,2025-12-31,self,\"1,0\",,,,\n");
  EXPECT_EQ(repeated.accepted.size(), 1u);
  EXPECT_EQ(repeated.repeated, 1u);
  const auto contradicted = check(
      "00001,income,,2025-12-31,self,1,,,,\n00001,income,,2025-12-31,self,1,,,,\n"
      "00001,income,,2025-12-31,self,2,,,,\n00001,income,,2025-12-31,council,2,,,,\n");
  EXPECT_EQ(contradicted.accepted.size(), 1u);
  ASSERT_EQ(contradicted.refused.size(), 3u);
  EXPECT_EQ(contradicted.refused[1].problem.code, "observations.contradiction");
}

TEST_F(ImportFile, what_is_known_is_unchanged) {
  PanelBuilder builder;
  Observation known;
  known.key = {"00001@2025-07-01", "income", "", Opinion::self, Date::of(2025, 12, 31)};
  known.value = ObservedValue::of_number(Decimal::from(452, 1));
  builder.add(known);
  panel_ = std::move(builder).build(1);
  const auto file = check(
      "00001,income,,2025-12-31,self,\"45,20\",,,,\n00001,wired,,2025-12-31,self,rút,,,,\n"
      "00001,income,,2025-12-30,self,\"45,2\",,,,\n");
  EXPECT_EQ(file.unchanged, 2u);
  EXPECT_EQ(file.accepted.size(), 1u);
}

TEST_F(ImportFile, refuses_a_wrong_header_with_all_its_faults) {
  const auto table = csv_file("unit,measure,set,as_of\n", "f.csv");
  const auto file = check_file(table, {units_, library_, *panel_, Date::of(2026, 1, 15)});
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, "observations.header_refused");
  EXPECT_EQ(file.error().causes.size(), 5u);  // unit is unknown; unit_code, opinion, value missing; measure with set
}

TEST_F(ImportFile, the_refused_rows_can_be_corrected_and_sent_again) {
  const std::string header = "unit_code,measure,as_of,opinion,value\n";
  const auto table = csv_file(header + "00001,income,2025-12-31,self,1\n00009,income,2025-12-31,self,1\n", "f.csv");
  const ImportContext context{units_, library_, *panel_, Date::of(2026, 1, 15)};
  const auto file = check_file(table, context);
  ASSERT_TRUE(file.has_value());
  const auto again = csv_file(refused_csv(table, *file, Language::vi), "g.csv");
  EXPECT_EQ(again.size(), 1u);
  EXPECT_EQ(again.header.back(), "reason");
  const auto checked = check_file(again, context);
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->refused.size(), 1u);
}

// Whatever people type, every row is counted exactly once and nothing crashes.
TEST_F(ImportFile, accounts_for_every_row_of_any_file) {
  rc::check("any cells", [this] {
    CsvFile table;
    table.name = "f.csv";
    table.header = {"unit_code", "measure", "dimension", "as_of", "opinion", "value", "numerator", "denominator"};
    const int count = *rc::gen::inRange(0, 12);
    const auto cell = [](std::vector<std::string> likely) {
      return *rc::gen::oneOf(rc::gen::elementOf(likely), rc::gen::arbitrary<std::string>());
    };
    for (int line = 0; line < count; ++line) {
      table.add(line + 2,
                {cell({"00001", "00002", "20"}), cell({"income", "poverty_rate", "wired", "trained_labour"}),
                 cell({"", "male", "nam"}), cell({"2025-12-31", "2024-12-31"}), cell({"self", "council"}),
                 cell({"", "1", "45,2", "1.234", "đạt", "rút", "n/a"}), cell({"", "1", "7"}), cell({"", "5", "7"})});
    }
    const auto file = check_file(table, {units_, library_, *panel_, Date::of(2026, 1, 15)});
    RC_ASSERT(file.has_value());
    RC_ASSERT(file->accepted.size() + file->refused.size() + file->unchanged + file->blank + file->repeated ==
              table.size());
  });
}

}  // namespace
}  // namespace luytre::observations
