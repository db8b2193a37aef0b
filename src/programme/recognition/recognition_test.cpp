// Facts from file to register, on each store.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/vietnamese.h"
#include "platform/sheets/write_workbook.h"
#include "platform/storage/test_database.h"
#include "programme/recognition/check_decision.h"
#include "programme/recognition/import_facts.h"
#include "programme/recognition/import_table.h"
#include "programme/recognition/record_facts.h"
#include "programme/recognition/titles_story.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::recognition {
namespace {

const std::string header = "date,kind,district,commune,title_level,status,decision,value,note,source_url,trust\n";

CsvTable table(const std::string& rows) { return *parse_csv(header + rows, "facts.csv"); }

class RecognitionTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    const auto seeded = units::seed_reference(*writer_, actor_, "20");
    ASSERT_TRUE(seeded) << full_message(seeded.error(), Language::en);
    load_units();
  }

  void load_units() {
    auto loaded = units::load_register(database(), audit::head(database())->number);
    ASSERT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    units_ = *loaded;
  }

  std::shared_ptr<const TitleRegister> titles(audit::EventNumber known_at) {
    auto loaded = load_titles(database(), known_at);
    EXPECT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  audit::EventNumber head() { return audit::head(database())->number; }

  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  const access::Actor actor_ = access::Actor::local_operator();
};

TEST_P(RecognitionTest, SeedsLangSonOnceAndTellsTheStory) {
  const auto before = head();
  const auto first = seed_reference(*writer_, database(), actor_, *units_, "20");
  ASSERT_TRUE(first) << full_message(first.error(), Language::en);
  EXPECT_EQ(first->event, before + 1);
  EXPECT_GE(first->titles, 19U);
  const auto again = seed_reference(*writer_, database(), actor_, *units_, "20");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->event, 0);
  EXPECT_EQ(head(), before + 1);

  const auto* chau_son = units_->find("06637", Date::of(2025, 10, 1));
  ASSERT_NE(chau_son, nullptr);
  const auto known = titles(head());
  const auto story = titles_of(*known, *units_, *chau_son, Date::of(2025, 10, 1));
  EXPECT_TRUE(story.is_merged);
  EXPECT_FALSE(story.recognised_since_merger);
  EXPECT_EQ(story.merged_on, Date::of(2025, 7, 1));
  ASSERT_EQ(story.facts.size(), 1U);
  EXPECT_EQ(story.facts.front()->standing, Standing::self_review);
  EXPECT_EQ(story.facts.front()->value, "17/19");
  EXPECT_TRUE(story.held.empty());
  std::string text;
  for (const auto& line : tell(story, Language::en)) text += line + "\n";
  EXPECT_NE(text.find("Not yet assessed since the merger of 2025-07-01"), std::string::npos) << text;
  EXPECT_NE(text.find("Bắc Lãng: Recognised for advanced New Rural Development for 2022 by Decision 105/QĐ-UBND of "
                      "2023-01-26"),
            std::string::npos)
      << text;
  EXPECT_EQ(titles_of(*titles(before), *units_, *chau_son, Date::of(2025, 10, 1)).facts.size(), 0U)
      << "as known before the event nothing was known";
}

TEST_P(RecognitionTest, FindsNamesAsTheyWereAndFolded) {
  const auto batch = read_facts(
      table("2023-01-26,recognition,dinh lap,bac lang,nâng cao,recognised,105/QĐ-UBND,,year 2022,https://a.vn,A\n"
            "2024-01-23,appraisal,TP Lạng Sơn,Quảng Lạc,nâng cao,\"council considers for 2023 phase 2\",,19/19,,"
            "https://a.vn,A\n"
            "2024-11-30,district,Đình Lập,,NTM,9/10 communes recognised,,9/10,,https://a.vn,A\n"
            "2025-06-30,province,,,all,,,15.21,,https://a.vn,A\n"),
      *units_, "20");
  ASSERT_TRUE(batch) << full_message(batch.error(), Language::en);
  ASSERT_EQ(batch->titles.size(), 2U);
  EXPECT_TRUE(batch->titles[0].unit.starts_with("06646@"));
  EXPECT_EQ(batch->titles[0].achievement_year, 2022);
  EXPECT_EQ(batch->titles[0].decision_date, Date::of(2023, 1, 26));
  EXPECT_EQ(batch->titles[1].standing, Standing::considered_by_council);
  EXPECT_EQ(batch->titles[1].achievement_year, 2023);
  EXPECT_FALSE(batch->titles[1].decision_date);
  ASSERT_EQ(batch->quoted.size(), 2U);
  EXPECT_TRUE(batch->quoted[0].unit.starts_with("189@"));
  EXPECT_TRUE(batch->quoted[1].unit.starts_with("20@"));
}

