// What is found, in which order, and what never is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/identifier.h"
#include "base/vietnamese.h"
#include "outputs/search/desk.h"
#include "outputs/search/snippet.h"

namespace luytre::search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Words, AreOneHoweverTheyAreTyped) {
  const auto exact = [](std::string_view text) { return words_of(text).front().exact; };
  EXPECT_EQ(exact("hoà"), exact("hòa"));
  EXPECT_EQ(exact("Thuỷ"), exact("thủy"));
  EXPECT_EQ(exact("Nguye\xCC\x82\xCC\x83n"), exact("Nguyễn")) << "marks apart from their letters";
  EXPECT_NE(exact("mới"), exact("mỡi"));
  EXPECT_EQ(words_of("ĐÌNH LẬP").front().folded, "dinh");
  EXPECT_EQ(words_of("Đình").front().folded, "dinh");
  for (const char* word :
       {"hòa", "thụy", "toàn", "giữ", "già", "quý", "nguyễn", "được", "ngoái", "khuya", "ủy", "tre"}) {
    EXPECT_EQ(as_written(exact(word)), word);
  }
  std::vector<std::string> folded;
  for (const Word& word : words_of("Xã Cao-Lộc, 318/QĐ-TTg (71,3%)")) folded.push_back(word.folded);
  EXPECT_THAT(folded, ElementsAre("xa", "cao", "loc", "318", "qd", "ttg", "71", "3"));
}

TEST(Words, ShortFormsAreTheirLongOnes) {
  const auto ids = [](std::string_view text) {
    std::vector<std::string> found;
    for (const Meant& meant : synonyms_in(words_of(text))) found.push_back(meant.synonym->id);
    return found;
  };
  EXPECT_THAT(ids("xây dựng nông thôn mới"), ElementsAre("ntm"));
  EXPECT_THAT(ids("xay dung nong thon moi"), ElementsAre("ntm"));
  EXPECT_THAT(ids("NTM, OCOP; KH&CN"), ElementsAre("ntm", "ocop", "kh-cn"));
  EXPECT_THAT(ids("khoa học và công nghệ"), ElementsAre("kh-cn"));
  EXPECT_THAT(ids("nóng thơn mói"), IsEmpty()) << "other marks are other words";
}

RC_GTEST_PROP(Query, AnyBytesAreAQuestionWithinBounds, (const std::string& text)) {
  const Query query = read_query(text);
  RC_ASSERT(query.terms.size() <= query_words_max);
  RC_ASSERT(query.text.size() <= query_bytes_max);
  for (const Term& term : query.terms) {
    RC_ASSERT(!term.word.folded.empty());
    RC_ASSERT(term.word.end <= query.text.size());
    RC_ASSERT(term.word.folded.size() <= 4 * word_bytes_max);
  }
  for (const auto& [first, count] : query.phrases) RC_ASSERT(first + count <= query.terms.size());
  std::string joined;
  for (const Piece& piece : snippet_of(text, query)) joined += piece.text;
  RC_ASSERT(joined.size() <= text.size() + 10);
}

TEST(Query, IsCutBetweenCharactersAndReadsPhrasesAndAStar) {
  std::string many;
  for (int count = 0; count < 400; ++count) many += "ế ";
  const Query cut = read_query(many);
  EXPECT_TRUE(cut.is_cut);
  EXPECT_EQ(cut.terms.size(), query_words_max);
  EXPECT_TRUE(is_valid_utf8(cut.text));
  EXPECT_TRUE(is_valid_utf8(read_query(std::string(query_bytes_max - 1, 'a') + "ế").text));
  const Query phrase = read_query("họp “xã Cao Lộc” tháng");
  ASSERT_EQ(phrase.phrases.size(), 1U);
  EXPECT_EQ(phrase.phrases.front(), std::pair(std::size_t{1}, std::size_t{3}));
  EXPECT_TRUE(read_query("cao l*").last_is_prefix);
  EXPECT_FALSE(read_query("cao *").last_is_prefix);
  EXPECT_TRUE(read_query(" \t!!! ").is_empty());
}

