// The old site: its HTML, its addresses, its articles taken over once.
#include <gtest/gtest.h>

#include "platform/storage/test_database.h"
#include "programme/newsroom/article_store.h"
#include "programme/newsroom/html_to_markdown.h"
#include "programme/newsroom/import_archive.h"
#include "programme/newsroom/redirect.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

constexpr long long now_ms = 1'760'000'000'000;

TEST(HtmlToMarkdown, KeepsWhatItKnows) {
  const auto made = html_to_markdown(
      "<div><h1>Đề mục</h1><p>Một <strong>hai </strong><em>ba</em> &amp; <a href=\"https://example.vn/a\">bốn</a>."
      "</p><ul><li>năm</li><li><p>sáu</p></li></ul><blockquote>bảy</blockquote>tám<br>chín</div>");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->markdown,
            "## Đề mục\n\nMột **hai** *ba* & [bốn](https://example.vn/a).\n\n- năm\n- sáu\n\n> bảy\n\ntám\\\nchín\n");
}

TEST(HtmlToMarkdown, LeavesOutWhatRunsAndCountsIt) {
  const auto made = html_to_markdown(
      "<style>p{}</style><p onclick=\"x()\">Chữ <img src=\"/a.jpg\" onerror=alert(1)><script>alert(2)</script>"
      "<a href=\" JavaScript:alert(3)\">đây</a><iframe "
      "src=\"https://x\">trong</iframe></p><svg><text>hình</text></svg>");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->markdown, "Chữ đây\n");
  EXPECT_EQ(made->scripts, 3);
  EXPECT_EQ(made->styles, 1);
  EXPECT_EQ(made->handlers, 3);
  EXPECT_EQ(made->images, std::vector<std::string>{"/a.jpg"});
}

TEST(HtmlToMarkdown, MakesNoMarkdownOfWords) {
  const std::string words = "* sao _gạch_ [ngoặc](x) <b> `mã` {{claim:a|b}} # rào | 1. một";
  std::string html = "<p>";
  for (const char letter : words) html += letter == '<' ? "&lt;" : std::string(1, letter);
  const auto made = html_to_markdown(html + "</p><p>- gạch</p><p>12. mười hai</p>");
  ASSERT_TRUE(made);
  const std::string shown = render_body(made->markdown, {});
  EXPECT_NE(shown.find("* sao _gạch_ [ngoặc](x) &lt;b&gt; `mã` {{claim:a|b}} # rào | 1. một"), std::string::npos)
      << made->markdown << shown;
  EXPECT_EQ(shown.find("<li>"), std::string::npos) << shown;
}

TEST(HtmlToMarkdown, HasLimits) {
  std::string deep;
  for (int at = 0; at < 5'000; ++at) deep += "<div><b>";
  EXPECT_TRUE(html_to_markdown(deep + "chữ"));
  std::string many;
  for (std::size_t at = 0; at <= html_tags_max; ++at) many += "<b>";
  EXPECT_EQ(html_to_markdown(many).error().code, "news.html_too_complex");
}

TEST(Redirect, KnowsAnAddressInEverySpelling) {
  for (const char* spelling :
       {"http://nongthonmoi.langson.gov.vn/tin/a-b?start=8&x=1", "https://www.x.vn/tin//a-b/?x=1&start=8",
        "tin/a-b.html?x=1&start=8#cuoi", "/index.php/tin/a%2Db?start=8&x=1"})
    EXPECT_EQ(redirect_key(spelling), "/tin/a-b?start=8&x=1") << spelling;
  EXPECT_EQ(redirect_key(""), "/");
  EXPECT_EQ(redirect_key("/%00%zz%41"), "/%00%zzA");
  EXPECT_EQ(k2_item("component/k2/item/1149-tin-ta-c"), "1149");
  EXPECT_EQ(k2_item("http://x.vn/tin-tuc/item/1103-ten.html?tmpl=component"), "1103");
  EXPECT_EQ(k2_item("/item/abc"), std::nullopt);
  EXPECT_EQ(k2_item("/items/12"), std::nullopt);
}

class ArchiveTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database());
  }
  std::shared_ptr<const ArticleRegister> articles() {
    return *load_articles(database(), audit::head(database())->number);
  }
  std::unique_ptr<commands::Writer> writer_;
  const access::Actor actor_ = access::Actor::local_operator();
};

constexpr std::string_view old_site =
    "title,lead,body,date,category,address,item,source,source_url,images\n"
    "\"Cao Lộc: đường mới ở Ước Lễ\",Một đoạn,\"<p onclick=x>Thân <b>bài</b><script>1</script></p>\",06/10/2022,"
    "Hoạt động địa phương,component/k2/item/1149-cao-la-c http://x.vn/tin/item/1149-cao-la-c.html,1149,"
    "baolangson.vn,https://baolangson.vn/1,images/a.jpg\n"
    "Tin hai,Hai &amp; ba,Chữ thường * sao,2018-01-02,,tin/item/1103-tin-hai,,,,\n";

