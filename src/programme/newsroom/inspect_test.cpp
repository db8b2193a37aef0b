// What the newsroom finds in a text: the parts by tables, then a whole listing.
#include "programme/newsroom/inspect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/vietnamese.h"
#include "platform/storage/test_database.h"
#include "programme/newsroom/import_text.h"
#include "programme/newsroom/markup_mask.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::newsroom {
namespace {

std::vector<FoundDate> dates_in(const std::string& text) { return find_dates(text, tokens_of(text)); }
std::vector<FoundFigure> figures_in(const std::string& text) {
  const auto tokens = tokens_of(text);
  return find_figures(text, tokens, find_dates(text, tokens));
}
std::vector<FoundAbbreviation> abbreviations_in(const std::string& text) {
  return find_abbreviations(text, tokens_of(text));
}

TEST(Words, KnowTheirPlaces) {
  const std::string text = "Đạt 71,3% ở xã.";
  const auto tokens = tokens_of(text);
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_EQ(tokens[0].lower, "đạt");
  EXPECT_EQ(tokens[0].folded, "dat");
  EXPECT_EQ(tokens[1].text, "71,3");
  EXPECT_EQ(tokens[1].span, (Span{7, 11, 4, 8}));
  EXPECT_EQ(text_of(text, tokens[4].span), "xã");
  EXPECT_EQ(phrase_key("Hoà Bình"), phrase_key("hòa bình"));
  EXPECT_NE(phrase_key("Hoa Bình"), phrase_key("Hòa Bình"));
}

struct DateCase {
  std::string text, found, from, to;
  DateRelation relation = DateRelation::on;
};

TEST(Dates, AreFoundInTheirForms) {
  const std::vector<DateCase> cases = {
      {"Ngày 06/10/2022, huyện", "Ngày 06/10/2022", "2022-10-06", "2022-10-07"},
      {"hôm 6.10.2022", "6.10.2022", "2022-10-06", "2022-10-07"},
      {"ngày 6 tháng 10 năm 2022", "ngày 6 tháng 10 năm 2022", "2022-10-06", "2022-10-07"},
      {"tính đến tháng 10/2022, đã", "tính đến tháng 10/2022", "2022-10-01", "2022-11-01", DateRelation::until},
      {"trong tháng 2 năm 2024", "tháng 2 năm 2024", "2024-02-01", "2024-03-01"},
      {"từ năm 2018 đến nay", "từ năm 2018 đến nay", "2018-01-01", "", DateRelation::since},
      {"Từ đầu năm 2022 đến nay", "Từ đầu năm 2022 đến nay", "2022-01-01", "", DateRelation::since},
      {"thi đua năm 2022.", "năm 2022", "2022-01-01", "2023-01-01"},
      {"giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025", "2021-01-01", "2026-01-01"},
      {"giai đoạn 2021-2025", "giai đoạn 2021-2025", "2021-01-01", "2026-01-01"},
      {"quý III/2022", "quý III/2022", "2022-07-01", "2022-10-01"},
      {"quý 3 năm 2022", "quý 3 năm 2022", "2022-07-01", "2022-10-01"},
      {"đến 2030", "đến 2030", "2030-01-01", "2031-01-01", DateRelation::until},
      {"in October 2022", "October 2022", "2022-10-01", "2022-11-01"},
      {"on 6 October 2022", "6 October 2022", "2022-10-06", "2022-10-07"},
      {"since 2018", "since 2018", "2018-01-01", "", DateRelation::since},
  };
  for (const DateCase& wanted : cases) {
    const auto found = dates_in(wanted.text);
    ASSERT_EQ(found.size(), 1U) << wanted.text;
    EXPECT_EQ(found[0].text, wanted.found);
    EXPECT_EQ(found[0].days.from.text(), wanted.from) << wanted.text;
    EXPECT_EQ(found[0].days.to.text(), wanted.to) << wanted.text;
    EXPECT_EQ(found[0].relation, wanted.relation) << wanted.text;
  }
}

TEST(Dates, AreNotSeenWhereThereAreNone) {
  for (const char* text :
       {"31/02/2022", "17/19 tiêu chí", "2022 xã", "Quyết định số 318/QĐ-TTg", "tháng 13/2022", ""}) {
    EXPECT_TRUE(dates_in(text).empty()) << text;
  }
}

struct FigureCase {
  std::string text, value, unit, counts, definition;
};

TEST(Figures, SayWhatTheyCount) {
  const std::vector<FigureCase> cases = {
      {"có 925 xã đạt chuẩn nông thôn mới nâng cao;", "925", "xã", "xã đạt chuẩn nông thôn mới nâng cao",
       "advanced_communes"},
      {"12 xã NTM kiểu mẫu.", "12", "xã", "xã đạt chuẩn nông thôn mới kiểu mẫu", "model_communes"},
      {"đã có 1.234 xã được công nhận đạt chuẩn nông thôn mới (NTM).", "1234", "xã", "xã đạt chuẩn nông thôn mới",
       "recognised_communes"},
      {"Bình quân cả nước đạt 17,1 tiêu chí/xã.", "17.1", "tiêu chí/xã", "tiêu chí bình quân/xã",
       "average_criteria_per_commune"},
      {"bình quân mỗi xã đạt 15,21 tiêu chí", "15.21", "tiêu chí", "tiêu chí bình quân/xã",
       "average_criteria_per_commune"},
      {"Sau khi 100% các xã được công nhận đạt chuẩn NTM, xã tiếp tục", "100", "%", "xã đạt chuẩn nông thôn mới",
       "share_of_all_communes"},
      {"có 5 xã đang phấn đấu đạt chuẩn NTM, NTM nâng cao, NTM kiểu mẫu.", "5", "xã",
       "xã đang phấn đấu đạt chuẩn NTM, NTM nâng cao, NTM kiểu mẫu", ""},
      {"tổng số 65 xã, phường", "65", "xã", "xã", ""},
      {"hỗ trợ 12,5 tỷ đồng", "12.5", "tỷ đồng", "tỷ đồng", ""},
      {"329 huyện hoàn thành nhiệm vụ xây dựng nông thôn mới", "329", "huyện",
       "huyện hoàn thành nhiệm vụ xây dựng nông thôn mới", ""},
      {"5,860 communes recognised as new-style rural areas", "5860", "communes", "new-style rural communes",
       "recognised_communes"},
  };
  for (const FigureCase& wanted : cases) {
    const auto found = figures_in(wanted.text);
    ASSERT_EQ(found.size(), 1U) << wanted.text;
    EXPECT_EQ(found[0].value.text(), wanted.value) << wanted.text;
    EXPECT_EQ(found[0].unit, wanted.unit) << wanted.text;
    EXPECT_EQ(found[0].counts, wanted.counts) << wanted.text;
    EXPECT_EQ(found[0].definition, wanted.definition) << wanted.text;
  }
}

TEST(Figures, LinkACountWithItsPercentage) {
  const auto found = figures_in("Đến nay có 5.860 xã (71,3%) đạt chuẩn nông thôn mới; 925 xã nông thôn mới nâng cao.");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].linked, 1U);
  EXPECT_EQ(found[1].linked, 0U);
  EXPECT_EQ(found[1].definition, "share_of_all_communes");
  EXPECT_EQ(found[1].value.text(), "71.3");
  EXPECT_FALSE(found[2].linked);
  const auto of_advanced = figures_in("2.567 xã nông thôn mới nâng cao (42,4%)");
  ASSERT_EQ(of_advanced.size(), 2U);
  EXPECT_EQ(of_advanced[1].definition, "") << "of all communes or of the recognised ones: only an editor can say";
  const auto whole = figures_in("106/175 xã đạt chuẩn nông thôn mới");
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_EQ(whole[0].out_of, Decimal::of(175));
}

