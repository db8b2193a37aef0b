// Pictures: what may come in, what is kept of it, who sees it, and how it goes.
#include <gd.h>
#include <gtest/gtest.h>

#include <memory>

#include "platform/storage/test_database.h"
#include "programme/evidence/photo.h"
#include "programme/evidence/photo_for_tests.h"
#include "programme/newsroom/article_store.h"
#include "programme/newsroom/image_routes.h"
#include "programme/newsroom/image_store.h"
#include "programme/newsroom/take_down_image.h"
#include "programme/newsroom/take_step.h"
#include "programme/newsroom/write_articles.h"
#include "programme/newsroom/write_images.h"

namespace luytre::newsroom {
namespace {

constexpr long long now_ms = 1'760'000'000'000;

struct DestroyImage {
  void operator()(gdImagePtr image) const { gdImageDestroy(image); }
};

// Red on the left half, blue on the right.
std::string drawn(int width, int height, bool as_png = false) {
  const std::unique_ptr<gdImage, DestroyImage> image(gdImageCreateTrueColor(width, height));
  gdImageFilledRectangle(image.get(), 0, 0, width / 2, height, gdTrueColor(255, 0, 0));
  gdImageFilledRectangle(image.get(), width / 2, 0, width, height, gdTrueColor(0, 0, 255));
  int size = 0;
  void* data = as_png ? gdImagePngPtr(image.get(), &size) : gdImageJpegPtr(image.get(), &size, 90);
  std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  gdFree(data);
  return bytes;
}

// As a camera writes it: with time, place, and held on its side.
std::string with_exif(const std::string& jpeg, unsigned orientation) {
  const std::string app1 =
      std::string("Exif\0\0", 6) +
      evidence::exif_of("2025:08:09 10:20:30", evidence::angle(22, 17, 2514), evidence::angle(106, 30, 0), orientation);
  return jpeg.substr(0, 2) + "\xff\xe1" + evidence::number16(static_cast<unsigned>(app1.size() + 2)) + app1 +
         jpeg.substr(2);
}

TEST(PrepareImage, KeepsThePictureAndNothingThatTheFileSaid) {
  const std::string sent = with_exif(drawn(2400, 1200), 1);
  ASSERT_FALSE(evidence::read_photo(sent, "image/jpeg").latitude.empty()) << "it says where it was taken";
  const auto made = prepare_image(sent);
  ASSERT_TRUE(made) << full_message(made.error(), Language::en);
  EXPECT_EQ(made->large.width, large_width_max);
  EXPECT_EQ(made->large.height, 600);
  EXPECT_EQ(made->small.width, small_width_max);
  EXPECT_EQ(made->small.height, 240);
  for (const std::string* bytes : {&made->large.bytes, &made->small.bytes}) {
    EXPECT_EQ(bytes->find("Exif"), std::string::npos);
    const auto facts = evidence::read_photo(*bytes, "image/jpeg");
    EXPECT_TRUE(facts.latitude.empty() && facts.taken_at.empty());
    EXPECT_GT(facts.width, 0);
  }
  EXPECT_EQ(made->digest.size(), 64U);
  EXPECT_EQ(prepare_image(sent)->digest, made->digest) << "the same bytes make the same address";
  EXPECT_EQ(prepare_image(drawn(100, 50, true))->large.width, 100) << "small ones are not blown up";
}

TEST(PrepareImage, TurnsThePictureAsTheCameraWas) {
  const auto made = prepare_image(with_exif(drawn(1600, 800), 6));
  ASSERT_TRUE(made);
  EXPECT_LT(made->large.width, made->large.height);
  EXPECT_LE(made->large.width, large_width_max);
  auto bytes = made->large.bytes;
  const std::unique_ptr<gdImage, DestroyImage> shown(
      gdImageCreateFromJpegPtr(static_cast<int>(bytes.size()), bytes.data()));
  const int above = gdImageGetTrueColorPixel(shown.get(), made->large.width / 2, 10);
  const int below = gdImageGetTrueColorPixel(shown.get(), made->large.width / 2, made->large.height - 10);
  EXPECT_GT(gdTrueColorGetRed(above), 200) << "what was left is up";
  EXPECT_GT(gdTrueColorGetBlue(below), 200);
}

TEST(PrepareImage, RefusesWhatIsNoPictureOrTooLarge) {
  const auto code = [](const std::string& bytes) { return prepare_image(bytes).error().code; };
  EXPECT_EQ(code(""), "news.image_not_a_picture");
  EXPECT_EQ(code("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"), "news.image_not_a_picture");
  EXPECT_EQ(code("%PDF-1.4\n"), "news.image_not_a_picture");
  EXPECT_EQ(code(std::string(image_bytes_max + 1, 'x')), "news.image_too_large");
  const std::string jpeg = drawn(64, 64);
  EXPECT_EQ(code(jpeg.substr(0, 40)), "news.image_broken");
  // A head that promises more than may be decoded is refused before anything is decoded.
  EXPECT_EQ(code(evidence::photo_of("", 20'000, 20'000)), "news.image_too_many_pixels");
  EXPECT_EQ(code(evidence::photo_of("", 640, 480)), "news.image_broken") << "a head without a picture";
}

ArticleImage said() {
  ArticleImage image;
  image.alt = "Bà con làm đường";
  image.credit = "Ảnh: Lan";
  return image;
}

TEST(CheckImage, AsksForWordsCreditRightAndConsent) {
  const auto code = [](auto change) {
    ArticleImage image = said();
    change(image);
    const auto checked = check_image(image);
    return checked ? std::string() : checked.error().code;
  };
  EXPECT_EQ(code([](ArticleImage&) {}), "");
  EXPECT_EQ(code([](ArticleImage& one) { one.alt.clear(); }), "news.image_no_alt");
  EXPECT_EQ(code([](ArticleImage& one) { one.alt.clear(), one.is_decorative = true; }), "");
  EXPECT_EQ(code([](ArticleImage& one) { one.credit.clear(); }), "news.image_no_credit");
  EXPECT_EQ(code([](ArticleImage& one) { one.permission = Permission::licence; }), "news.image_no_source");
  EXPECT_EQ(code([](ArticleImage& one) { one.people = ShownPeople::consent; }), "news.image_no_consent");
  EXPECT_EQ(code([](ArticleImage& one) { one.people = ShownPeople::crowd; }), "");
  EXPECT_EQ(code([](ArticleImage& one) { one.has_children = true, one.people = ShownPeople::crowd; }),
            "news.image_children");
  EXPECT_EQ(code([](ArticleImage& one) {
              one.has_children = true, one.people = ShownPeople::guardian, one.consent = "phiếu 7";
            }),
            "");
}

TEST(Render, ShowsTheArticlesOwnPicturesOnly) {
  ArticleImage image = said();
  image.digest = std::string(64, 'a');
  image.caption = "Làm đường <ở> thôn";
  image.width = 1200;
  image.small_width = 480;
  const ImageWords words = [&](const std::string& id) { return id == "one" ? &image : nullptr; };
  const std::string html = render_body(
      "Trước.\n\n![x](image:one)\n\n![y](image:two)\n\n![z](https://example.org/a.png) sau, ![x](image:one) giữa", {},
      words);
  EXPECT_NE(html.find("<figure class=\"picture\"><img src=\"/hinh-anh/aaaa"), std::string::npos) << html;
  EXPECT_NE(html.find("alt=\"Bà con làm đường\""), std::string::npos);
  EXPECT_NE(html.find("Làm đường &lt;ở&gt; thôn <span class=\"credit\">Ảnh: Lan</span>"), std::string::npos);
  EXPECT_EQ(html.find("example.org"), std::string::npos) << "nothing is asked of a third party: " << html;
  EXPECT_EQ(html.find("image:"), std::string::npos) << html;
  EXPECT_EQ(html.find("<p><figure"), std::string::npos);
}

class ImagesTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    ArticleDraft draft;
    draft.article.title = "Có ảnh";
    draft.article.lead = "Một đoạn.";
    id_ = record_articles(*writer_, actor_, {draft}, "", now_ms)->ids.at(0);
  }
  std::shared_ptr<const ArticleRegister> articles() {
    return *load_articles(database(), audit::head(database())->number);
  }
  Article newest() { return *articles()->with_id(id_.text()); }

