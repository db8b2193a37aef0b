// Legal documents from draft to page, on each store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>

#include "platform/storage/test_database.h"
#include "programme/documents/document_store.h"
#include "programme/documents/document_uses.h"
#include "programme/documents/document_view.h"
#include "programme/documents/import_table.h"
#include "programme/documents/write_documents.h"

namespace luytre::documents {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr long long now_ms = 1'760'000'000'000;

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

Document document_of(const std::string& symbol, std::optional<Date> signed_on = std::nullopt) {
  Document document;
  document.symbol = symbol;
  document.kind = kind_of_symbol(symbol);
  document.issuer = "Thủ tướng Chính phủ";
  document.abstract = "Về bộ tiêu chí";
  document.signed_on = signed_on;
  return document;
}

TEST(Symbol, TellsTheKindAndIsOneHoweverItIsWritten) {
  EXPECT_EQ(kind_of_symbol("42/2022/NĐ-CP"), Kind::decree);
  EXPECT_EQ(kind_of_symbol("318/QĐ-TTg"), Kind::decision);
  EXPECT_EQ(kind_of_symbol("91/2025/QH15"), Kind::law);
  EXPECT_EQ(kind_of_symbol("05/2014/TTLT-BNNPTNT-BKHĐT-BTC"), Kind::circular);
  EXPECT_EQ(kind_of_symbol("12/ABC"), Kind::other);
  EXPECT_EQ(symbol_key("318 /QĐ–TTg"), symbol_key("318/qđ-ttg"));
  EXPECT_EQ(number_of("42/2022/NĐ-CP"), "42");
}

TEST(Symbol, IsFoundInATextAndADateOrAShareIsNone) {
  EXPECT_THAT(symbols_in("Theo Quyết định số 318/QĐ-TTg ngày 08/3/2022, Nghị định 42/2022/NĐ-CP; có 19/175 xã, "
                         "12/BC-UBND. 318/QĐ-TTg đã được 211/QĐ-TTg sửa."),
              ElementsAre("318/QĐ-TTg", "42/2022/NĐ-CP", "12/BC-UBND", "211/QĐ-TTg"));
  EXPECT_THAT(symbols_in("Ngày 06/10/2022: 5.860/8.225 xã (71,3%), 24/7, km/h, 1/2-3/4."), IsEmpty());
  EXPECT_TRUE(is_named_in("số 318/QĐ-TTg.", document_of("318/QĐ-TTg")));
  EXPECT_FALSE(is_named_in("số 1318/QĐ-TTg.", document_of("318/QĐ-TTg")));
}

RC_GTEST_PROP(Symbol, AnyBytesAreReadWithinBounds, (const std::string& text)) {
  const auto symbols = symbols_in(text);
  RC_ASSERT(symbols.size() <= symbols_of_text_max);
  for (const auto& symbol : symbols) RC_ASSERT(symbol.size() <= symbol_bytes_max);
}

Document version_of(const std::string& id, const std::string& symbol, std::optional<Date> in_force,
                    std::vector<Relation> relations = {}) {
  Document document = document_of(symbol, in_force);
  document.id = DocumentId(id);
  document.slug = id;
  document.in_force = in_force;
  document.relations = std::move(relations);
  document.state = State::published;
  return document;
}

TEST(DocumentRegister, AReplacedDocumentEndsOnTheDayThatTheNewOneBegins) {
  const DocumentRegister known(
      {version_of("a", "1980/QĐ-TTg", Date::of(2016, 12, 1)),
       version_of("b", "318/QĐ-TTg", Date::of(2022, 3, 8), {{RelationKind::replaces, "1980/QĐ-TTg"}}),
       version_of("c", "491/QĐ-TTg", std::nullopt)},
      1);
  const Document& old = *known.published("a");
  EXPECT_EQ(known.end_of(old), Date::of(2022, 3, 8));
  EXPECT_EQ(known.effect_on(old, Date::of(2022, 3, 7)), Effect::in_force);
  EXPECT_EQ(known.effect_on(old, Date::of(2022, 3, 8)), Effect::ended);
  EXPECT_EQ(known.effect_on(old, Date::of(2016, 11, 30)), Effect::not_yet);
  EXPECT_EQ(known.effect_on(*known.published("c"), Date::of(2022, 1, 1)), Effect::unknown) << "no day is invented";
  Question question;
  question.in_force_on = Date::of(2022, 3, 8);
  const Page page = known.page(question, std::nullopt);
  ASSERT_EQ(page.documents.size(), 1U);
  EXPECT_EQ(page.documents.front()->slug, "b");
  EXPECT_EQ(page.unknown, 1U);
}

TEST(DocumentRegister, ACircleIsSeenHoweverLong) {
  const DocumentRegister known({version_of("a", "1/QĐ-TTg", std::nullopt, {{RelationKind::replaces, "2/QĐ-TTg"}}),
                                version_of("b", "2/QĐ-TTg", std::nullopt, {{RelationKind::amends, "3/QĐ-TTg"}})},
                               1);
  Document third = version_of("c", "3/QĐ-TTg", std::nullopt, {{RelationKind::replaces, "4/QĐ-TTg"}});
  EXPECT_FALSE(known.makes_a_circle(third));
  third.relations = {{RelationKind::replaces, "1/QĐ-TTg"}};
  EXPECT_TRUE(known.makes_a_circle(third));
}

TEST(DocumentRegister, TwoOfOneSymbolAreToldApartByTheirDays) {
  Document first = version_of("a", "100/QĐ-UBND", Date::of(2020, 1, 5));
  Document second = version_of("b", "100/QĐ-UBND", Date::of(2021, 1, 6));
  const DocumentRegister known({first, second}, 1);
  EXPECT_EQ(known.meant("100/QĐ-UBND"), nullptr) << "which one is not guessed";
  EXPECT_EQ(known.meant("100/QĐ-UBND", Date::of(2021, 1, 6))->slug, "b");
  EXPECT_EQ(known.meant("a")->slug, "a");
}

TEST(DocumentRegister, PagesGoOnFromTheLastSeen) {
  std::vector<Document> versions;
  for (int number = 1; number <= 7; ++number) {
    versions.push_back(version_of("id" + std::to_string(number), std::to_string(number) + "/QĐ-TTg",
                                  number == 4 ? std::nullopt : std::optional(Date::of(2020 + number % 3, 1, 1))));
  }
  const DocumentRegister known(versions, 1);
  std::vector<std::string> seen;
  std::optional<std::vector<std::string>> after;
  do {
    const Page page = known.page({}, after, 3);
    for (const Document* one : page.documents) seen.push_back(one->slug);
    after = page.next;
  } while (after);
  EXPECT_THAT(seen, ElementsAre("id5", "id2", "id7", "id1", "id6", "id3", "id4"));
}

TEST(DocumentTable, EveryCellThatCannotBeReadIsNamed) {
  const auto good = parse_csv(
      "symbol,issuer,abstract,signed,in_force,replaces,confidence\n318/QĐ-TTg,Thủ tướng,Bộ tiêu chí,2022-03-08,,1980/"
      "QĐ-TTg; 691/QĐ-TTg,sourced\n5/KH-UBND,UBND tỉnh,Kế hoạch,2022-06,,,\n",
      "van-ban.csv");
  ASSERT_TRUE(good);
  const auto read = read_documents(*good);
  ASSERT_TRUE(read) << full_message(read.error(), Language::en);
  EXPECT_EQ(read->documents[0].relations.size(), 2U);
  EXPECT_EQ(read->documents[1].signed_known, "2022-06");
  EXPECT_FALSE(read->documents[1].signed_on);
  EXPECT_EQ(read->documents[1].kind, Kind::plan);
  const auto bad = parse_csv("symbol,issuer,abstract,in_force,kind\na,b,c,31/12/2022,chiếu\n", "sai.csv");
  const auto refused = read_documents(*bad);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().causes.size(), 2U);
  EXPECT_EQ(refused.error().causes.front().where, "sai.csv:2");
}