TEST(Figures, LeaveNamesAndDatesAlone) {
  for (const char* text :
       {"Quyết định số 318/QĐ-TTg ngày 08/3/2022", "Nghị quyết 1672/NQ-UBTVQH15", "Điều 5 khoản 2 quy định",
        "giai đoạn 2021 - 2025", "tiêu chí số 17 về môi trường", "năm 2022", "lần thứ 2"}) {
    EXPECT_TRUE(figures_in(text).empty()) << text;
  }
}

TEST(Figures, HaveTwoEndsWholesAndWords) {
  const auto range = figures_in("thu từ 12 đến 15 triệu đồng mỗi năm");
  ASSERT_EQ(range.size(), 1U);
  EXPECT_EQ(range[0].text, "từ 12 đến 15 triệu đồng");
  EXPECT_EQ(range[0].up_to, Decimal::of(15));
  EXPECT_EQ(range[0].written, "12 đến 15");
  const auto about = figures_in("gần 300 hộ và hơn 1,2 nghìn tỷ đồng");
  ASSERT_EQ(about.size(), 2U);
  EXPECT_EQ(about[0].about, "gần");
  EXPECT_EQ(about[1].unit, "nghìn tỷ đồng");
  const auto words = figures_in("Hai mươi ba hộ ở xã đã hiến đất");
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].value, Decimal::of(23));
  EXPECT_EQ(words[0].written, "Hai mươi ba");
  const auto money = figures_in("tổng vốn 3 tỷ 450 triệu đồng");
  ASSERT_EQ(money.size(), 1U);
  EXPECT_EQ(money[0].value.text(), "3.45");
  const auto marked = figures_in("rộng 18.600 m³, dài 3,2km, 12 m2");
  ASSERT_EQ(marked.size(), 3U);
  EXPECT_EQ(marked[0].unit, "m³");
  EXPECT_EQ(marked[2].unit, "m²");
}

