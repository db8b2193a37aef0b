// The room on both stores, and its pure parts: where a report stands, what a form asks, the workbook there and back.
#include <gtest/gtest.h>

#include <regex>

#include "platform/sheets/workbook.h"
#include "platform/sheets/zip_for_tests.h"
#include "platform/storage/test_database.h"
#include "programme/observations/import_file.h"
#include "programme/recognition/title_register.h"
#include "programme/reporting/form.h"
#include "programme/reporting/reporting_store.h"
#include "programme/reporting/state.h"
#include "programme/reporting/workbook_form.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::reporting {
namespace {

using observations::Observation;
using observations::ObservedValue;
using observations::Opinion;
using observations::Stage;

const Date day = Date::of(2025, 12, 31);
const std::string set = "commune-ntm/2021-2025";
const std::string commune = "06001@2025-07-01";

std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}

Period a_period() {
  return {"0190", 1, set, "20", "Năm 2025", "Year 2025", day, Date::of(2026, 1, 1), Date::of(2026, 1, 15)};
}

Observation said(const std::string& measure, ObservedValue value, audit::EventNumber event, Stage stage) {
  Observation made;
  made.key = {commune, measure, "", Opinion::self, day};
  made.value = std::move(value);
  made.stage = stage;
  made.event = event;
  made.id = {event * 4096, 0};
  return made;
}

std::shared_ptr<const observations::Panel> panel_of(const std::vector<Observation>& values) {
  observations::PanelBuilder builder;
  for (const auto& value : values) builder.add(value);
  return std::move(builder).build(100);
}

Step step(StepKind kind, int version, audit::EventNumber event, bool is_late = false) {
  return {"0190", commune, event, kind, version, Date::of(2026, 1, 10), is_late, "", "", "account:lan"};
}

Verification word(Decision decision, audit::EventNumber event, audit::EventNumber seen) {
  return {"0190", commune, "2.2", event, decision, "", "", seen, "account:son"};
}

TEST(Form, asks_each_measure_once_in_the_order_of_the_law_and_knows_what_it_was_made_for) {
  const auto form = *form_of(*law(), set);
  EXPECT_EQ(form.indicators.size(), 57u);
  std::set<std::string> keys;
  for (const Field& field : form.fields) EXPECT_TRUE(keys.insert(field.key()).second) << field.key();
  for (const FormIndicator& indicator : form.indicators) {
    for (const std::size_t at : indicator.fields) {
      const auto& readers = form.fields[at].indicators;
      EXPECT_NE(std::find(readers.begin(), readers.end(), indicator.number), readers.end()) << indicator.number;
    }
  }
  ASSERT_NE(form.field("village_road_hardened", ""), nullptr);
  EXPECT_EQ(form.field("village_road_hardened", "")->indicators.front(), "2.2");
  EXPECT_EQ(form_hash(form), form_hash(*form_of(*law(), set)));
  EXPECT_NE(form_hash(form), form_hash(*form_of(*law(), "commune-ntm/2026-2030")));
  EXPECT_EQ(form_of(*law(), "commune-ntm/1900").error().code, "criteria.unknown_set");
}

struct StandingCase {
  std::string what;
  std::vector<Observation> values;
  Report report;
  Date today;
  State state;
  bool is_late;
};

TEST(Standing, follows_from_steps_and_values_alone) {
  const auto form = *form_of(*law(), set);
  const auto share = ObservedValue::of_share(Decimal::of(41), Decimal::of(60));
  const auto other = ObservedValue::of_share(Decimal::of(42), Decimal::of(60));
  const auto draft = said("village_road_hardened", share, 2, Stage::draft);
  const auto signed_value = said("village_road_hardened", share, 4, Stage::signed_off);
  const auto verified = said("village_road_hardened", share, 6, Stage::verified);
  const auto changed = said("village_road_hardened", other, 8, Stage::draft);
  const auto withdrawn = said("village_road_hardened", ObservedValue::withdrawn(), 9, Stage::draft);
  const Report nothing, submitted{{step(StepKind::submitted, 1, 3)}, {}, {}},
      in{{step(StepKind::submitted, 1, 3), step(StepKind::signed_off, 1, 4, true)}, {}, {}},
      back{{step(StepKind::submitted, 1, 3), step(StepKind::returned, 1, 5)}, {}, {}},
      accepted{in.steps, {word(Decision::verified, 6, 5)}, {}}, refused{in.steps, {word(Decision::returned, 6, 5)}, {}};
  const Date early = Date::of(2026, 1, 2), late = Date::of(2026, 2, 1);
  const StandingCase cases[] = {
      {"nothing said", {}, nothing, early, State::empty, false},
      {"nothing said, too late", {}, nothing, late, State::empty, true},
      {"a draft", {draft}, nothing, early, State::drafting, false},
      {"taken back", {draft, withdrawn}, nothing, early, State::empty, false},
      {"handed over", {draft}, submitted, early, State::submitted, false},
      {"returned by the chairman", {draft}, back, early, State::returned, false},
      {"signed, late for ever", {draft, signed_value}, in, early, State::signed_off, true},
      {"verified, the same value risen", {draft, signed_value, verified}, accepted, early, State::verified, true},
      {"changed since", {draft, signed_value, verified, changed}, accepted, early, State::drafting, true},
      {"returned by a department", {draft, signed_value}, refused, early, State::returned, true},
      {"answered with another value", {draft, signed_value, changed}, refused, early, State::drafting, true},
  };
  for (const StandingCase& each : cases) {
    const auto standing = standing_of(*panel_of(each.values), form, a_period(), each.report, commune, each.today);
    EXPECT_EQ(name_of(standing.state), name_of(each.state)) << each.what;
    EXPECT_EQ(standing.is_late, each.is_late) << each.what;
  }
}

class ReportingTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    units_ = *units::load_register(database(), audit::head(database())->number);
  }

  Known known(std::shared_ptr<const observations::Panel> panel) const {
    return {100,
            units_,
            law(),
            std::move(panel),
            std::make_shared<const ReportRegister>(RegisterParts{{a_period()}, {}, {}, {}, {}}, 100),
            std::make_shared<const recognition::TitleRegister>()};
  }

  WorkbookWish wish(const Form& form) const {
    WorkbookWish made{a_period(), Opinion::self, {units_->find("06001", day), units_->find("06637", day)}, {}};
    for (std::size_t at = 0; at < form.fields.size(); ++at) made.fields.push_back(at);
    return made;
  }

  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
};

INSTANTIATE_TEST_SUITE_P(EachStore, ReportingTest, storage::each_store(), storage::store_name);

TEST_P(ReportingTest, keeps_what_was_said_and_answers_as_known_at_an_event) {
  const Period period = a_period();
  ASSERT_TRUE(append(database(), period));
  ASSERT_TRUE(append(database(), step(StepKind::submitted, 1, 3)));
  ASSERT_TRUE(append(database(), step(StepKind::signed_off, 1, 4, true)));
  ASSERT_TRUE(append(database(), word(Decision::verified, 6, 5)));
  ASSERT_TRUE(append(database(), Remark{"0190", commune, "2.2", 7, "đếm lại", "account:lan"}));
  ASSERT_TRUE(append(database(), PeriodChange{"0190", 8, ChangeKind::locked, "", std::nullopt, "", "account:hoa"}));
  ASSERT_TRUE(
      append(database(), PeriodChange{"0190", 9, ChangeKind::reopened, commune, std::nullopt, "sửa", "account:hoa"}));
  ASSERT_TRUE(append(
      database(), PeriodChange{"0190", 10, ChangeKind::due_moved, "", Date::of(2026, 3, 1), "mưa lũ", "account:hoa"}));
  const auto now = *load_reports(database(), 100);
  const Report& report = now->report("0190", commune);
  ASSERT_EQ(report.steps.size(), 2u);
  EXPECT_TRUE(report.last(StepKind::signed_off)->is_late);
  EXPECT_EQ(report.verification("2.2")->seen, 5);
  EXPECT_EQ(report.remarks.front().words, "đếm lại");
  EXPECT_EQ(now->period("0190")->due_on, Date::of(2026, 3, 1));
  EXPECT_TRUE(now->is_locked("0190", "06637@2025-07-01"));
  EXPECT_FALSE(now->is_locked("0190", commune));
  const auto before = *load_reports(database(), 3);
  EXPECT_EQ(before->report("0190", commune).steps.size(), 1u);
  EXPECT_FALSE(before->is_locked("0190", commune));
  const auto part = *load_reports(database(), 100, {"0190", "06637@2025-07-01"});
  EXPECT_TRUE(part->report("0190", commune).steps.empty());
  EXPECT_EQ(now->period("khác"), nullptr);
}

TEST_P(ReportingTest, a_workbook_comes_back_as_it_went) {
  const auto form = *form_of(*law(), set);
  const auto read = known(panel_of(
      {said("village_road_hardened", ObservedValue::of_share(Decimal::of(1470), Decimal::of(2000)), 2, Stage::draft),
       said("household_electricity_safe", ObservedValue::of_number(*Decimal::parse("99.1")), 3, Stage::signed_off),
       said("master_plan_valid", ObservedValue::of_truth(true), 4, Stage::draft)}));
  for (const Language language : {Language::vi, Language::en}) {
    WorkbookWish asked = wish(form);
    asked.language = language;
    const auto bytes = workbook_of(read, form, asked);
    ASSERT_TRUE(bytes) << full_message(bytes.error(), Language::en);
    const auto sent = read_form_workbook(*bytes, "bieu.xlsx", read, form, a_period());
    ASSERT_TRUE(sent) << full_message(sent.error(), Language::en);
    EXPECT_EQ(sent->table.size(), 3u);
    ASSERT_EQ(sent->places.size(), 3u);
    EXPECT_NE(sent->places.front().find("!F"), std::string::npos) << sent->places.front();
    const auto checked = observations::check_file(sent->table, {*units_, *law(), *read.drafts, Date::of(2026, 1, 2),
                                                                false, sent->number_style, Stage::draft, true});
    ASSERT_TRUE(checked) << full_message(checked.error(), Language::en);
    EXPECT_EQ(checked->unchanged, 3u);
    EXPECT_TRUE(checked->refused.empty()) << full_message(checked->refused.front().problem, Language::en);
  }
}