TEST(LawOnFile, EveryInstrumentItCitesIsADocumentAndFindsItsCriteria) {
  const auto law = criteria::embedded_library();
  ASSERT_TRUE(law);
  auto read = documents_of_law(**law);
  for (Document& document : read.documents) {
    EXPECT_TRUE(check_document(document)) << document.symbol;
    document.id = DocumentId(document.symbol);
    document.slug = document.symbol;
    document.state = State::published;
  }
  const DocumentRegister known(read.documents, 1);
  for (const Document* document : known.published()) EXPECT_FALSE(known.makes_a_circle(*document)) << document->symbol;
  const Citations citations(**law);
  const auto uses = citations.of(*known.meant("318/QĐ-TTg"));
  ASSERT_FALSE(uses.empty());
  EXPECT_TRUE(std::any_of(uses.begin(), uses.end(), [](const SetUse& use) { return !use.indicators.empty(); }));
  const auto missing = citations.unmatched(known);
  const auto before = citations.unmatched(DocumentRegister());
  EXPECT_LT(missing.size(), before.size());
  for (const auto& one : missing) EXPECT_EQ((*law)->document(one.symbol), nullptr) << one.symbol;
}

class DocumentTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database(), std::function<void(audit::EventNumber)>{},
                                                 [](auto&&...) { return commands::Permission{}; });
    folder_ = std::filesystem::temp_directory_path() / new_uuid7(now_ms);
    auto desk = evidence::Desk::open(another_connection(), {folder_.string(), evidence::file_bytes_default, ""});
    ASSERT_TRUE(desk);
    files_ = std::move(*desk);
  }
  void TearDown() override {
    files_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    storage::StoreTest::TearDown();
  }
  std::shared_ptr<const DocumentRegister> documents() {
    auto loaded = load_documents(database(), audit::head(database())->number);
    EXPECT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  Written write(const Document& document, int expected = 0) {
    auto written = write_document(*writer_, writer_person_, document, expected, now_ms);
    EXPECT_TRUE(written) << full_message(written.error(), Language::en);
    return written ? *written : Written{};
  }

  std::unique_ptr<commands::Writer> writer_;
  std::unique_ptr<evidence::Desk> files_;
  std::filesystem::path folder_;
  access::Actor writer_person_ = access::Actor::of_account("0198c0de-0000-7000-8000-00000000000a");
  access::Actor chief_ = access::Actor::of_account("0198c0de-0000-7000-8000-00000000000b");
};

