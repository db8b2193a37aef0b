// Articles from draft to page, on each store.
#include <gtest/gtest.h>

#include "platform/storage/test_database.h"
#include "programme/newsroom/article_file.h"
#include "programme/newsroom/article_store.h"
#include "programme/newsroom/correct_article.h"
#include "programme/newsroom/news_routes.h"
#include "programme/newsroom/settle_figure.h"
#include "programme/newsroom/take_step.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

constexpr long long now_ms = 1'760'000'000'000;
const std::string claim_id = "0198c0de-0000-7000-8000-000000000001";

const ClaimText known_claim = [](const std::string& id) -> std::optional<std::string> {
  return id == claim_id ? std::optional<std::string>("5.860 xã") : std::nullopt;
};

TEST(Render, MakesLinksOfClaims) {
  EXPECT_EQ(render_body("Có {{claim:" + claim_id + "}} đạt.", known_claim),
            "<p>Có <a class=\"claim\" href=\"/so-lieu/" + claim_id + "\">5.860 xã</a> đạt.</p>\n");
  EXPECT_EQ(render_line("<b> {{claim:" + claim_id + "|5 & 6}}", known_claim),
            "&lt;b&gt; <a class=\"claim\" href=\"/so-lieu/" + claim_id + "\">5 &amp; 6</a>");
  EXPECT_EQ(plain_line("{{claim:" + claim_id + "|71,3 %}} số xã", known_claim), "71,3 % số xã");
  EXPECT_EQ(render_body("{{claim:other|925 xã}}", known_claim), "<p>925 xã</p>\n") << "no link to nowhere";
}

TEST(Render, LetsNoRawHtmlThrough) {
  const std::string html = render_body(
      "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=x>y</b> {{claim:\"><script>|<i>}}\n\n# Mục",
      {});
  EXPECT_EQ(html.find("<script"), std::string::npos) << html;
  EXPECT_EQ(html.find("javascript:"), std::string::npos) << html;
  EXPECT_EQ(html.find("onclick"), std::string::npos) << html;
  EXPECT_NE(html.find("<h2>Mục</h2>"), std::string::npos) << html;
  const std::string nested = render_body("[đọc {{claim:" + claim_id + "}}](https://example.org \"{{claim:" + claim_id +
                                             "}}\") ![{{claim:" + claim_id + "}}](a.png)",
                                         known_claim);
  EXPECT_EQ(nested.find("class=\"claim\""), std::string::npos) << "no link inside a link or an attribute: " << nested;
}

TEST(ArticleFile, ReadsFrontMatterAndResolvesClaims) {
  const auto resolve = [](const std::string& key) -> std::optional<std::string> {
    return key == "VN/2022-10-31/communes_ntm" ? std::optional(claim_id) : std::nullopt;
  };
  const auto draft = load_article_file(
      "---\ntitle: \"Đọc một tỷ lệ\"\ndate: 2025-11-28\ncategory: guidance\nlead: Một câu.\ndemonstration: "
      "true\n---\n\n"
      "Có {{claim:VN/2022-10-31/communes_ntm|5.860 xã}}.\n",
      "2025-11-28-doc-mot-ty-le.md", resolve);
  ASSERT_TRUE(draft) << full_message(draft.error(), Language::en);
  EXPECT_EQ(draft->article.slug, "2025-11-28-doc-mot-ty-le");
  EXPECT_EQ(draft->article.category, Category::guidance);
  EXPECT_EQ(draft->article.body, "Có {{claim:" + claim_id + "|5.860 xã}}.\n");
  EXPECT_TRUE(draft->article.is_demonstration);
  EXPECT_EQ(load_article_file("no front", "a.md", resolve).error().code, "news.front_matter_missing");
  EXPECT_EQ(load_article_file("---\n: [\n---\n", "a.md", resolve).error().code, "news.front_matter_malformed");
  EXPECT_EQ(load_article_file("---\nauthor: x\n---\n", "a.md", resolve).error().code, "news.front_matter_key");
  EXPECT_EQ(load_article_file("---\ntitle: x\n---\n{{claim:zzz}}", "a.md", resolve).error().code,
            "news.claim_unresolved");
}

class ArticleTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database());
  }
  std::shared_ptr<const ArticleRegister> articles(std::optional<audit::EventNumber> known_at = std::nullopt) {
    auto loaded = load_articles(database(), known_at ? *known_at : audit::head(database())->number);
    EXPECT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  static ArticleDraft draft_of(const std::string& title, std::optional<Date> day = std::nullopt) {
    ArticleDraft draft;
    draft.article.title = title;
    draft.article.lead = "Mở đầu của " + title + ": có 5.860 xã (71,3%) đạt chuẩn.";
    draft.article.date = day;
    draft.article.status = day ? ArticleStatus::published : ArticleStatus::draft;
    return draft;
  }
  RecordedArticles record(std::vector<ArticleDraft> drafts) {
    auto recorded = record_articles(*writer_, actor_, std::move(drafts), "test", now_ms);
    EXPECT_TRUE(recorded) << full_message(recorded.error(), Language::en);
    return recorded ? *recorded : RecordedArticles{};
  }

  std::unique_ptr<commands::Writer> writer_;
  const access::Actor actor_ = access::Actor::local_operator();
};

TEST_P(ArticleTest, GivesEachArticleOneAddressForEver) {
  const auto recorded = record({draft_of("Tin chung"), draft_of("Tin  chung!"), draft_of("???")});
  EXPECT_EQ(recorded.added, 3U);
  const auto known = articles();
  EXPECT_EQ(known->with_id(recorded.ids[0].text())->slug, "tin-chung");
  EXPECT_EQ(known->with_id(recorded.ids[1].text())->slug, "tin-chung-2");
  EXPECT_EQ(known->with_id(recorded.ids[2].text())->slug, "tin");
  Article changed = *known->find("tin-chung");
  changed.title = "Tiêu đề khác hẳn";
  ASSERT_TRUE(revise_draft(*writer_, actor_, changed));
  EXPECT_EQ(articles()->find("tin-chung")->title, "Tiêu đề khác hẳn");
  EXPECT_EQ(articles()->find("tin-chung")->version, 2);
  EXPECT_EQ(articles()->drafts().size(), 3U);
}

TEST_P(ArticleTest, RecordsTheSameOnce) {
  auto file = draft_of("Từ tệp", Date::of(2025, 11, 20));
  file.article.slug = "tu-tep";
  const auto first = record({file});
  EXPECT_EQ(record({file}).event, 0);
  file.article.lead += " Thêm.";
  EXPECT_EQ(record({file}).ids, first.ids);
  EXPECT_EQ(articles()->versions(first.ids[0].text()).size(), 2U);
  EXPECT_EQ(articles(first.event)->find("tu-tep")->version, 1) << "as it was known";
  const auto listing = record({draft_of("Từ danh sách")});
  EXPECT_EQ(record({draft_of("Từ danh sách")}).unchanged, 1U) << "the same lead is the same item";
  EXPECT_EQ(record({draft_of("Từ danh sách")}).ids, listing.ids);
}

TEST_P(ArticleTest, PagesByEightAndDoesNotShift) {
  std::vector<ArticleDraft> drafts;
  for (unsigned day = 1; day <= 20; ++day) {
    drafts.push_back(draft_of("Tin ngày " + std::to_string(day), Date::of(2025, 10, day)));
  }
  record(drafts);
  auto known = articles();
  const auto first = known->page(std::nullopt);
  ASSERT_EQ(first.articles.size(), 8U);
  EXPECT_EQ(first.articles[0]->title, "Tin ngày 20");
  ASSERT_TRUE(first.next);
  record({draft_of("Tin mới", Date::of(2025, 11, 1))});
  known = articles();
  const auto second = known->page(first.next);
  EXPECT_EQ(second.articles.at(0)->title, "Tin ngày 12") << "news that came in does not push the page";
  const auto third = known->page(second.next);
  EXPECT_EQ(third.articles.size(), 4U);
  EXPECT_FALSE(third.next);
  EXPECT_TRUE(known->page(std::nullopt, 8, Category::ocop).articles.empty());
}