TEST_P(ArchiveTest, IsTakenOverOnce) {
  const auto archive = read_archive(old_site, "cu.csv", "Trang cũ");
  ASSERT_TRUE(archive) << full_message(archive.error(), Language::en);
  ASSERT_TRUE(archive->problems.empty()) << full_message(archive->problems.front(), Language::en);
  const auto imported = import_archive(*writer_, actor_, archive->rows, "cu.csv", now_ms);
  ASSERT_TRUE(imported) << full_message(imported.error(), Language::en);
  EXPECT_EQ(imported->added, 2U);
  const auto known = articles();
  const Article* first = known->published("cao-loc-duong-moi-o-uoc-le");
  ASSERT_NE(first, nullptr) << "đ, ư and ơ make clean addresses";
  EXPECT_TRUE(first->is_taken_over);
  EXPECT_EQ(first->category, Category::local);
  EXPECT_EQ(first->body, "Thân **bài**\n");
  EXPECT_EQ(first->source_name, "baolangson.vn");
  EXPECT_EQ(known->published("tin-hai")->lead, "Hai & ba");
  EXPECT_EQ(known->published("tin-hai")->source_name, "Trang cũ");
  for (const char* old : {"/component/k2/item/1149-cao-la-c", "https://x.vn/tin/item/1149-cao-la-c",
                          "/khac/item/1149-x", "http://x.vn/tin/item/1149-cao-la-c.html?tmpl=component"})
    EXPECT_EQ(known->moved_to(old), "/tin-tuc/cao-loc-duong-moi-o-uoc-le") << old;
  EXPECT_EQ(known->moved_to("/component/k2/item/1103"), "/tin-tuc/tin-hai");
  EXPECT_EQ(known->moved_to("/khong/co"), std::nullopt);
  const auto again = import_archive(*writer_, actor_, archive->rows, "cu.csv", now_ms + 5);
  EXPECT_EQ(again->added, 0U);
  EXPECT_EQ(again->unchanged, 2U);
  EXPECT_EQ(again->event, 0);
}

TEST_P(ArchiveTest, TellsWhatIsWrongRowByRow) {
  const auto archive = read_archive(
      "{\"title\":\"A\",\"lead\":\"a\",\"date\":\"2020-01-01\",\"address\":\"x/1\",\"source\":\"s\"}\n"
      "{\"title\":\"\",\"lead\":\"a\",\"date\":\"2020-01-01\",\"address\":\"x/2\",\"source\":\"s\"}\n"
      "{\"title\":\"B\",\"lead\":\"a\",\"date\":\"hôm qua\",\"address\":\"x/3\",\"source\":\"s\"}\n"
      "{\"title\":\"C\",\"lead\":\"a\",\"date\":\"2020-01-01\",\"address\":\"x/1\",\"source\":\"s\"}\n"
      "{\"title\":\"D\",\"lead\":\"a\",\"date\":\"2020-01-01\",\"source\":\"s\"}\n"
      "{\"title\":\"E\",\"lead\":\"a\",\"date\":\"2020-01-01\",\"item\":7}\n"
      "not json\n",
      "cu.jsonl", "");
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->rows.size(), 1U);
  std::string told;
  for (const Problem& problem : archive->problems) told += problem.where + " " + problem.code + "\n";
  EXPECT_EQ(told,
            "cu.jsonl:2 news.no_title\ncu.jsonl:3 news.archive_date\ncu.jsonl:4 news.archive_twice\n"
            "cu.jsonl:5 news.archive_no_address\ncu.jsonl:6 news.archive_no_source\ncu.jsonl:7 json.malformed\n");
  EXPECT_EQ(read_archive("a,b\n1,2\n", "x.csv", "").error().code, "news.archive_columns");
}

TEST_P(ArchiveTest, LeadsOnWithoutLoopsOrChains) {
  const auto write = [&](std::vector<RedirectWish> wishes) {
    const auto done = write_redirects(*writer_, actor_, wishes);
    return done ? std::string() : done.error().code;
  };
  EXPECT_EQ(write({{"http://x.vn/tin-tuc-su-kien", "/tin-tuc"}}), "");
  EXPECT_EQ(articles()->moved_to("/tin-tuc-su-kien?start=376"), "/tin-tuc") << "pages of a list lead to the list";
  EXPECT_EQ(write({{"/a", "/a"}}), "news.redirect_loop");
  EXPECT_EQ(write({{"/a", "/b"}, {"/b", "/a"}}), "news.redirect_loop");
  EXPECT_EQ(write({{"/a", "/b"}, {"/b", "/c"}}), "news.redirect_chain");
  EXPECT_EQ(write({{"/a", "/tin-tuc-su-kien"}}), "news.redirect_chain");
  EXPECT_EQ(write({{"/tin-tuc", "/tin-moi"}}), "news.redirect_chain") << "an old one would lead on";
  EXPECT_EQ(write({{"/tin-tuc", "/tin-tuc-su-kien"}}), "news.redirect_loop");
  EXPECT_EQ(write({{"/a", "https://example.org/"}}), "news.redirect_target");
  EXPECT_EQ(write({{"/a", "//example.org/"}}), "news.redirect_target");
  EXPECT_EQ(write({{"", "/tin-tuc"}}), "news.redirect_address");
  EXPECT_EQ(write({{"/tin-tuc-su-kien", ""}}), "") << "it ends";
  EXPECT_EQ(articles()->moved_to("/tin-tuc-su-kien"), std::nullopt);
  // A loop that came in all the same is cut at reading.
  ArticleParts parts;
  parts.redirects = {{"/a", "/b"}, {"/b", "/a"}};
  EXPECT_EQ(ArticleRegister(std::move(parts), 1).moved_to("/a"), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(EachStore, ArchiveTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::newsroom
