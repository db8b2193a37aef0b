#include "outputs/portal/portal_routes.h"

#include <gmock/gmock.h>

#include <cmath>

#include "base/resources.h"
#include "outputs/drawing/places.h"
#include "outputs/portal/templates.h"
#include "outputs/portal/words.h"
#include "platform/storage/temporary_database.h"

namespace luytre::portal {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

http::Request request_for(const std::string& target) { return http::parse_target(target).value(); }

// The pages over a database that nothing was loaded into, not even what it is.
class EmptySite : public testing::Test {
 protected:
  void SetUp() override {
    auto made = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(made) << full_message(made.error(), Language::en);
    database_ = std::move(*made);
    ASSERT_TRUE(storage::migrate(database_->database()));
    auto snapshot = record::load_snapshot(database_->database());
    ASSERT_TRUE(snapshot) << full_message(snapshot.error(), Language::en);
    add_portal_routes(
        router_,
        [known = *snapshot](std::optional<audit::EventNumber>) {
          return Result<std::shared_ptr<const record::Snapshot>>(known);
        },
        [] { return Date::of(2025, 12, 31); });
  }

  std::unique_ptr<storage::TemporaryDatabase> database_;
  http::Router router_;
};

TEST_F(EmptySite, every_list_page_stands_and_says_that_there_is_nothing_yet) {
  for (const char* path :
       {"/", "/en", "/xa", "/xa?q=cao+loc", "/tin-tuc", "/so-lieu", "/luat", "/gioi-thieu", "/du-lieu"}) {
    const http::Response response = router_.answer(request_for(path));
    EXPECT_EQ(response.status, 200) << path << "\n" << response.body;
    EXPECT_THAT(response.body, HasSubstr("</html>")) << path;
    EXPECT_THAT(response.body, Not(HasSubstr("[["))) << path;
  }
  EXPECT_THAT(router_.answer(request_for("/tin-tuc")).body, HasSubstr(say("portal.news.empty", Language::vi)));
}

TEST_F(EmptySite, what_is_not_there_is_a_page_with_its_status) {
  for (const char* path : {"/khong-co", "/xa/06001-doan-ket", "/tin-tuc/khong-co", "/so-lieu/khong-co",
                           "/so-lieu/VN/2025/x", "/luat/khong/co", "/so-lieu/tinh?loai=don-vi", "/en/xa/06001"}) {
    const http::Response response = router_.answer(request_for(path));
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_THAT(std::string(response.header("Content-Type")), HasSubstr("text/html")) << path;
  }
  for (const char* path : {"/ban-do", "/ban-do.csv", "/ban-do/ca-nuoc", "/xep-hang", "/tinh", "/xa/06001/thon/x"})
    EXPECT_EQ(router_.answer(request_for(path)).status, 404) << path;
  for (const char* path :
       {"/ban-do?ngay=2003-12-31", "/xep-hang?ngay=2199-01-01", "/en/ban-do/ca-nuoc?ngay=1999-01-01"})
    EXPECT_EQ(router_.answer(request_for(path)).status, 422) << path;
  const http::Response wrong = router_.answer(request_for("/xa?ngay=hom-nay"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(router_.answer(request_for("/khong-co/%3Cscript%3E")).body, Not(HasSubstr("<script>")));
}

TEST_F(EmptySite, what_the_reader_typed_comes_back_escaped) {
  const http::Response response = router_.answer(request_for("/xa?q=%22%3E%3Cimg+src%3Dx%3E"));
  EXPECT_THAT(response.body, Not(HasSubstr("<img")));
  EXPECT_THAT(response.body, HasSubstr("&lt;img"));
}

TEST_F(EmptySite, the_style_sheet_is_kept_by_its_digest) {
  const http::Response versioned = router_.answer(request_for("/assets/portal.css?v=1"));
  EXPECT_EQ(versioned.status, 200);
  EXPECT_THAT(std::string(versioned.header("Cache-Control")), HasSubstr("immutable"));
  EXPECT_EQ(router_.answer(request_for("/assets/portal.css")).header("Cache-Control"), "no-cache");
  EXPECT_EQ(router_.answer(request_for("/assets/none.css")).status, 404);
}

TEST(Templates, parse_and_name_only_messages_that_exist) { EXPECT_THAT(Templates().faults(), IsEmpty()); }

TEST(Templates, an_empty_text_hides_what_stands_outside) {
  View view;
  set_text(view, "name", "");
  kainjow::mustache::mustache text("{{#name}}shown{{/name}}{{^name}}hidden{{/name}}");
  EXPECT_EQ(text.render(view), "hidden");
}

TEST(Words, numbers_dates_and_addresses_follow_the_language) {
  EXPECT_EQ(whole_text(8225, Language::vi), "8.225");
  EXPECT_EQ(whole_text(-1234567, Language::en), "-1,234,567");
  EXPECT_EQ(decimal_text(Decimal::from(713, 1), Language::vi), "71,3");
  EXPECT_EQ(decimal_text(Decimal::from(123456, 2), Language::en), "1,234.56");
  EXPECT_EQ(day_text(Date::of(2025, 6, 30), Language::vi), "30/06/2025");
  EXPECT_EQ(day_text(Date::of(2025, 6, 30), Language::en), "30 June 2025");
  EXPECT_EQ(day_text(Date::open_end(), Language::en), "");
  EXPECT_EQ(address("", "/", {}), "/");
  EXPECT_EQ(address("/en", "/", {{"ngay", "2025-06-30"}}), "/en?ngay=2025-06-30");
  EXPECT_EQ(address("", "/xa", {{"bo", "commune-ntm/2021-2025"}, {"none", ""}, {"q", "a&b"}}),
            "/xa?bo=commune-ntm/2021-2025&q=a%26b");
  EXPECT_EQ(name_in_sentence("Tỉnh Lạng Sơn", Language::vi), "tỉnh Lạng Sơn");
  EXPECT_EQ(name_in_sentence("Tỉnh Lạng Sơn", Language::en), "Lạng Sơn province");
  EXPECT_EQ(name_in_sentence("Xã Đoàn Kết", Language::vi), "xã Đoàn Kết");
}

TEST(Map, pushed_points_keep_apart_and_come_out_the_same_each_time) {
  std::vector<drawing::Corner> points;
  for (int i = 0; i < 40; ++i) points.push_back({200 + i % 7, 200 + i % 5});
  const auto once = drawing::pushed_apart(points, 20);
  const auto again = drawing::pushed_apart(points, 20);
  for (std::size_t a = 0; a < once.size(); ++a) {
    EXPECT_EQ(once[a].x, again[a].x);
    for (std::size_t b = a + 1; b < once.size(); ++b)
      EXPECT_GT(std::hypot(once[a].x - once[b].x, once[a].y - once[b].y), 15) << a << " and " << b;
  }
}

}  // namespace
}  // namespace luytre::portal