TEST_P(ArticleTest, PublishesOnlyWhatAnEditorHasSettled) {
  auto draft = draft_of("Cắt từ đoạn đầu");
  draft.article.is_working_title = true;
  DraftFigure figure;
  figure.position = 1;
  figure.text = "5.860 xã (71,3%)";
  draft.figures = {figure};
  const auto id = record({draft}).ids.at(0);
  const Date day = Date::of(2025, 11, 20);
  EXPECT_EQ(publish_article(*writer_, actor_, id, day).error().code, "news.working_title");
  Article titled = *articles()->with_id(id.text());
  titled.title = "Cả nước có bao nhiêu xã đạt chuẩn";
  titled.is_working_title = false;
  ASSERT_TRUE(revise_draft(*writer_, actor_, titled));
  EXPECT_EQ(publish_article(*writer_, actor_, id, day).error().code, "news.figures_open");
  EXPECT_EQ(confirm_figure(*writer_, actor_, id, 2, claim_id).error().code, "news.unknown_figure");
  EXPECT_EQ(confirm_figure(*writer_, actor_, id, 1, "no-uuid").error().code, "news.claim_unresolved");
  ASSERT_TRUE(confirm_figure(*writer_, actor_, id, 1, claim_id));
  EXPECT_EQ(reject_figure(*writer_, actor_, id, 1).error().code, "news.figure_settled");
  ASSERT_TRUE(publish_article(*writer_, actor_, id, day));
  EXPECT_EQ(publish_article(*writer_, actor_, id, day).error().code, "news.already_published");
  const auto known = articles();
  const Article* article = known->with_id(id.text());
  EXPECT_NE(article->lead.find("{{claim:" + claim_id + "|5.860 xã (71,3%)}}"), std::string::npos) << article->lead;
  EXPECT_EQ(known->naming_claim(claim_id).size(), 1U);
  EXPECT_EQ(revise_draft(*writer_, actor_, *article).error().code, "news.already_published");
  Article corrected = *article;
  corrected.title = "Cả nước có bao nhiêu xã đạt chuẩn (đã sửa)";
  EXPECT_EQ(correct_article(*writer_, actor_, corrected, "").error().code, "news.no_correction");
  ASSERT_TRUE(correct_article(*writer_, actor_, corrected, "Sửa tiêu đề"));
  const auto later = articles();
  EXPECT_EQ(later->published(article->slug)->status, ArticleStatus::corrected);
  EXPECT_EQ(later->versions(id.text()).size(), 5U) << "every version stays";
}

// Whoever is asked about is written down; everybody may.
commands::Permit permit_all(std::vector<access::Ask>& asked) {
  return [&asked](storage::Database&, const access::Actor&, const access::Ask& ask) -> Result<commands::Permission> {
    asked.push_back(ask);
    return commands::Permission{};
  };
}