  std::unique_ptr<commands::Writer> writer_;
  ArticleId id_;
  const access::Actor actor_ = access::Actor::local_operator();
};

TEST_P(ImagesTest, AreAddedDescribedAndTakenOut) {
  const auto prepared = prepare_image(drawn(600, 300));
  ASSERT_TRUE(prepared);
  const auto added = add_image(*writer_, actor_, newest(), said(), *prepared, now_ms);
  ASSERT_TRUE(added) << full_message(added.error(), Language::en);
  ASSERT_EQ(articles()->images(id_.text()).size(), 1U);
  ArticleImage image = *articles()->images(id_.text()).front();
  EXPECT_EQ(image.width, 600);
  EXPECT_EQ(*find_image_bytes(database(), image.id, ImageSize::small).value(), prepared->small.bytes);
  image.alt = "Con đường mới";
  ASSERT_TRUE(change_image(*writer_, actor_, newest(), image));
  EXPECT_EQ(articles()->images(id_.text()).front()->alt, "Con đường mới");
  image.is_removed = true;
  ASSERT_TRUE(change_image(*writer_, actor_, newest(), image));
  EXPECT_TRUE(articles()->images(id_.text()).empty());
  EXPECT_EQ(change_image(*writer_, actor_, newest(), image).error().code, "news.unknown_image");
  ASSERT_TRUE(publish_article(*writer_, actor_, id_, Date::of(2025, 11, 20)));
  EXPECT_EQ(add_image(*writer_, actor_, newest(), said(), *prepared, now_ms).error().code, "news.already_published");
}