TEST_P(DocumentTest, IsPublicOnlyByASecondPersonAndCorrectedInTheOpen) {
  const Written first = write(document_of("318/QĐ-TTg", Date::of(2022, 3, 8)));
  EXPECT_EQ(first.slug, "318-qd-ttg");
  EXPECT_EQ(documents()->published(first.slug), nullptr);
  EXPECT_EQ(documents()->waiting().size(), 1U);
  EXPECT_EQ(code_of(settle_document(*writer_, writer_person_, first.id, 1, State::published, "")),
            "documents.second_person");
  ASSERT_TRUE(settle_document(*writer_, chief_, first.id, 1, State::published, ""));
  ASSERT_NE(documents()->published(first.slug), nullptr);
  EXPECT_EQ(code_of(settle_document(*writer_, chief_, first.id, 2, State::published, "")), "documents.not_waiting");

  Document changed = *documents()->newest(first.id);
  changed.in_force = Date::of(2022, 3, 8);
  changed.reason.clear();
  EXPECT_EQ(code_of(write_document(*writer_, writer_person_, changed, 2, now_ms)), "documents.reason_needed");
  changed.reason = "thiếu ngày có hiệu lực";
  EXPECT_EQ(code_of(write_document(*writer_, writer_person_, changed, 1, now_ms)), "documents.version_conflict");
  write(changed, 2);
  EXPECT_FALSE(documents()->published(first.slug)->in_force) << "the public one stays until the correction is approved";
  EXPECT_EQ(code_of(settle_document(*writer_, chief_, first.id, 3, State::refused, "")), "documents.reason_needed");
  ASSERT_TRUE(settle_document(*writer_, chief_, first.id, 3, State::refused, "ghi rõ nguồn"));
  changed.source = "Công báo";
  write(changed, 4);
  ASSERT_TRUE(settle_document(*writer_, chief_, first.id, 5, State::published, ""));
  EXPECT_EQ(documents()->published(first.slug)->in_force, Date::of(2022, 3, 8));

  ASSERT_TRUE(settle_document(*writer_, chief_, first.id, 6, State::withdrawn, "nhập nhầm"));
  EXPECT_EQ(documents()->published(first.slug), nullptr);
  ASSERT_NE(documents()->withdrawn(first.slug), nullptr);
  EXPECT_EQ(documents()->withdrawn(first.slug)->reason, "nhập nhầm");
  EXPECT_EQ(documents()->versions(first.id).size(), 7U);
}