TEST_P(ArticleTest, ThatSomebodyWroteIsApprovedBySomebodyElse) {
  std::vector<access::Ask> asked;
  commands::Writer writer(database(), {}, permit_all(asked));
  const auto an = access::Actor::of_account("an"), binh = access::Actor::of_account("binh");
  const auto recorded = record_articles(writer, an, {draft_of("Bài của An")}, "", now_ms, "06001");
  ASSERT_TRUE(recorded) << full_message(recorded.error(), Language::en);
  const ArticleId id = recorded->ids.at(0);
  EXPECT_EQ(asked.at(0).act + " " + asked.at(0).unit, "news.write 06001");
  const Date day = Date::of(2025, 11, 20);
  const auto chi = access::Actor::of_account("chi");
  const auto step = [&](const access::Actor& actor, Step taken) {
    StepOrder order;
    order.step = taken;
    order.privacy = {"none", "", "none", ""};
    order.today = day;
    return take_step(writer, actor, *articles()->with_id(id.text()), order);
  };
  Article changed = *articles()->with_id(id.text());
  changed.lead = "Bình sửa";
  EXPECT_EQ(revise_draft(writer, binh, changed, "06001").error().code, "news.not_writer") << "for one unit: own drafts";
  ASSERT_TRUE(revise_draft(writer, binh, changed)) << "for the whole: any draft";
  ASSERT_TRUE(step(binh, Step::edit));
  ASSERT_TRUE(step(binh, Step::check_figures));
  ASSERT_TRUE(step(binh, Step::check_privacy));
  EXPECT_EQ(step(an, Step::approve).error().code, "news.second_person");
  EXPECT_EQ(step(binh, Step::approve).error().code, "news.second_person") << "who changed it wrote it";
  ASSERT_TRUE(step(chi, Step::approve));
  EXPECT_EQ(step(an, Step::publish).error().code, "news.second_person");
  ASSERT_TRUE(step(chi, Step::publish));
  ArticleDraft at_once = draft_of("Đăng ngay");
  at_once.article.status = ArticleStatus::published;
  at_once.article.date = day;
  asked.clear();
  ASSERT_TRUE(record_articles(writer, an, {at_once}, "", now_ms));
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[1].act, "news.publish");
}

TEST_P(ArticleTest, AnswersAKeyUsedAgainWithTheSameArticle) {
  commands::Asked asked(actor_);
  asked.idempotency_key = "once";
  const auto first = record_articles(*writer_, asked, {draft_of("Một lần")}, "", now_ms);
  const auto again = record_articles(*writer_, asked, {draft_of("Một lần")}, "", now_ms + 5);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->ids, again->ids);
  EXPECT_EQ(first->event, again->event);
}

TEST_P(ArticleTest, AnswersOverHttp) {
  std::vector<ArticleDraft> drafts = {draft_of("Bản nháp")};
  for (unsigned day = 1; day <= 9; ++day)
    drafts.push_back(draft_of("Tin " + std::to_string(day), Date::of(2025, 10, day)));
  drafts[9].article.body = "Có {{claim:" + claim_id + "}}.";
  record(drafts);
  http::Router router;
  add_news_routes(
      router,
      [this](std::optional<audit::EventNumber> known_at) -> Result<std::shared_ptr<const ArticleRegister>> {
        return articles(known_at);
      },
      known_claim);
  const auto get = [&](const std::string& target) { return router.answer(*http::parse_target(target)); };
  const auto first = *parse_json(get("/api/v1/news").body);
  ASSERT_EQ(first.at("articles").as_array().size(), 8U);
  const auto second = *parse_json(get("/api/v1/news?cursor=" + std::string(first.at("next_cursor").as_string())).body);
  EXPECT_EQ(second.at("articles").as_array().size(), 1U);
  EXPECT_TRUE(second.at("next_cursor").is_null());
  const auto one = *parse_json(get("/api/v1/news/tin-9").body);
  EXPECT_NE(one.at("body_html").as_string().find("href=\"/so-lieu/" + claim_id), std::string::npos);
  EXPECT_EQ(one.at("claims").as_array().size(), 1U);
  EXPECT_EQ(get("/api/v1/news/ban-nhap").status, 404) << "a draft is not public";
  EXPECT_EQ(get("/api/v1/news?cursor=x").status, 400);
  EXPECT_EQ(get("/api/v1/news?category=sport").status, 422);
}

INSTANTIATE_TEST_SUITE_P(EachStore, ArticleTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::newsroom