// The workbook as Excel saves it when 0.451 was typed over what stood, in cells of percent format.
std::string shown_as_percent(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* archive = zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error), 0, &error);
  sheets::ZipEntries entries;
  for (zip_uint64_t at = 0; at < static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0)); ++at) {
    zip_stat_t stat;
    zip_stat_index(archive, at, 0, &stat);
    std::string part(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, at, 0);
    zip_fread(file, part.data(), part.size());
    zip_fclose(file);
    const std::string name = stat.name;
    const std::regex format("<xf numFmtId=\"[0-9]+\"");
    const std::regex value("<c r=\"(F(?:[2-9]|[0-9]{2,}))\"( s=\"[0-9]+\")? t=\"(?:s|inlineStr)\">.*?</c>");
    if (name == "xl/styles.xml") part = std::regex_replace(part, format, "<xf numFmtId=\"10\"");
    if (name.starts_with("xl/worksheets/")) {
      part = std::regex_replace(part, value, "<c r=\"$1\"$2><v>0.451</v></c>");
    }
    entries.emplace_back(stat.name, std::move(part));
  }
  zip_discard(archive);
  return sheets::zip_of(entries);
}

TEST_P(ReportingTest, a_number_that_excel_shows_as_percent_is_read_as_it_is_shown) {
  const auto form = *form_of(*law(), set);
  const auto read = known(
      panel_of({said("household_electricity_safe", ObservedValue::of_number(*Decimal::parse("0.451")), 2, Stage::draft),
                said("school_count", ObservedValue::of_number(Decimal::of(3)), 3, Stage::draft)}));
  const auto sent =
      read_form_workbook(shown_as_percent(*workbook_of(read, form, wish(form))), "bieu.xlsx", read, form, a_period());
  ASSERT_TRUE(sent) << full_message(sent.error(), Language::en);
  const auto checked = *observations::check_file(sent->table, {*units_, *law(), *read.drafts, Date::of(2026, 1, 2),
                                                               false, sent->number_style, Stage::draft, true});
  ASSERT_EQ(checked.accepted.size(), 1u);
  EXPECT_EQ(text(checked.accepted.value(checked.accepted.rows.front())), "45.1");
  ASSERT_EQ(checked.refused.size(), 1u);
  EXPECT_EQ(checked.refused.front().problem.code, "observations.percent_unwanted");
  EXPECT_NE(sent->places[checked.refused.front().row].find("!F"), std::string::npos);
}

TEST_P(ReportingTest, a_note_alone_is_a_change_where_notes_count) {
  Observation before = said("master_plan_valid", ObservedValue::of_truth(true), 2, Stage::draft);
  before.note = "cũ";
  const auto panel = panel_of({before});
  Observation now = before;
  EXPECT_TRUE(observations::is_known(*panel, now, true));
  now.note = "mới";
  EXPECT_TRUE(observations::is_known(*panel, now));
  EXPECT_FALSE(observations::is_known(*panel, now, true));
  now.note.clear();
  EXPECT_TRUE(observations::is_known(*panel, now, true));
}

TEST_P(ReportingTest, a_workbook_of_another_period_or_form_is_refused_with_a_sentence) {
  const auto form = *form_of(*law(), set);
  const auto read = known(panel_of({}));
  const auto bytes = *workbook_of(read, form, wish(form));
  Period other = a_period();
  other.id = "0191";
  EXPECT_EQ(read_form_workbook(bytes, "b.xlsx", read, form, other).error().code, "reporting.other_period");
  const auto newer = *form_of(*law(), "commune-ntm/2026-2030");
  EXPECT_EQ(read_form_workbook(bytes, "b.xlsx", read, newer, a_period()).error().code, "reporting.older_form");
  EXPECT_EQ(read_form_workbook("chữ", "b.xlsx", read, form, a_period()).error().code, "sheets.not_a_workbook");
  const auto workbook = *sheets::read_workbook(bytes, "b.xlsx");
  EXPECT_EQ(workbook.sheets.at(1).rows.size(), 1 + 2 * form.fields.size());
}

}  // namespace
}  // namespace luytre::reporting
