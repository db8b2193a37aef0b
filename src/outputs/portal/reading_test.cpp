// Articles as people and programs read them: lists that do not shift, old stories that say what became of their
// communes, figures with what was corrected later, feeds, calendars, paper, and addresses that nobody has.
#include <gmock/gmock.h>

#include "base/vietnamese.h"
#include "outputs/portal/news_index.h"
#include "outputs/portal/portal_routes.h"
#include "outputs/portal/unit_notes.h"
#include "outputs/portal/words.h"
#include "platform/paper/paper_for_tests.h"
#include "platform/storage/temporary_database.h"
#include "programme/newsroom/redirect.h"
#include "programme/units/import_units.h"

namespace luytre::portal {
namespace {

using newsroom::Article;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr long long now_ms = 1'767'150'000'000;  // 2025-12-31 in the morning
const std::string site = "https://ntm.example.vn";

std::string id_of(int number) {
  std::string digits = std::to_string(number);
  return "01940000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

Article an_article(int number, const std::string& title, Date date) {
  Article article;
  article.id = newsroom::ArticleId(id_of(number));
  article.title = title;
  article.slug = slug(title);
  article.lead = "Mở đầu.";
  article.body = "Nội dung.";
  article.date = date;
  article.status = newsroom::ArticleStatus::published;
  article.recorded_at = date.text() + "T03:00:00.000000Z";
  article.event = number;
  return article;
}

std::shared_ptr<const newsroom::ArticleRegister> register_of(std::vector<Article> articles) {
  newsroom::ArticleParts parts;
  parts.versions = std::move(articles);
  return std::make_shared<const newsroom::ArticleRegister>(std::move(parts), 100, [] { return now_ms; });
}

statistics::Claim a_claim(int number, const std::string& statement, std::int64_t count) {
  statistics::Claim claim;
  claim.id = statistics::ClaimId(id_of(number));
  claim.definition = "recognised_communes";
  claim.place = "20";
  claim.as_of = Date::of(2025, 6, 30);
  claim.statement = statement;
  claim.numerator = Decimal::of(count);
  claim.status = statistics::ClaimStatus::published;
  claim.published_at = "2025-07-02T00:00:00.000000Z";
  claim.event = number;
  claim.published_event = number;
  return claim;
}

// The units of Lạng Sơn as they really were, and what the test puts in.
class ReadingSite : public testing::Test {
 protected:
  void SetUp() override {
    auto made = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(made) << full_message(made.error(), Language::en);
    database_ = std::move(*made);
    ASSERT_TRUE(storage::migrate(database_->database()));
    commands::Writer writer(database_->database());
    ASSERT_TRUE(units::seed_reference(writer, access::Actor::local_operator(), "20"));
    auto loaded = record::load_snapshot(database_->database());
    ASSERT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    known_ = std::make_shared<record::Snapshot>(**loaded);
    known_->law = *criteria::embedded_library();
    add_portal_routes(
        router_,
        [this](std::optional<audit::EventNumber>) -> Result<std::shared_ptr<const record::Snapshot>> { return known_; },
        [] { return Date::of(2025, 12, 31); }, site);
  }

  void publish(std::vector<Article> articles) {
    known_->articles = register_of(std::move(articles));
    ++known_->number;  // pages are kept for as long as the event stays
  }
  void claims(std::vector<statistics::Claim> list) {
    known_->claims =
        std::make_shared<const statistics::ClaimRegister>(std::move(list), *statistics::Definitions::load(), 100);
    ++known_->number;
  }

  http::Response get(const std::string& target) {
    auto request = http::parse_target(target);
    EXPECT_TRUE(request) << target;
    return router_.answer(*request);
  }
  std::string page(const std::string& target, int status = 200) {
    const http::Response response = get(target);
    EXPECT_EQ(response.status, status) << target << "\n" << response.body.substr(0, 2'000);
    EXPECT_THAT(response.body, Not(HasSubstr("[["))) << target;
    EXPECT_THAT(response.body, Not(HasSubstr("[reading."))) << target;
    return response.body;
  }

  const units::Unit& unit(const std::string& code, Date day) { return *known_->units->find(code, day); }
  // A commune that was merged into another, and the one it is part of now.
  const units::Unit& merged() {
    const units::Unit& heir = unit("06001", Date::of(2025, 12, 31));
    for (const units::Link* link : known_->units->links_into(heir)) {
      const units::Unit& from = known_->units->unit(link->from);
      const auto named = known_->units->named(from.last().name, from.life().to.plus_days(-40));
      if (link->part == units::Part::whole && named.size() == 1 && from.last().name != heir.last().name) return from;
    }
    ADD_FAILURE() << "06001 was made from others";
    return known_->units->unit(0);
  }

  std::unique_ptr<storage::TemporaryDatabase> database_;
  std::shared_ptr<record::Snapshot> known_;
  http::Router router_;
};

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(to, begin + from.size());
  return text.substr(begin + from.size(), end - begin - from.size());
}

// Lines are broken where the paper ends.
std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return text;
}

TEST_F(ReadingSite, a_cursor_page_does_not_shift_when_news_come_in) {
  std::vector<Article> articles;
  for (int i = 1; i <= 20; ++i)
    articles.push_back(an_article(i, "Tin " + std::to_string(i), Date::of(2025, 1, static_cast<unsigned>(1 + i))));
  publish(articles);
  const std::string first = page("/tin-tuc");
  EXPECT_THAT(first, HasSubstr("Tin 20"));
  EXPECT_THAT(first, Not(HasSubstr(">Tin 12<")));
  const std::string next = between(first, "rel=\"next\" href=\"", "\"");
  const std::string second = page(next);
  articles.push_back(an_article(21, "Tin mới", Date::of(2025, 3, 1)));
  publish(articles);
  const auto titles = [](const std::string& html) { return between(html, "<div class=\"teasers list\">", "</div>"); };
  EXPECT_EQ(titles(page(next)), titles(second));
  EXPECT_THAT(page("/tin-tuc"), HasSubstr("Tin mới"));
}

TEST_F(ReadingSite, articles_stand_in_every_list_that_concerns_them) {
  Article article = an_article(1, "Chợ phiên OCOP Đoàn Kết", Date::of(2025, 11, 3));
  article.category = newsroom::Category::ocop;
  article.tags = {"Chợ phiên", "OCOP"};
  article.units = {"06001@2025-07-01"};
  article.criteria = {{"commune-ntm/2021-2025", "13.3"}};
  Article draft = an_article(2, "Chưa đăng", Date::of(2025, 11, 4));
  draft.status = newsroom::ArticleStatus::draft;
  Article scheduled = an_article(3, "Ngày mai", Date::of(2026, 1, 1));
  scheduled.visible_from = "2026-01-01T00:00:00.000000Z";
  publish({article, draft, scheduled});
  const std::string commune = unit_path(unit("06001", Date::of(2025, 12, 31)), Date::of(2025, 12, 31));
  for (const std::string& path :
       {std::string("/tin-tuc"), std::string("/tin-tuc/chuyen-muc/ocop"), std::string("/tin-tuc/the/cho-phien"),
        std::string("/tin-tuc/luu-tru/2025"), std::string("/tin-tuc/luu-tru/2025/11"), commune, commune + "/tin-tuc",
        std::string("/luat/commune-ntm/2021-2025/13"), std::string("/en/tin-tuc"), std::string("/")}) {
    const std::string html = page(path);
    EXPECT_THAT(html, HasSubstr("Chợ phiên OCOP Đoàn Kết")) << path;
    EXPECT_THAT(html, Not(HasSubstr("Chưa đăng"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("Ngày mai"))) << path;
  }
  EXPECT_THAT(page("/tin-tuc/luu-tru"), HasSubstr(commune + "/tin-tuc"));
  for (const char* path :
       {"/tin-tuc/chuyen-muc/khong-co", "/tin-tuc/the/khong-co", "/tin-tuc/luu-tru/2025/13", "/tin-tuc/luu-tru/nam",
        "/luat/commune-ntm/2021-2025/99", "/tin-tuc/ngay-mai", "/tin-tuc/chuyen-muc/ocop.xml"})
    EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(ReadingSite, an_old_story_says_what_its_commune_is_part_of_now_and_keeps_its_words) {
  const units::Unit& old = merged();
  const std::string name = old.last().name;
  Article article = an_article(1, "Chuyện cũ", old.life().to.plus_days(-40));
  article.body = "Bà con " + name_in_sentence(name, Language::vi) + " làm đường.";
  Article later = an_article(2, "Nhắc lại chuyện cũ", Date::of(2025, 12, 1));
  later.body = article.body;
  publish({article, later});
  const std::string html = page("/tin-tuc/chuyen-cu");
  const units::Unit& heir = unit("06001", Date::of(2025, 12, 31));
  EXPECT_THAT(html, HasSubstr(name + " nay thuộc " + name_in_sentence(heir.last().name, Language::vi) + ", từ ngày " +
                              old.life().to.vietnamese_text() + "."));
  EXPECT_THAT(html, HasSubstr("<p>" + article.body + "</p>"));
  EXPECT_THAT(html, HasSubstr(unit_path(heir, Date::of(2025, 12, 31))));
  EXPECT_THAT(html, HasSubstr("/xa/" + old.id.code + "-"));
  EXPECT_THAT(page("/tin-tuc/nhac-lai-chuyen-cu"), Not(HasSubstr("nay thuộc")));
  EXPECT_THAT(page("/en/tin-tuc/chuyen-cu"), HasSubstr("is now part of"));
}

TEST_F(ReadingSite, a_figure_keeps_its_words_and_what_was_corrected_stands_beside) {
  statistics::Claim old = a_claim(50, "92 xã", 92);
  statistics::Claim corrected = a_claim(51, "91 xã", 91);
  corrected.supersedes = id_of(50);
  claims({old, corrected});
  Article article = an_article(1, "Con số", Date::of(2025, 7, 3));
  article.body = "Đến nay có {{claim:" + id_of(50) + "|92 xã}} đạt chuẩn NTM.";
  publish({article});
  const std::string html = page("/tin-tuc/con-so");
  EXPECT_THAT(html,
              HasSubstr("<a class=\"claim\" href=\"/so-lieu/" + id_of(50) + "\">92 xã</a> <small class=\"later\">"));
  EXPECT_THAT(html, HasSubstr("sau đó được đính chính: 91 xã"));
  EXPECT_THAT(html, HasSubstr("<abbr>NTM</abbr> <small class=\"means\">(nông thôn mới)</small>"));
  const std::string english = page("/en/tin-tuc/con-so");
  EXPECT_THAT(english, HasSubstr("href=\"/en/so-lieu/" + id_of(51)));
}

TEST_F(ReadingSite, the_log_of_changes_is_public_and_the_archive_is_marked) {
  Article first = an_article(1, "Đường mới", Date::of(2025, 7, 3));
  Article second = first;
  second.version = 2;
  second.status = newsroom::ArticleStatus::corrected;
  second.change_kind = newsroom::change_corrected;
  second.change_note = "Sửa tên thôn <Nà Làng>";
  second.correction = second.change_note;
  second.body = "Nội dung khác.";
  second.recorded_at = "2025-07-05T03:00:00.000000Z";
  publish({first, second});
  const std::string html = page("/tin-tuc/duong-moi");
  EXPECT_THAT(html, HasSubstr("Sửa tên thôn &lt;Nà Làng&gt;"));
  EXPECT_THAT(html, HasSubstr("05/07/2025 lúc 10:00"));
  EXPECT_THAT(html, HasSubstr("\"dateModified\":\"2025-07-05T10:00:00+07:00\""));
  EXPECT_THAT(page("/tin-tuc.atom"), HasSubstr("<updated>2025-07-05T10:00:00+07:00</updated>"));
}

TEST_F(ReadingSite, script_in_an_article_is_never_run) {
  Article article = an_article(1, "Bài lạ", Date::of(2025, 7, 3));
  article.title = "</script><script>alert(1)</script>";
  article.lead = "\"><img src=x onerror=alert(1)>";
  article.body = "<script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>";
  article.tags = {"</title><script>"};
  article.source_name = "<b>";
  article.source_url = "javascript:alert(1)";
  publish({article});
  for (const char* path : {"/tin-tuc", "/tin-tuc/bai-la", "/tin-tuc.rss", "/tin-tuc.atom", "/tin-tuc/luu-tru"}) {
    const std::string text = page(path);
    EXPECT_THAT(text, Not(HasSubstr("<script>"))) << path;
    EXPECT_THAT(text, Not(HasSubstr("<img src=x"))) << path;
    EXPECT_THAT(text, Not(HasSubstr("href=\"javascript"))) << path;
  }
}

TEST_F(ReadingSite, machines_are_told_what_a_page_is) {
  Article article = an_article(1, "Ra quân làm đường", Date::of(2025, 12, 1));
  article.kind = newsroom::ArticleKind::event;
  article.plan = {"2026-01-10T01:00:00.000000Z", "2026-01-10T04:30:00.000000Z", "Nhà văn hóa xã", "Hội Nông dân"};
  article.tags = {"Đường"};
  publish({article});
  const std::string html = page("/tin-tuc/ra-quan-lam-duong");
  for (const std::string& part :
       {std::string("<link rel=\"canonical\" href=\"" + site + "/tin-tuc/ra-quan-lam-duong\">"),
        std::string("<meta property=\"og:type\" content=\"article\">"),
        std::string("<meta property=\"article:published_time\" content=\"2025-12-01T10:00:00+07:00\">"),
        std::string("application/rss+xml"), std::string("\"@type\":\"NewsArticle\""),
        std::string("\"@type\":\"Event\""), std::string("\"startDate\":\"2026-01-10T08:00:00+07:00\""),
        std::string("\"@type\":\"BreadcrumbList\""), std::string("08:00 – 11:30 ngày 10/01/2026")})
    EXPECT_THAT(html, HasSubstr(part));
  EXPECT_THAT(page("/tin-tuc/ra-quan-lam-duong?biet=1"), HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
  const http::Response calendar = get("/tin-tuc/ra-quan-lam-duong.ics");
  EXPECT_EQ(calendar.header("Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(calendar.body, HasSubstr("UID:" + id_of(1) + "@luytre\r\nSEQUENCE:0\r\n"));
  EXPECT_THAT(calendar.body, HasSubstr("DTSTART;TZID=Asia/Ho_Chi_Minh:20260110T080000\r\n"));
  EXPECT_THAT(page("/su-kien"), HasSubstr("Ra quân làm đường"));
  EXPECT_THAT(get("/su-kien.ics").body, HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(page("/robots.txt"), HasSubstr("Sitemap: " + site + "/sitemap.xml"));
  EXPECT_THAT(page("/sitemap.xml"), HasSubstr(site + "/sitemap/tin-tuc-2025-12.xml"));
  EXPECT_THAT(page("/sitemap/tin-tuc-2025-12.xml"), HasSubstr("<lastmod>2025-12-01T10:00:00+07:00</lastmod>"));
  EXPECT_EQ(get("/sitemap/tin-tuc-2025-11.xml").status, 404);
  EXPECT_EQ(get("/sitemap/tin-tuc-2025-12.xmlx").status, 404);
}

TEST_F(ReadingSite, feeds_of_everything_a_category_and_a_unit) {
  Article article = an_article(1, "Tin xã", Date::of(2025, 11, 3));
  article.units = {"06001@2025-07-01"};
  Article other = an_article(2, "Tin khác", Date::of(2025, 11, 4));
  other.category = newsroom::Category::science;
  publish({article, other});
  const std::string commune = unit_path(unit("06001", Date::of(2025, 12, 31)), Date::of(2025, 12, 31));
  for (const std::string& ending : {std::string(".rss"), std::string(".atom"), std::string(".json")}) {
    EXPECT_THAT(page("/tin-tuc" + ending), HasSubstr("Tin khác"));
    EXPECT_THAT(page("/tin-tuc/chuyen-muc/tin" + ending), Not(HasSubstr("Tin khác")));
    EXPECT_THAT(page(commune + "/tin-tuc" + ending), HasSubstr(site + "/tin-tuc/tin-xa"));
  }
  EXPECT_EQ(get("/xa/06001/tin-tuc.rss").header("Location"), commune + "/tin-tuc.rss");
  EXPECT_EQ(get("/tin-tuc.json").header("Content-Type"), "application/feed+json");
}

TEST_F(ReadingSite, an_unknown_address_offers_those_that_are_much_like_it) {
  publish({an_article(1, "Cao Lộc phát động thi đua cao điểm", Date::of(2022, 10, 6)),
           an_article(2, "Khoa học về với ruộng", Date::of(2025, 10, 6))});
  const std::string html = page("/tin-tuc/cao-loc-phat-dong-thi-dua", 404);
  EXPECT_THAT(html, HasSubstr("href=\"/tin-tuc/cao-loc-phat-dong-thi-dua-cao-diem\""));
  EXPECT_THAT(html, Not(HasSubstr("khoa-hoc-ve-voi-ruong")));
  page("/tin-tuc/hoan-toan-khac", 404);
  page("/tin-tuc/" + std::string(1'500, 'a') + ".pdf", 404);
  page("/tin-tuc/%3Cscript%3E", 404);
}

TEST_F(ReadingSite, addresses_of_the_old_site_lead_to_what_became_of_them) {
  newsroom::ArticleParts parts;
  parts.versions = {an_article(1, "Bài cũ", Date::of(2022, 10, 6))};
  parts.redirects = {{newsroom::k2_key("1149"), "/tin-tuc/bai-cu"}};
  known_->articles = std::make_shared<const newsroom::ArticleRegister>(std::move(parts), 100, [] { return now_ms; });
  for (const char* path : {"/component/k2/item/1149-bai-cu", "/tin-tuc/item/1149-bai-cu.html"}) {
    const http::Response moved = get(path);
    EXPECT_EQ(moved.status, 301) << path;
    EXPECT_EQ(moved.header("Location"), "/tin-tuc/bai-cu") << path;
  }
  for (const char* path : {"/tin-tuc?start=376", "/index.php?start=376", "/component/k2/itemlist"}) {
    EXPECT_EQ(get(path).status, 301) << path;
    EXPECT_EQ(get(path).header("Location"), "/tin-tuc") << path;
  }
  EXPECT_EQ(get("/component/k2/item/9999-ai-biet").status, 404);
  EXPECT_EQ(get("/khong-co").status, 404);
}

TEST_F(ReadingSite, an_article_on_paper_says_what_the_page_says) {
  claims({a_claim(50, "92 xã", 92)});
  Article article = an_article(1, "Đường về bản: “mười cây số” & một mùa mưa", Date::of(2025, 12, 5));
  article.lead = "Cả xã góp sức, ai có gì góp nấy.";
  article.source_name = "Báo Lạng Sơn";
  article.body = "Đến nay có {{claim:" + id_of(50) +
                 "|92 xã}} đạt chuẩn, xem [văn bản](https://vanban.example.vn/1).\n\n"
                 "## Việc đã làm\n\n1. Mở đường\n2. Đổ bê tông\n   - hai lớp\n\n> Không ai đứng ngoài.\n\n"
                 "| Thôn | Ngày công |\n| --- | --- |\n| Nà Làng | 120 |\n\n---\n\n" +
                 std::string(40, 'x') + "\n\n";
  for (int i = 0; i < 60; ++i) article.body += "Đoạn " + std::to_string(i) + " kể chuyện làm đường ở bản xa.\n\n";
  publish({article});
  const http::Response response = get("/tin-tuc/" + article.slug + ".pdf");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.header("Content-Type"), "application/pdf");
  const paper::PaperFile file("article", response.body);
  EXPECT_THAT(response.body, HasSubstr("/Lang"));
  const auto text = file.text();
  if (!text) GTEST_SKIP() << "pdftotext is not installed";
  for (const std::string& part :
       {std::string("Đường về bản: “mười cây số” & một mùa mưa"), std::string("Cả xã góp sức"),
        std::string("92 xã [1]"), std::string("văn bản [2]"), std::string("Việc đã làm"), std::string("2."),
        std::string("Không ai đứng ngoài."), std::string("Nà Làng"), std::string(site + "/so-lieu/" + id_of(50)),
        std::string("https://vanban.example.vn/1"), std::string("Báo Lạng Sơn"), std::string("Trang 1/"),
        std::string("Đoạn 59")})
    EXPECT_THAT(without_blanks(*text), HasSubstr(without_blanks(part)));
}

TEST(NewsIndex, an_hour_of_publication_makes_a_new_index) {
  long long clock = now_ms;
  Article later = an_article(1, "Hẹn giờ", Date::of(2025, 12, 31));
  later.visible_from = "2025-12-31T12:00:00.000000Z";
  newsroom::ArticleParts parts;
  parts.versions = {later};
  const auto articles =
      std::make_shared<const newsroom::ArticleRegister>(std::move(parts), 1, [&clock] { return clock; });
  NewsShelf shelf;
  const auto before = shelf.index(articles);
  EXPECT_THAT(before->all(), SizeIs(0));
  EXPECT_EQ(shelf.index(articles), before);
  clock += 24LL * 3'600 * 1'000;
  EXPECT_THAT(shelf.index(articles)->all(), SizeIs(1));
}

}  // namespace
}  // namespace luytre::portal