TEST_P(DocumentTest, RefusesWhatIsWrongTwiceOrRound) {
  write(document_of("1980/QĐ-TTg", Date::of(2016, 10, 17)));
  EXPECT_EQ(code_of(write_document(*writer_, writer_person_, document_of("1980/qđ-ttg"), 0, now_ms)),
            "documents.known_already");
  Document newer = document_of("318/QĐ-TTg", Date::of(2022, 3, 8));
  newer.relations = {{RelationKind::replaces, "1980/QĐ-TTg"}};
  write(newer);
  const auto held = documents();
  Document older = *held->with_symbol("1980/QĐ-TTg").front();
  older.relations = {{RelationKind::replaces, "318/QĐ-TTg"}};
  EXPECT_EQ(code_of(write_document(*writer_, writer_person_, older, 1, now_ms)), "documents.circle");
  Document faulty = document_of("không số");
  faulty.issuer.clear();
  faulty.source_url = "javascript:alert(1)";
  faulty.in_force = faulty.until = Date::of(2022, 1, 1);
  const auto refused = write_document(*writer_, writer_person_, faulty, 0, now_ms);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().causes.size(), 4U);
}

TEST_P(DocumentTest, KeepsAFileByItsContentAndNoOther) {
  const Written first = write(document_of("318/QĐ-TTg"));
  const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
  EXPECT_FALSE(attach_file(*files_, *writer_, writer_person_, first.id, 1, {"a.pdf", "<html><script>"}, now_ms));
  EXPECT_EQ(code_of(attach_file(*files_, *writer_, writer_person_, first.id, 1, {"a.pdf", "chỉ là chữ"}, now_ms)),
            "documents.file_kind");
  const auto kept = attach_file(*files_, *writer_, writer_person_, first.id, 1, {"toan-van.exe", pdf}, now_ms);
  ASSERT_TRUE(kept) << full_message(kept.error(), Language::en);
  const std::optional<File> file = documents()->newest(first.id)->file;
  ASSERT_TRUE(file);
  EXPECT_EQ(file->media_type, "application/pdf");
  EXPECT_TRUE(file->name.ends_with(".pdf")) << file->name;
  EXPECT_TRUE(files_->files().has(file->sha256));
  Document next = *documents()->newest(first.id);
  next.note = "có toàn văn";
  write(next, 2);
  EXPECT_TRUE(documents()->newest(first.id)->file) << "a change of words leaves the file";
}

TEST_P(DocumentTest, AnImportIsTriedFirstThenTakenOnce) {
  const auto law = criteria::embedded_library();
  ASSERT_TRUE(law);
  const auto read = documents_of_law(**law);
  const access::Actor here = access::Actor::local_operator("an");
  commands::Asked trial(here);
  trial.is_dry_run = true;
  const auto tried = import_documents(*writer_, trial, read.documents, read.places, true, "law", now_ms);
  ASSERT_TRUE(tried) << full_message(tried.error(), Language::en);
  EXPECT_EQ(tried->added.size(), read.documents.size());
  EXPECT_EQ(documents()->size(), 0U);
  EXPECT_EQ(code_of(import_documents(*writer_, chief_, read.documents, read.places, true, "law", now_ms)),
            "documents.second_person");
  const auto taken = import_documents(*writer_, here, read.documents, read.places, true, "law", now_ms);
  ASSERT_TRUE(taken);
  EXPECT_EQ(documents()->size(), read.documents.size());
  const auto again = import_documents(*writer_, here, read.documents, read.places, true, "law", now_ms);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added.size(), 0U);
  EXPECT_EQ(again->event, 0);
  const auto known = documents();
  const Document* replaced = known->meant("1980/QĐ-TTg");
  ASSERT_NE(replaced, nullptr);
  EXPECT_EQ(known->acting_on(*replaced, RelationKind::replaces).front()->symbol, "318/QĐ-TTg");
}

INSTANTIATE_TEST_SUITE_P(EachStore, DocumentTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::documents