TEST_P(ImagesTest, OfPeopleGoBackToThePrivacyCheck) {
  const auto take = [&](Step step) {
    StepOrder order;
    order.step = step;
    order.privacy = {"none", "", "none", ""};
    return take_step(*writer_, actor_, newest(), order);
  };
  ASSERT_TRUE(take(Step::edit));
  ASSERT_TRUE(take(Step::check_figures));
  ASSERT_TRUE(take(Step::check_privacy));
  ArticleImage image = said();
  image.people = ShownPeople::consent;
  image.consent = "phiếu 7";
  const auto added = add_image(*writer_, actor_, newest(), image, *prepare_image(drawn(60, 30)), now_ms);
  ASSERT_TRUE(added && added->written.fell_back);
  EXPECT_EQ(added->written.fell_back->to, Stage::fact_checked);
  EXPECT_EQ(take(Step::check_privacy).error().code, "news.people_identifiable");
}

TEST_P(ImagesTest, AreShownWithTheirArticleAndGoneWhenTakenDown) {
  const auto prepared = prepare_image(drawn(600, 300));
  ASSERT_TRUE(add_image(*writer_, actor_, newest(), said(), *prepared, now_ms));
  const ArticleImage image = *articles()->images(id_.text()).front();
  http::Router router;
  const ArticleDoors doors{[this](auto) -> Result<std::shared_ptr<const ArticleRegister>> { return articles(); },
                           {},
                           {},
                           *writer_,
                           access::local_operator_only,
                           [] { return Date::of(2025, 11, 20); },
                           [] { return now_ms; }};
  add_image_routes(router, {doors, [this](const auto& work) { return work(database()); }});
  const auto get = [&](const std::string& target, const access::Actor& actor = access::Actor::nobody()) {
    auto request = *http::parse_target(target);
    request.method = "GET";
    request.actor = actor;
    return router.answer(request);
  };
  EXPECT_EQ(get(image.large_address()).status, 404) << "a draft's picture is not public";
  const auto seen = get(image.large_address(), actor_);
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.header("Cache-Control"), "private, no-store");
  ASSERT_TRUE(publish_article(*writer_, actor_, id_, Date::of(2025, 11, 20)));
  const auto shown = get(image.small_address());
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body, prepared->small.bytes);
  EXPECT_NE(shown.header("Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(get("/hinh-anh/" + std::string(64, '0') + "-l.jpg").status, 404);
  EXPECT_EQ(get("/hinh-anh/passwd").status, 404);
  EXPECT_EQ(take_down_image(*writer_, actor_, "no-such", "xin gỡ").error().code, "news.unknown_image");
  EXPECT_EQ(take_down_image(*writer_, actor_, image.id, "").error().code, "news.no_reason");
  ASSERT_TRUE(take_down_image(*writer_, actor_, image.large_address(), "người trong ảnh xin gỡ"));
  EXPECT_EQ(get(image.large_address()).status, 410);
  EXPECT_EQ(get(image.small_address(), actor_).status, 410) << "its bytes are gone for everybody";
  EXPECT_FALSE(find_image_bytes(database(), image.id, ImageSize::large).value());
  EXPECT_TRUE(articles()->images(id_.text()).empty());
  EXPECT_NE(articles()->published("co-anh"), nullptr) << "the text stays";
  EXPECT_EQ(take_down_image(*writer_, actor_, image.id, "nữa").error().code, "news.image_taken_down");
}

TEST_P(ImagesTest, BytesAreNotRemovedOtherwise) {
  ASSERT_TRUE(add_image(*writer_, actor_, newest(), said(), *prepare_image(drawn(60, 30)), now_ms));
  EXPECT_EQ(remove_image_bytes(database(), articles()->images(id_.text()).front()->id).error().code,
            "storage.append_only");
}

INSTANTIATE_TEST_SUITE_P(EachStore, ImagesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::newsroom