TEST_P(RecognitionTest, RefusesEveryWrongRowAtOnce) {
  const auto batch =
      read_facts(table("2023-01-26,recognition,Đình Lập,Không Có,nâng cao,recognised,1,,,https://a.vn,A\n"
                       "2023-01-26,recognition,,Hồng Phong,NTM,recognised,1,,,https://a.vn,A\n"
                       "2023-01-26,recognition,Đình Lập,Bắc Lãng,vàng,recognised,1,,,https://a.vn,A\n"
                       "2023-01-26,recognition,Đình Lập,Bắc Lãng,NTM,recognised,1,,,,A\n"
                       "26/01/2023,recognition,Đình Lập,Bắc Lãng,NTM,recognised,1,,,https://a.vn,A\n"),
                 *units_, "20");
  ASSERT_FALSE(batch);
  const std::vector<std::pair<std::string, std::string>> expected{{"recognition.unknown_name", "facts.csv:2"},
                                                                  {"recognition.ambiguous_name", "facts.csv:3"},
                                                                  {"recognition.unknown_title", "facts.csv:4"},
                                                                  {"recognition.no_source", "facts.csv:5"},
                                                                  {"date.malformed", "facts.csv:6"}};
  ASSERT_EQ(batch.error().causes.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(batch.error().causes[i].code, expected[i].first);
    EXPECT_EQ(batch.error().causes[i].where, expected[i].second);
  }
}

TEST_P(RecognitionTest, KeepsCoverageAndEveryFieldThroughTheStore) {
  FactBatch batch;
  TitleFact fact;
  fact.unit = "06646@2020-01-01";
  fact.title = Title::advanced;
  fact.standing = Standing::kept_up;
  fact.set = "commune-ntm-advanced/2021-2025";
  fact.set_hash = "ab";
  fact.achievement_year = 2022;
  fact.decision_date = Date::of(2023, 1, 26);
  fact.decision = "105/QĐ-UBND";
  fact.stated_on = Date::of(2023, 1, 26);
  fact.value = "19/19";
  fact.words = "giữ danh hiệu";
  fact.source_url = "https://a.vn";
  fact.trust = "A";
  fact.in_force = Date::of(2023, 2, 1);
  fact.document = "https://a.vn/105.pdf";
  batch.titles.push_back(fact);
  batch.coverage.push_back({"20@2020-01-01", Title::ntm, {Date::of(2020, 1, 1), Date::open_end()}, "sổ gốc", 0});
  const auto recorded = record_facts(*writer_, database(), actor_, batch, "test", "20");
  ASSERT_TRUE(recorded) << full_message(recorded.error(), Language::en);
  const auto known = titles(head());
  EXPECT_TRUE(known->has(batch.titles.front()));
  EXPECT_TRUE(known->has(batch.coverage.front()));
  EXPECT_EQ(known->facts_of(fact.unit).front().event, recorded->event);
  EXPECT_TRUE(known->coverage().front().days.to.is_open_end());
}

constexpr std::string_view form_headings =
    "Mã đơn vị,Huyện,Xã,Loại,Danh hiệu,Số quyết định,Ngày ký,Ngày hiệu lực,Năm đạt chuẩn,Bộ tiêu chí,Văn bản,Nguồn\n";

TEST_P(RecognitionTest, ReadsTheFormAsPeopleFillItIn) {
  const auto table =
      read_table(std::string(form_headings) +
                     ",Đình Lập,Bắc Lãng,Công nhận,nông thôn mới nâng cao,105/QĐ-UBND,26/1/2023,1/2/2023,2022,,a.pdf,\n"
                     "06646,,,Thu hồi,nâng cao,9/QĐ-UBND,2024-05-06,,,,,sổ\n"
                     "06646,,,Công nhận,nâng cao,9/QĐ-UBND,31/02/2024,,,,,sổ\n",
                 "so.csv");
  ASSERT_TRUE(table) << full_message(table.error(), Language::en);
  const auto rows = read_rows(*table, *units_, "20");
  ASSERT_TRUE(rows) << full_message(rows.error(), Language::en);
  ASSERT_TRUE((*rows)[0].title) << full_message(*(*rows)[0].problem, Language::en);
  const TitleFact& given = *(*rows)[0].title;
  EXPECT_EQ(given.signed_on(), Date::of(2023, 1, 26));
  EXPECT_EQ(given.effective_from(), Date::of(2023, 2, 1));
  EXPECT_EQ(given.achievement_year, 2022);
  EXPECT_EQ(given.title, Title::advanced);
  EXPECT_EQ(given.document, "a.pdf");
  EXPECT_EQ(given.source_url, "a.pdf") << "a document is a source";
  EXPECT_EQ(given.trust, "A");
  ASSERT_TRUE((*rows)[1].title);
  EXPECT_EQ((*rows)[1].title->standing, Standing::revoked);
  EXPECT_EQ((*rows)[1].title->unit, given.unit);
  ASSERT_TRUE((*rows)[2].problem);
  EXPECT_EQ((*rows)[2].problem->code, "date.malformed");
}

