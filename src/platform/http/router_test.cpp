#include "platform/http/router.h"

#include <gmock/gmock.h>

#include "platform/http/openapi.h"
#include "platform/http/parameters.h"

namespace luytre::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Request request_for(const std::string& target, const std::string& method = "GET") {
  Request request = parse_target(target).value();
  request.method = method;
  return request;
}

Handler says(std::string text) {
  return [text](const Request& request) -> Result<Response> {
    return document_response("text/plain", text + request.captured_text("code"));
  };
}

Router small_router() {
  Router router;
  router.get("/", says("home"));
  router.get("/api/v1/units/{code}", says("unit "));
  router.get("/api/v1/units/count", says("count"));
  router.post("/api/v1/units/{code}", says("posted "));
  router.get("/api/v1/refused", [](const Request&) -> Result<Response> {
    return refuse("http.parameter_missing", {{"name", "set"}});
  });
  router.get("/broken", [](const Request&) -> Result<Response> { throw std::runtime_error("secret detail"); });
  return router;
}

TEST(Router, finds_the_most_exact_route_and_captures_names) {
  const Router router = small_router();
  EXPECT_EQ(router.answer(request_for("/")).body, "home");
  EXPECT_EQ(router.answer(request_for("/api/v1/units/count")).body, "count");
  EXPECT_EQ(router.answer(request_for("/api/v1/units/06001")).body, "unit 06001");
  EXPECT_EQ(router.answer(request_for("/api/v1/units/a%2Fb")).body, "unit a/b");
  EXPECT_EQ(router.answer(request_for("/api/v1/units/06001", "HEAD")).body, "unit 06001");
  EXPECT_EQ(router.answer(request_for("/api/v1/units/06001", "POST")).body, "posted 06001");
}