TEST(Documents, AreKnownByNumberAndSymbol) {
  const std::string text =
      "Theo Quyết định số 318/QĐ-TTg và Nghị quyết 25/2021/QH15; Luật Đất đai số 31/2024/QH15, Kế hoạch số 12/KH-UBND, "
      "văn bản 49/HD-MTTW-BTT; Quyết định số 318/QĐ-TTg; ngày 08/3/2022; đạt 17/19 tiêu chí.";
  std::vector<std::string> found;
  for (const auto& document : find_documents(text, tokens_of(text))) {
    found.push_back(document.number + "=" + document.kind + "=" + document.text);
    EXPECT_EQ(text_of(text, document.span), document.text);
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{
                "318/QĐ-TTg=quyết định=Quyết định số 318/QĐ-TTg", "25/2021/QH15=nghị quyết=Nghị quyết 25/2021/QH15",
                "31/2024/QH15=luật=Luật Đất đai số 31/2024/QH15", "12/KH-UBND=kế hoạch=Kế hoạch số 12/KH-UBND",
                "49/HD-MTTW-BTT=văn bản=văn bản 49/HD-MTTW-BTT"}));
  EXPECT_TRUE(dates_in("Nghị quyết 08/2022/NQ-HĐND").empty()) << "the number of a document is no month";
}

TEST(Markup, IsBlankedOutAndKeepsPlaces) {
  const std::string text = "Có {{claim:0190-aa|5.860 xã}} [và 3 thôn](https://ví-dụ.vn/2022) ở https://a.vn/12 đó.";
  const MaskedText read = masked(text);
  EXPECT_EQ(read.text.size(), text.size());
  EXPECT_EQ(tokens_of(read.text).back().span.char_end, tokens_of(text).back().span.char_end);
  ASSERT_EQ(read.bound.size(), 1U);
  EXPECT_EQ(read.bound[0].claim, "0190-aa");
  EXPECT_EQ(text.substr(read.bound[0].begin, read.bound[0].end - read.bound[0].begin), "5.860 xã");
  const auto figures = figures_in(read.text);
  ASSERT_EQ(figures.size(), 2U) << "addresses hold no figures";
  EXPECT_EQ(figures[0].text, "5.860 xã");
  EXPECT_EQ(figures[1].text, "3 thôn");
}

TEST(Abbreviations, AreExplainedByTheTextOrTheGlossary) {
  const auto found = abbreviations_in(
      "Chương trình khoa học và công nghệ (KH&CN) của Bộ Nông nghiệp và Phát triển nông thôn (NN&PTNT) và cuộc vận "
      "động "
      "(CVĐ); UBND, MTTQ và chương trình mỗi xã một sản phẩm (OCOP); KH&CN; Quyết định 318/QĐ-TTg; mục III; ABCX.");
  std::vector<std::string> names;
  for (const auto& one : found)
    names.push_back(one.short_form + "=" + one.expansion + (one.is_defined_here ? "!" : ""));
  EXPECT_EQ(names,
            (std::vector<std::string>{"KH&CN=khoa học và công nghệ!", "NN&PTNT=Nông nghiệp và Phát triển nông thôn!",
                                      "CVĐ=cuộc vận động!", "UBND=Ủy ban nhân dân", "MTTQ=Mặt trận Tổ quốc",
                                      "OCOP=mỗi xã một sản phẩm!", "ABCX="}));
  EXPECT_EQ(found[0].mentions, 2);
  EXPECT_TRUE(abbreviations_in("XÂY DỰNG NÔNG THÔN MỚI Ở VÙNG CAO").empty());
}

