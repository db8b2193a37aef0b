#include <gmock/gmock.h>

#include "outputs/app/app_routes.h"

namespace luytre::staff_app {
namespace {

using testing::HasSubstr;
using testing::Not;

http::Request request_for(const std::string& target) { return http::parse_target(target).value(); }

http::Router router_over(Files files) {
  http::Router router;
  add_app_routes(router, std::move(files));
  return router;
}

std::string header_of(const http::Response& response, std::string_view name) {
  return std::string(response.header(name));
}

TEST(Pack, its_list_describes_its_bytes_to_the_last_one) {
  const auto files = read_pack("luytre-pack 1\n3 a.js\n0 empty\n4 tep/b c.css\n\nabcd{} ");
  ASSERT_TRUE(files);
  EXPECT_EQ(files->at("a.js"), "abc");
  EXPECT_EQ(files->at("empty"), "");
  EXPECT_EQ(files->at("tep/b c.css"), "d{} ");
  for (const char* wrong :
       {"", "luytre-pack 2\n\n", "luytre-pack 1\n", "luytre-pack 1\n3 a\n\nab", "luytre-pack 1\n3 a\n\nabcd",
        "luytre-pack 1\nx a\n\n", "luytre-pack 1\n3\n\nabc", "luytre-pack 1\n3 \n\nabc", "luytre-pack 1\n-1 a\n\n",
        "luytre-pack 1\n1 a\n1 a\n\nab", "luytre-pack 1\n99999999999999999999999 a\n\nab"}) {
    EXPECT_FALSE(read_pack(wrong)) << wrong;
  }
}

const Files sample = {{"index.html", "<!DOCTYPE html>"},
                      {"sw.js", "1"},
                      {"manifest.webmanifest", "{}"},
                      {"tep/a-1.js", "2"},
                      {"tep/w-1.mjs", "3"},
                      {"tep/a-1.css", "b{}"},
                      {"tep/i-1.svg", "<svg/>"},
                      {"tep/f-1.woff2", "4"}};

TEST(StaffApp, every_screen_is_the_one_page_under_its_policy) {
  const auto router = router_over(sample);
  for (const char* path : {"/lam-viec", "/lam-viec/06001", "/lam-viec/so-lieu/06001/2025-12-31", "/lam-viec?x=1.js"}) {
    const auto response = router.answer(request_for(path));
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body, "<!DOCTYPE html>");
    EXPECT_EQ(header_of(response, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header_of(response, "Cache-Control"), "no-cache");
    const std::string policy = header_of(response, "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'self'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    EXPECT_THAT(header_of(response, "Permissions-Policy"), HasSubstr("microphone=(self)"));
    EXPECT_THAT(header_of(response, "Permissions-Policy"), HasSubstr("geolocation=()"));
  }
  for (const char* path : {"/lam-viec/index.html", "/lam-viec/x.js", "/lam-viec/tep", "/lam-viec/tep/none.js",
                           "/lam-viec/tep/a/b", "/lam-viec/tep/..%2Findex.html", "/lam-viec/a/b/c/d/e/f/g"}) {
    EXPECT_EQ(router.answer(request_for(path)).status, 404) << path;
  }
}

TEST(StaffApp, files_with_a_hash_are_kept_for_ever_with_their_media_type) {
  const auto router = router_over(sample);
  const std::vector<std::pair<std::string, std::string>> expected = {{"a-1.js", "text/javascript; charset=utf-8"},
                                                                     {"w-1.mjs", "text/javascript; charset=utf-8"},
                                                                     {"a-1.css", "text/css; charset=utf-8"},
                                                                     {"i-1.svg", "image/svg+xml"},
                                                                     {"f-1.woff2", "font/woff2"}};
  for (const auto& [file, type] : expected) {
    const auto response = router.answer(request_for("/lam-viec/tep/" + file));
    EXPECT_EQ(response.status, 200) << file;
    EXPECT_EQ(header_of(response, "Content-Type"), type);
    EXPECT_THAT(header_of(response, "Cache-Control"), HasSubstr("immutable")) << file;
  }
}

TEST(StaffApp, the_worker_rules_over_the_page_and_is_asked_for_again) {
  const auto router = router_over(sample);
  const auto worker = router.answer(request_for("/lam-viec/sw.js"));
  EXPECT_EQ(worker.status, 200);
  EXPECT_EQ(header_of(worker, "Service-Worker-Allowed"), "/lam-viec");
  EXPECT_EQ(header_of(worker, "Cache-Control"), "no-cache");
  const auto manifest = router.answer(request_for("/lam-viec/manifest.webmanifest"));
  EXPECT_EQ(header_of(manifest, "Content-Type"), "application/manifest+json");
  EXPECT_THAT(header_of(manifest, "Cache-Control"), Not(HasSubstr("immutable")));
}

TEST(StaffApp, the_built_app_names_only_files_that_it_has_and_no_inline_script) {
  const auto files = built_app();
  ASSERT_TRUE(files) << full_message(files.error(), Language::en);
  for (const char* path : {"index.html", "sw.js", "manifest.webmanifest"}) ASSERT_TRUE(files->count(path)) << path;
  const std::string_view page = files->at("index.html");
  const std::string_view address = "\"/lam-viec/";
  int named = 0;
  for (std::size_t at = page.find(address); at != page.npos; at = page.find(address, at + 1)) {
    const std::size_t start = at + address.size();
    EXPECT_TRUE(files->count(page.substr(start, page.find('"', start) - start))) << page.substr(start, 40);
    ++named;
  }
  EXPECT_GE(named, 4) << "script, style sheet, icon, manifest";
  EXPECT_THAT(std::string(page), Not(HasSubstr("<style")));
  EXPECT_THAT(std::string(page), Not(testing::ContainsRegex("<script[^>]*>[^<]")));
}

}  // namespace
}  // namespace luytre::staff_app