TEST(Snippet, ShowsWhyAndNothingOfItRuns) {
  const Query query = read_query("ntm");
  const std::string html = html_of(snippet_of("Xã đạt <script>alert(1)</script> nông thôn mới & hơn.", query));
  EXPECT_THAT(html, testing::HasSubstr("<mark>nông</mark> <mark>thôn</mark> <mark>mới</mark>"));
  EXPECT_THAT(html, testing::HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(html, Not(testing::HasSubstr("<script")));
  std::string text = "đầu ";
  for (int count = 0; count < 300; ++count) text += "chữ ";
  text += "Cao Lộc cuối";
  std::string joined;
  for (const Piece& piece : snippet_of(text, read_query("cao loc"))) joined += piece.text;
  EXPECT_THAT(joined, testing::StartsWith("… "));
  EXPECT_THAT(joined, testing::HasSubstr("Cao Lộc cuối"));
}

// A small record by hand.
units::Unit unit_of(const std::string& code, const std::string& name, Date from, Date to, units::Level level,
                    const std::string& parent) {
  units::Unit unit;
  unit.id = {code, from};
  unit.level = level;
  units::Version version;
  version.valid = {from, to};
  version.name = name;
  version.kind = level == units::Level::province   ? units::Kind::province
                 : level == units::Level::district ? units::Kind::rural_district
                                                   : units::Kind::commune;
  version.parent_code = parent;
  unit.versions = {version};
  return unit;
}

std::shared_ptr<const units::Register> some_units() {
  const Date begin = Date::of(2004, 1, 1), end = Date::of(2025, 7, 1), open = Date::open_end();
  units::RegisterParts parts;
  parts.units = {unit_of("06184", "Xã Thụy Hùng", begin, end, units::Level::commune, "183"),
                 unit_of("06184", "Xã Cao Lộc", end, open, units::Level::commune, "20"),
                 unit_of("183", "Huyện Cao Lộc", begin, end, units::Level::district, "20"),
                 unit_of("20", "Tỉnh Lạng Sơn", begin, open, units::Level::province, "")};
  units::Link link;
  link.from = 0;
  link.to = 1;
  link.from_code = link.to_code = "06184";
  link.from_name = "Xã Thụy Hùng";
  link.to_name = "Xã Cao Lộc";
  link.day = link.from_until = end;
  link.part = units::Part::whole;
  parts.links = {link};
  return std::make_shared<const units::Register>(std::move(parts), 1);
}

newsroom::Article article_of(const std::string& id, const std::string& title, const std::string& body,
                             Date day = Date::of(2024, 5, 1)) {
  newsroom::Article article;
  article.id = newsroom::ArticleId(id);
  article.slug = id;
  article.title = title;
  article.lead = body;
  article.date = day;
  article.status = newsroom::ArticleStatus::published;
  article.event = 1;
  return article;
}

class SearchTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("luytre-search-test-" + new_uuid7(1));
    snapshot_.number = 1;
    snapshot_.units = some_units();
    snapshot_.law = std::make_shared<const criteria::Library>();
    snapshot_.claims = std::make_shared<const statistics::ClaimRegister>();
    snapshot_.villages = std::make_shared<const villages::VillageRegister>();
    snapshot_.documents = std::make_shared<const documents::DocumentRegister>();
    snapshot_.articles = std::make_shared<const newsroom::ArticleRegister>();
    desk_ = std::make_unique<Desk>(Settings{folder_});
  }
  void TearDown() override {
    desk_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void tell(std::vector<newsroom::Article> articles) {
    ++snapshot_.number;
    snapshot_.articles =
        std::make_shared<const newsroom::ArticleRegister>(std::move(articles), std::vector<newsroom::DraftFigure>{}, 1);
  }
  Answers ask(const std::string& words, const Narrowing& narrowing = {}, std::size_t rows = 20,
              const std::optional<std::vector<std::string>>& after = std::nullopt) {
    const auto known = std::make_shared<const record::Snapshot>(snapshot_);
    auto answers = desk_->find(known, read_query(words), narrowing, after, rows);
    EXPECT_TRUE(answers) << words << ": " << full_message(answers.error(), Language::en);
    return answers ? *answers : Answers{};
  }
  std::vector<std::string> keys(const std::string& words, const Narrowing& narrowing = {}) {
    return ask(words, narrowing).keys;
  }

  std::filesystem::path folder_;
  record::Snapshot snapshot_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(SearchTest, ShortLongAndUnmarkedAreFoundAlike) {
  tell({article_of("a", "Xây dựng nông thôn mới", "ở xã"), article_of("b", "Phong trào NTM", "tại thôn"),
        article_of("c", "xay dung nong thon moi", "khong dau"), article_of("d", "Trồng rừng", "đồi núi")});
  const auto all = keys("nông thôn mới");
  EXPECT_THAT(all, testing::UnorderedElementsAre("article:a", "article:b", "article:c"));
  EXPECT_EQ(keys("NTM"), all);
  EXPECT_EQ(keys("nong thon moi"), all);
  EXPECT_EQ(keys("ntm"), all);
  EXPECT_EQ(keys("NÔNG THÔN MỚI"), all);
  EXPECT_EQ(ask("NTM").total, 3);
}

TEST_F(SearchTest, TheSameMarksComeFirst) {
  tell({article_of("folded", "Can bo xa", "Can bo xa hop"), article_of("other", "Cán bộ xa", "nhà ở xa"),
        article_of("exact", "Tin khác", "Nhiều việc khác nữa, và cán bộ xã họp", Date::of(2010, 1, 1))});
  EXPECT_EQ(keys("cán bộ xã").front(), "article:exact");
  EXPECT_EQ(keys("cán bộ xã").size(), 3U);
}

TEST_F(SearchTest, TitlesWeighMoreAndNewerALittle) {
  tell({article_of("text", "Tin trong tuần", "hội nghị bò sữa đầu năm"),
        article_of("old_title", "Hội nghị bò sữa", "tin trong tuần qua", Date::of(2012, 1, 1)),
        article_of("new_title", "Hội nghị bò sữa", "tin trong tuần qua", Date::of(2025, 1, 1))});
  EXPECT_THAT(keys("bo sua"), ElementsAre("article:new_title", "article:old_title", "article:text"));
}

TEST_F(SearchTest, AUnitIsFoundByItsNameAndAnEndedOneSaysWhatBecameOfIt) {
  tell({article_of("a", "Cao Lộc phát động thi đua", "Huyện Cao Lộc, xã Cao Lộc, Cao Lộc")});
  const auto all = keys("cao loc");
  ASSERT_EQ(all.size(), 4U) << "the commune before it, of that district, too";
  EXPECT_EQ(all[0], "unit:06184@2025-07-01");
  EXPECT_EQ(all[1], "unit:183@2004-01-01");
  EXPECT_THAT(all, Contains("article:a"));
  const auto ended = find_entry(snapshot_, keys("Thụy Hùng").front());
  ASSERT_TRUE(ended);
  EXPECT_TRUE(ended->is_ended);
  EXPECT_THAT(ended->note, testing::HasSubstr("Xã Cao Lộc"));
  EXPECT_EQ(ended->path, "/xa/06184-thuy-hung?ngay=2025-06-30");
  EXPECT_EQ(keys("Thuỵ Hùng"), keys("Thụy Hùng")) << "the tone mark's place does not matter";
  EXPECT_EQ(keys("06184").size(), 2U);
}

TEST_F(SearchTest, APhraseABeginningAndAMisspeltWord) {
  tell({article_of("near", "Họp xã Cao Lộc", "một"), article_of("apart", "Lộc đến xã vùng cao", "hai")});
  EXPECT_THAT(keys("họp cao lộ*"), ElementsAre("article:near"));
  EXPECT_THAT(keys("\"vung cao\""), ElementsAre("article:apart"));
  EXPECT_THAT(keys("vùng ca"), Contains("article:apart")) << "few have it whole: beginnings are taken";
  EXPECT_TRUE(ask("vùng ca").has_prefixes);
  const Answers none = ask("thuyy hungg");
  EXPECT_EQ(none.total, 0);
  EXPECT_EQ(none.suggestion, "thụy hùng");
  EXPECT_EQ(ask("phát đông zzzzz").suggestion, "");
  EXPECT_EQ(ask("vùng zzzzzz").suggestion, "vùng");
}

TEST_F(SearchTest, OnlyWhatIsPublicIsThereAndItFollows) {
  newsroom::Article draft = article_of("a", "Bí mật tre già", "chưa đăng");
  draft.status = newsroom::ArticleStatus::draft;
  tell({draft});
  EXPECT_THAT(keys("tre già"), IsEmpty());
  newsroom::Article published = article_of("a", "Tre già măng mọc", "đã đăng");
  published.version = 2;
  published.event = 2;
  tell({draft, published});
  EXPECT_THAT(keys("tre già"), ElementsAre("article:a"));
  EXPECT_THAT(keys("bí mật"), IsEmpty());
  newsroom::Article corrected = published;
  corrected.version = 3;
  corrected.event = 3;
  corrected.title = "Trúc xinh";
  corrected.status = newsroom::ArticleStatus::corrected;
  tell({draft, published, corrected});
  EXPECT_THAT(keys("tre già"), IsEmpty());
  EXPECT_THAT(keys("trúc xinh"), ElementsAre("article:a"));
  tell({});
  EXPECT_THAT(keys("trúc xinh"), IsEmpty());
}

TEST_F(SearchTest, AnswersAreNarrowedAndCounted) {
  newsroom::Article local = article_of("a", "Tin chăn nuôi", "một", Date::of(2023, 1, 1));
  local.category = newsroom::Category::local;
  tell({local, article_of("b", "Tin chăn nuôi", "hai"), article_of("c", "Tin chăn nuôi", "ba")});
  const Answers all = ask("chăn nuôi");
  ASSERT_EQ(all.categories.size(), 2U);
  EXPECT_EQ(all.categories.front().value, "newsroom.news");
  EXPECT_EQ(all.categories.front().count, 2);
  EXPECT_EQ(all.years.size(), 2U);
  Narrowing narrowing;
  narrowing.category = "newsroom.local";
  EXPECT_THAT(keys("chăn nuôi", narrowing), ElementsAre("article:a"));
  narrowing = {};
  narrowing.year = 2024;
  EXPECT_EQ(ask("chăn nuôi", narrowing).total, 2);
  narrowing = {};
  narrowing.kind = Kind::unit;
  narrowing.unit = "20";
  EXPECT_THAT(keys("cao loc", narrowing),
              testing::UnorderedElementsAre("unit:06184@2025-07-01", "unit:183@2004-01-01", "unit:06184@2004-01-01"));
}

TEST_F(SearchTest, PagesGoOnFromTheLastSeen) {
  std::vector<newsroom::Article> many;
  for (int number = 0; number < 23; ++number) {
    many.push_back(article_of("n" + std::to_string(100 + number), "Ngày hội trâu " + std::to_string(number), "vui",
                              Date::of(2020, 1, 1).plus_days(number % 5)));
  }
  tell(many);
  std::vector<std::string> seen;
  std::optional<std::vector<std::string>> after;
  int pages = 0;
  do {
    const Answers page = ask("ngày hội trâu", {}, 10, after);
    EXPECT_EQ(page.total, 23);
    seen.insert(seen.end(), page.keys.begin(), page.keys.end());
    after = page.next;
    ++pages;
  } while (after && pages < 10);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen.size(), 23U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 23U);
}