TEST(Listing, HasAHeadingAndItems) {
  const auto listing = read_listing("\xEF\xBB\xBFTin trong tuần\r\n\r\nTin một.\r\n\r\n\r\nTin hai\r\nxuống dòng.\r\n");
  ASSERT_TRUE(listing);
  EXPECT_EQ(listing->heading, "Tin trong tuần");
  EXPECT_EQ(listing->items, (std::vector<std::string>{"Tin một.", "Tin hai xuống dòng."}));
  EXPECT_EQ(read_listing(" \n \n").error().code, "news.empty");
  EXPECT_EQ(read_listing("\xFF\xFE").error().code, "news.not_utf8");
  EXPECT_EQ(read_listing("Một dòng thôi").value().items.size(), 1U);
}

TEST(WorkingTitle, IsTheFirstClauseThatSaysSomething) {
  EXPECT_EQ(working_title("Huyện Cao Lộc phát động đợt thi đua mới tại xã."),
            "Huyện Cao Lộc phát động đợt thi đua mới tại xã");
  EXPECT_EQ(working_title("Những năm qua, xã Yên Trạch đã bê tông hóa đường thôn, nhờ đó đi lại dễ dàng."),
            "Những năm qua, xã Yên Trạch đã bê tông hóa đường thôn…");
  EXPECT_EQ(working_title(""), "");
}

// The units of Lạng Sơn with their history, as they travel with the program.
class InspectionTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto place = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(place);
    ASSERT_TRUE(storage::migrate((*place)->database()));
    commands::Writer writer((*place)->database());
    const auto seeded = units::seed_reference(writer, access::Actor::local_operator(), "20");
    ASSERT_TRUE(seeded) << full_message(seeded.error(), Language::en);
    units_ = *units::load_register((*place)->database(), seeded->event);
  }
  static void TearDownTestSuite() { units_.reset(); }

  std::vector<std::string> units_in(const std::string& text, std::optional<Date> day = std::nullopt) const {
    const InspectionFrame frame{units_.get(), "20", day};
    std::vector<std::string> names;
    for (const auto& found : inspect(text, frame, UnitNames(frame)).units) {
      names.push_back(found.version->name + (found.is_implied ? "?" : "") + (found.is_folded ? "~" : ""));
    }
    return names;
  }

  static std::shared_ptr<const units::Register> units_;
};
std::shared_ptr<const units::Register> InspectionTest::units_;

using Names = std::vector<std::string>;

TEST_F(InspectionTest, FindsUnitsAsTheyWereOnTheDateOfTheText) {
  EXPECT_EQ(units_in("Ngày 06/10/2022, UBND huyện Cao Lộc tổ chức"), Names{"Huyện Cao Lộc"});
  EXPECT_EQ(units_in("Ngày 06/10/2022 tại Cao Lộc"), Names{"Huyện Cao Lộc"}) << "of one name the higher level";
  EXPECT_EQ(units_in("Ngày 06/10/2025 tại Cao Lộc"), Names{"Xã Cao Lộc"}) << "the district had ended";
  EXPECT_EQ(units_in("thành phố Lạng Sơn năm 2018"), Names{"Thành phố Lạng Sơn"});
  EXPECT_EQ(units_in("TP. Lạng Sơn và TP Lạng Sơn"), Names{"Thành phố Lạng Sơn"});
  EXPECT_EQ(units_in("tỉnh Lạng Sơn"), Names{"Tỉnh Lạng Sơn"});
}

TEST_F(InspectionTest, KnowsWhenTheProvinceIsMeant) {
  EXPECT_EQ(units_in("trên địa bàn tỉnh đã đạt"), Names{"Tỉnh Lạng Sơn?"});
  EXPECT_EQ(units_in("Bộ Chỉ huy Quân sự (CHQS) tỉnh đã"), Names{"Tỉnh Lạng Sơn?"});
  EXPECT_EQ(units_in("16 tỉnh có 100% xã; các tỉnh khác; cấp tỉnh; Tỉnh ủy"), Names{});
}

TEST_F(InspectionTest, RespectsMarksBeforeIgnoringThem) {
  EXPECT_EQ(units_in("huyen cao loc nam 2022"), Names{"Huyện Cao Lộc~"});
  EXPECT_EQ(units_in("Ngày 01/01/2022 ở huyện Cáo Lóc"), Names{}) << "other marks, another name";
  EXPECT_EQ(units_in("toàn dân đoàn kết xây dựng"), Names{}) << "a word is no name, though a commune is called so";
}

// A listing of our own, in the manner of provincial news pages.
const std::string own_listing = R"(Tin trong ngày

Mấy năm nay, các đề tài khoa học và công nghệ (KH&CN) phục vụ nông thôn mới (NTM) trên địa bàn tỉnh đã có nơi tiếp nhận.

