#include "outputs/portal/page_cache.h"

#include <gmock/gmock.h>

namespace luytre::portal {
namespace {

using testing::HasSubstr;

http::Request reader(bool takes_gzip) {
  http::Request request = http::parse_target("/xa").value();
  request.method = "GET";
  if (takes_gzip) request.headers.emplace_back("accept-encoding", "gzip, br");
  return request;
}

http::Response page_of(char letter, std::size_t bytes) {
  return http::document_response("text/html", std::string(bytes, letter));
}

TEST(PageCache, gives_back_what_was_drawn_in_the_readers_encoding_under_one_etag) {
  PageCache cache;
  EXPECT_FALSE(cache.find("/xa 7", reader(false)));
  cache.keep("/xa 7", page_of('a', 5'000));
  const auto plain = cache.find("/xa 7", reader(false));
  const auto packed = cache.find("/xa 7", reader(true));
  ASSERT_TRUE(plain && packed);
  EXPECT_EQ(plain->body, std::string(5'000, 'a'));
  EXPECT_TRUE(plain->header("Content-Encoding").empty());
  EXPECT_EQ(packed->header("Content-Encoding"), "gzip");
  EXPECT_LT(packed->body.size(), 200U);
  EXPECT_EQ(plain->header("ETag"), packed->header("ETag"));
  EXPECT_FALSE(cache.find("/xa 8", reader(false))) << "another event is another page";

  http::Response finished = *packed;
  http::finish_response(reader(true), finished);
  EXPECT_EQ(finished.body, packed->body) << "compressed once";
  EXPECT_THAT(std::string(finished.header("Vary")), HasSubstr("Accept-Encoding"));
}

TEST(PageCache, leaves_alone_what_must_not_be_kept) {
  PageCache cache;
  http::Response own = page_of('a', 100);
  own.set("Cache-Control", "no-store");
  cache.keep("own", own);
  cache.keep("missing", http::document_response("text/html", "404", 404));
  cache.keep("moved", http::redirect_response("/xa"));
  EXPECT_EQ(cache.held_bytes(), 0U);
}

TEST(PageCache, holds_no_more_than_its_bytes_and_lets_go_what_was_asked_for_longest_ago) {
  PageCache cache(3'000);
  for (const char* key : {"a", "b", "c"}) cache.keep(key, page_of(*key, 900));
  ASSERT_TRUE(cache.find("a", reader(false)));
  cache.keep("d", page_of('d', 900));
  EXPECT_LE(cache.held_bytes(), 3'000U);
  EXPECT_TRUE(cache.find("a", reader(false)));
  EXPECT_FALSE(cache.find("b", reader(false)));
  cache.keep("large", page_of('x', 4'000));
  EXPECT_FALSE(cache.find("large", reader(false)));
}

}  // namespace
}  // namespace luytre::portal