TEST_F(SearchTest, TheIndexIsTakenUpAgainAndMadeAnewWhenItIsDamaged) {
  tell({article_of("a", "Măng tre", "một")});
  EXPECT_EQ(keys("măng tre").size(), 1U);
  desk_.reset();
  {
    const auto opened = Index::open(folder_);
    ASSERT_TRUE(opened);
    EXPECT_FALSE((*opened)->was_made());
    EXPECT_EQ((*opened)->event(), snapshot_.number);
  }
  desk_ = std::make_unique<Desk>(Settings{folder_});
  EXPECT_EQ(keys("măng tre").size(), 1U);
  desk_.reset();
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    std::ofstream(file.path(), std::ios::trunc) << "hỏng";
  }
  desk_ = std::make_unique<Desk>(Settings{folder_});
  EXPECT_EQ(keys("măng tre").size(), 1U);
}

TEST_F(SearchTest, ASecondProcessOnTheSameFolderMakesItsOwn) {
  tell({article_of("a", "Măng tre", "một")});
  EXPECT_EQ(keys("măng tre").size(), 1U);
  Desk other{Settings{folder_}};
  const auto known = std::make_shared<const record::Snapshot>(snapshot_);
  const auto answers = other.find(known, read_query("mang tre"), {}, std::nullopt, 5);
  ASSERT_TRUE(answers) << full_message(answers.error(), Language::en);
  EXPECT_EQ(answers->total, 1);
  EXPECT_NE(other.folder(), folder_);
}

TEST_F(SearchTest, RandomQuestionsNeverFail) {
  tell({article_of("a", "Măng tre", "một"), article_of("b", "Xã NTM", "hai")});
  keys("tre");
  const auto known = std::make_shared<const record::Snapshot>(snapshot_);
  EXPECT_TRUE(rc::check("any question is answered", [&](const std::string& words, const std::string& category) {
    Narrowing narrowing;
    narrowing.category = category;
    narrowing.unit = words;
    const auto answers = desk_->find(known, read_query(words + "*"), narrowing, std::nullopt, 10);
    RC_ASSERT(answers.has_value());
  }));
}

}  // namespace
}  // namespace luytre::search