TEST(Router, answers_problems_for_what_it_does_not_know) {
  const Router router = small_router();
  const Response missing = router.answer(request_for("/api/v1/nothing"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.header("Content-Type"), "application/problem+json");
  const Response wrong_method = router.answer(request_for("/api/v1/units/06001", "DELETE"));
  EXPECT_EQ(wrong_method.status, 405);
  EXPECT_EQ(wrong_method.header("Allow"), "GET, HEAD, POST");
  const Response refused = router.answer(request_for("/api/v1/refused?lang=en"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("The required parameter “set” is missing."));
  const Response broken = router.answer(request_for("/broken"));
  EXPECT_EQ(broken.status, 500);
  EXPECT_THAT(broken.body, Not(HasSubstr("secret")));
}

TEST(Router, asks_no_doorkeeper_where_nobody_is_to_be_known) {
  Router router;
  router.set_doorkeeper([](Request& request) -> Done {
    request.form_token = "of a session";
    return refuse("http.not_found", {{"path", request.path}});
  });
  const auto who = [](const Request& request) -> Result<Response> {
    return document_response("text/plain", request.form_token + (request.actor.is_signed_in() ? "known" : "nobody"));
  };
  router.add_unasked("POST", "/open", who);
  router.post("/kept", who);
  const auto post = [&](const std::string& path) {
    Request request = request_for(path);
    request.method = "POST";
    return router.answer(request);
  };
  EXPECT_EQ(post("/open").body, "nobody");
  EXPECT_EQ(post("/kept").status, 404);
}

TEST(Router, draws_problems_of_pages_as_pages) {
  Router router = small_router();
  router.set_problem_page([](const Request&, const Problem& problem) {
    return document_response("text/html", "page about " + problem.code, http_status(problem.code));
  });
  EXPECT_EQ(router.answer(request_for("/khong-co")).body, "page about http.not_found");
  EXPECT_EQ(router.answer(request_for("/api/khong-co")).header("Content-Type"), "application/problem+json");
}

TEST(Problem, carries_both_languages_place_and_causes) {
  const Problem problem{"http.parameters_refused",
                        {{"count", "1"}},
                        "query",
                        {{"http.repeated_parameter", {{"name", "limit"}}, "query:limit", {}}}};
  const auto value = json::parse(problem_response(problem, request_for("/api/x?lang=en")).body);
  EXPECT_EQ(value.at("status").as_int64(), 400);
  EXPECT_EQ(value.at("title").as_string(), "Bad request");
  EXPECT_EQ(value.at("instance").as_string(), "/api/x?lang=en");
  EXPECT_EQ(value.at("where").as_string(), "query");
  EXPECT_EQ(value.at("detail"), value.at("messages").at("en"));
  EXPECT_EQ(value.at("causes").at(0).at("where").as_string(), "query:limit");
}

TEST(Target, is_decoded_and_refused_when_two_readings_are_possible) {
  const Request request = request_for("/xa/c%C3%A1o%20l/?q=cao+l%E1%BB%99c&q=2&empty");
  EXPECT_THAT(request.segments, ElementsAre("xa", "cáo l"));
  EXPECT_EQ(request.path, "/xa/cáo l");
  EXPECT_EQ(*request.query_text("q"), "cao lộc");
  EXPECT_EQ(*request.query_text("empty"), "");
  EXPECT_EQ(request_for("http://example.test/a?b=c").path, "/a");
  for (const char* bad :
       {"", "x", "/a/../b", "/%2e%2e/b", "/a%", "/a%2", "/a%zz", "/a%00", "/a%0d%0a", "/a%ff", "/a#b", "/?a=%", "*"})
    EXPECT_FALSE(parse_target(bad)) << bad;
}

TEST(Language, follows_the_parameter_then_the_header) {
  Request request = request_for("/");
  EXPECT_EQ(request.language(), Language::vi);
  request.headers = {{"accept-language", "en-GB,en;q=0.9,vi;q=0.8"}};
  EXPECT_EQ(request.language(), Language::en);
  request.headers = {{"accept-language", "fr, vi;q=0.9, en;q=0.5"}};
  EXPECT_EQ(request.language(), Language::vi);
  request.query = {{"lang", "en"}};
  EXPECT_EQ(request.language(), Language::en);
}

TEST(Parameters, are_read_with_problems_that_name_them) {
  const Request good = request_for("/?as_of=2025-06-30&limit=7&flag=1&as_known=12&blank=");
  EXPECT_EQ(date_parameter(good, "as_of").value(), Date::of(2025, 6, 30));
  EXPECT_EQ(date_parameter(good, "other").value(), std::nullopt);
  EXPECT_EQ(text_parameter(good, "blank").value(), std::nullopt);
  EXPECT_EQ(limit_parameter(good).value(), 7U);
  EXPECT_EQ(as_known_parameter(good).value(), 12);
  EXPECT_TRUE(flag_parameter(good, "flag").value());
  const Request bad = request_for("/?as_of=2025-02-30&limit=0&flag=yes&as_known=-1&set=");
  EXPECT_EQ(date_parameter(bad, "as_of").error().where, "query:as_of");
  EXPECT_EQ(limit_parameter(bad).error().code, "http.integer_malformed");
  EXPECT_EQ(flag_parameter(bad, "flag").error().code, "http.choice_unknown");
  EXPECT_EQ(as_known_parameter(bad).error().code, "http.integer_malformed");
  EXPECT_EQ(required_text_parameter(bad, "set").error().code, "http.parameter_missing");
}

TEST(Parameters, unknown_and_repeated_ones_are_refused_together) {
  const Done refused = check_parameters(request_for("/?as_off=1&limit=1&limit=2&lang=en"), {"as_of", "limit"});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().causes.size(), 2U);
  EXPECT_THAT(message(refused.error().causes[0], Language::en), HasSubstr("Known parameters: as_of, limit"));
  EXPECT_EQ(refused.error().causes[1].code, "http.repeated_parameter");
  EXPECT_TRUE(check_parameters(request_for("/?limit=1"), {"as_of", "limit"}));
}

TEST(Cursor, comes_back_as_it_went_and_refuses_forgeries) {
  for (const std::vector<std::string>& key :
       std::vector<std::vector<std::string>>{{"a"}, {"2025-07-01", "Đoàn Kết"}, {"", "x", std::string(40, '?')}}) {
    const Request request = request_for("/?cursor=" + encode_cursor(key));
    EXPECT_EQ(cursor_parameter(request, key.size()).value().value(), key);
    EXPECT_FALSE(cursor_parameter(request, key.size() + 1));
  }
  EXPECT_EQ(cursor_parameter(request_for("/?cursor=!!"), 1).error().code, "http.cursor_malformed");
  EXPECT_EQ(cursor_parameter(request_for("/?cursor=AAAA"), 1).error().code, "http.cursor_malformed");
}

TEST(Finish, answers_304_to_a_known_tag_and_keeps_the_security_headers) {
  Response response = document_response("text/html", "<p>xin chào</p>");
  Request request = request_for("/");
  finish_response(request, response);
  const std::string tag(response.header("etag"));
  ASSERT_FALSE(tag.empty());
  EXPECT_THAT(std::string(response.header("Content-Security-Policy")), HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(std::string(response.header("Content-Security-Policy")), Not(HasSubstr("unsafe")));
  EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
  request.headers = {{"if-none-match", "\"other\", " + tag}};
  Response again = document_response("text/html", "<p>xin chào</p>");
  finish_response(request, again);
  EXPECT_EQ(again.status, 304);
  EXPECT_THAT(again.body, IsEmpty());
}

TEST(Finish, compresses_long_text_only_for_those_who_take_it) {
  const std::string text(5'000, 'a');
  const auto encoding = [&](const std::string& accept, const std::string& type) {
    Request request = request_for("/");
    request.headers = {{"accept-encoding", accept}};
    Response response = document_response(type, text);
    finish_response(request, response);
    return std::string(response.header("Content-Encoding"));
  };
  EXPECT_EQ(encoding("br, gzip", "text/css"), "gzip");
  EXPECT_EQ(encoding("gzip;q=0.5", "image/svg+xml"), "gzip");
  EXPECT_EQ(encoding("gzip;q=0", "text/css"), "");
  EXPECT_EQ(encoding("br", "text/css"), "");
  EXPECT_EQ(encoding("gzip", "image/png"), "");
}

TEST(OpenApi, yaml_keeps_its_types) {
  const auto value = json_of_yaml("a: 1\nb: \"1\"\nc: [true, null, x]\nd: { '200': 2024-01-01 }\n").value();
  EXPECT_EQ(compact(value), R"({"a":1,"b":"1","c":[true,null,"x"],"d":{"200":"2024-01-01"}})");
  EXPECT_FALSE(json_of_yaml("a: [1"));
  EXPECT_FALSE(json_of_yaml(""));
}

TEST(OpenApi, differences_between_routes_and_document_are_named) {
  const auto document = json::parse(R"({"paths":{"/api/v1/a":{"get":{}},"/api/v1/b":{"post":{},"parameters":[]}}})");
  Router router;
  router.get("/api/v1/a", says("a"));
  router.get("/api/v1/c", says("c"));
  router.get("/xa", says("page"));
  EXPECT_THAT(document_faults(router, document),
              ElementsAre("GET /api/v1/c: not in the document", "POST /api/v1/b: no such route"));
}

}  // namespace
}  // namespace luytre::http