Đến hết tháng 6/2022, cả nước có 5.775 xã (70,2%) đạt chuẩn nông thôn mới;
764 xã đạt chuẩn nông thôn mới nâng cao; 83 xã đạt chuẩn nông thôn mới kiểu mẫu.
Bình quân cả nước đạt 17,0 tiêu chí/xã.

Ngày 12/9/2022, UBND huyện Hữu Lũng họp với Ủy ban MTTQ về cuộc vận động (CVĐ) năm 2022.
)";

TEST_F(InspectionTest, ReadsAWholeListing) {
  const auto listing = read_listing(own_listing);
  ASSERT_TRUE(listing);
  const auto items = inspect_listing(*listing, {units_.get(), "20", std::nullopt});
  ASSERT_EQ(items.size(), 3U);
  ASSERT_EQ(items[1].figures.size(), 5U);
  EXPECT_EQ(items[1].figures[4].value.text(), "17.0");
  EXPECT_EQ(items[2].units.at(0).version->name, "Huyện Hữu Lũng");
  const auto value = json_of(items[1]);
  for (const char* key : {"item", "units", "dates", "figures", "abbreviations"}) {
    EXPECT_TRUE(value.as_object().contains(key)) << key;
  }
  const auto drafts = drafts_of(items, "20");
  ASSERT_EQ(drafts[1].figures.size(), 4U) << "a count and its percentage are one claim";
  const DraftFigure& share = drafts[1].figures[0];
  EXPECT_EQ(share.text, "5.775 xã (70,2%)");
  EXPECT_EQ(share.numerator, "5775");
  EXPECT_EQ(share.printed, "70.2");
  EXPECT_EQ(share.place, "VN");
  EXPECT_EQ(share.as_of->text(), "2022-06-30");
  EXPECT_EQ(share.definition, "share_of_all_communes");
  EXPECT_TRUE(drafts[0].article.is_working_title);
}

TEST_F(InspectionTest, SpansPointAtTheWords) {
  const auto listing = read_listing(own_listing);
  for (const auto& item : inspect_listing(*listing, {units_.get(), "20", std::nullopt})) {
    for (const auto& found : item.units) EXPECT_EQ(text_of(item.text, found.span), found.text);
    for (const auto& found : item.dates) EXPECT_EQ(text_of(item.text, found.span), found.text);
    for (const auto& found : item.figures) EXPECT_EQ(text_of(item.text, found.span), found.text);
    for (const auto& found : item.documents) EXPECT_EQ(text_of(item.text, found.span), found.text);
    for (const auto& found : item.abbreviations) EXPECT_EQ(text_of(item.text, found.span), found.short_form);
  }
}

TEST_F(InspectionTest, ReadsTheListingTheProductWasAskedFrom) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  const auto path = std::filesystem::path(folder == nullptr ? "" : folder) / "../seeds/news-listing.txt";
  if (folder == nullptr || !std::filesystem::exists(path)) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto listing = read_listing(*read_file(path));
  ASSERT_TRUE(listing);
  const auto items = inspect_listing(*listing, {units_.get(), "20", std::nullopt});
  ASSERT_EQ(items.size(), 8U);
  EXPECT_EQ(items[0].units.at(0).unit->id.code, "20");
  EXPECT_EQ(items[3].units.at(0).version->name, "Thành phố Lạng Sơn");
  EXPECT_EQ(items[7].units.at(0).version->name, "Huyện Cao Lộc");
  EXPECT_EQ(items[3].dates.at(0).relation, DateRelation::since);
  EXPECT_EQ(items[5].dates.at(0).days.from.text(), "2022-10-01");
  EXPECT_EQ(items[7].dates.at(0).days.from.text(), "2022-10-06");
  std::vector<std::string> values;
  for (const auto& figure : items[5].figures) values.push_back(figure.value.text());
  EXPECT_EQ(values, (Names{"5860", "71.3", "925", "110", "17.1"}));
  EXPECT_EQ(items[2].figures.at(0).value.text(), "5");
  EXPECT_EQ(items[3].figures.at(0).value.text(), "100");
  std::vector<std::string> abbreviations;
  for (const auto& item : items) {
    for (const auto& one : item.abbreviations) {
      EXPECT_FALSE(one.expansion.empty()) << one.short_form;
      abbreviations.push_back(one.short_form);
    }
  }
  for (const char* wanted : {"NTM", "KH&CN", "CHQS", "MTTQ", "CVĐ", "NN&PTNT", "UBND", "OCOP"}) {
    EXPECT_NE(std::find(abbreviations.begin(), abbreviations.end(), wanted), abbreviations.end()) << wanted;
  }
}

}  // namespace
}  // namespace luytre::newsroom