TEST_P(RecognitionTest, ReadsItsOwnFormAsAWorkbook) {
  const auto form = blank_form(*units_, "20", Date::of(2025, 12, 31), Language::en);
  ASSERT_TRUE(form) << full_message(form.error(), Language::en);
  const auto blank = read_table(*form, "so.xlsx");
  ASSERT_TRUE(blank) << full_message(blank.error(), Language::en);
  EXPECT_TRUE(blank->rows.empty());
  const auto rows = read_rows(*blank, *units_, "20");
  ASSERT_TRUE(rows) << full_message(rows.error(), Language::en);
  sheets::WorkbookDraft draft;
  sheets::SheetDraft sheet;
  sheet.name = "Sổ";
  for (const std::string heading : {"Mã đơn vị", "Xã", "Loại", "Danh hiệu", "Số quyết định", "Ngày ký", "Nguồn"}) {
    sheet.columns.push_back({heading, 12});
  }
  sheet.columns[5].kind = sheets::WrittenAs::date;
  sheet.rows = {{"06001", "", "Công nhận", "nông thôn mới", "5/QĐ-UBND", "2025-11-20", "sổ"}};
  draft.sheets.push_back(std::move(sheet));
  const auto filled = read_table(*sheets::write_workbook(draft), "so.xlsx");
  ASSERT_TRUE(filled) << full_message(filled.error(), Language::en);
  const auto read = read_rows(*filled, *units_, "20");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  ASSERT_TRUE(read->front().title) << full_message(*read->front().problem, Language::en);
  EXPECT_EQ(read->front().where, "so.xlsx:2");
  EXPECT_EQ(read->front().title->signed_on(), Date::of(2025, 11, 20));
}

TEST_P(RecognitionTest, AFileTakesBackNothingItDoesNotSpeakOf) {
  const std::string row = "2023-01-26,recognition,Đình Lập,Bắc Lãng,nâng cao,,105/QĐ-UBND,,,https://a.vn,A\n";
  auto batch = *read_facts(table(row), *units_, "20");
  batch.titles.front().in_force = Date::of(2023, 2, 1);
  batch.titles.front().document = "a.pdf";
  ASSERT_TRUE(record_facts(*writer_, database(), actor_, batch, "one", "20"));
  const auto again = record_facts(*writer_, database(), actor_, *read_facts(table(row), *units_, "20"), "two", "20");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->event, 0);
}

// A room above decides within its own transaction.
TEST_P(RecognitionTest, ADecisionOfAnotherRoomIsCheckedAndWrittenWithItsEvent) {
  const auto law = criteria::embedded_library();
  ASSERT_TRUE(law);
  const auto* unit = units_->find("06637", Date::of(2025, 10, 1));
  TitleFact fact;
  fact.unit = unit->id.text();
  fact.stated_on = Date::of(2025, 11, 20);
  fact.document = "0190-file";
  std::size_t written = 0;
  const auto decide = [&] {
    commands::Order order;
    order.actor = actor_;
    order.act = "dossiers.decide";
    return writer_->run(
        order,
        [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
          const auto facts = write_decisions(inside, number, {fact}, *units_, **law, Date::of(2025, 12, 1));
          if (!facts) return pass_on(facts);
          written = facts->size();
          audit::EventDraft draft;
          draft.kind = "dossiers.decided";
          return draft;
        });
  };
  const auto before = head();
  const auto refused = decide();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "recognition.no_decision");
  EXPECT_EQ(head(), before);
  fact.decision = "9/QĐ-UBND";
  fact.decision_date = fact.stated_on;
  ASSERT_TRUE(decide());
  EXPECT_EQ(written, 1U);
  EXPECT_EQ(titles(head())->facts_of(fact.unit).front().event, head());
  ASSERT_TRUE(decide());
  EXPECT_EQ(written, 0U) << "what stands already is not written again";
}

// The whole public file, with the units that the product brings: nothing is lost, nobody is given another's title.
TEST_P(RecognitionTest, LoadsThePublicFacts) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  if (folder == nullptr) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto facts = read_csv(std::filesystem::path(folder) / "ntm/lang_son_facts.csv");
  ASSERT_TRUE(facts) << full_message(facts.error(), Language::en);
  const auto batch = read_facts(*facts, *units_, "20");
  ASSERT_TRUE(batch) << full_message(batch.error(), Language::en);
  EXPECT_EQ(batch->titles.size() + batch->quoted.size(), facts->rows.size());
  ASSERT_EQ(batch->unplaced.size(), 1U) << "Văn An ended before the units that the product knows";
  EXPECT_NE(batch->unplaced.front().find("Văn An"), std::string::npos);
  const auto count = [&](Standing standing) {
    return std::count_if(batch->titles.begin(), batch->titles.end(),
                         [&](const TitleFact& fact) { return fact.standing == standing; });
  };
  EXPECT_EQ(count(Standing::recognised), 7);
  EXPECT_EQ(count(Standing::considered_by_council), 11);
  EXPECT_EQ(count(Standing::self_review), 2);
  const auto recorded = record_facts(*writer_, database(), actor_, *batch, facts->name, "20");
  ASSERT_TRUE(recorded);
  const auto again = record_facts(*writer_, database(), actor_, *batch, facts->name, "20");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->event, 0);
  EXPECT_EQ(again->unchanged, facts->rows.size());
}

INSTANTIATE_TEST_SUITE_P(EachStore, RecognitionTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::recognition
