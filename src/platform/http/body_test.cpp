// Bodies, malformed ones above all: every fault is found at once and named, and nothing hostile passes for a form.
#include "platform/http/body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luytre::http {
namespace {

using testing::ElementsAre;

Request with(std::string type, std::string body) {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

std::vector<std::pair<std::string, std::string>> codes_of(const Done& done) {
  std::vector<std::pair<std::string, std::string>> codes;
  if (done) return codes;
  if (done.error().causes.empty()) return {{done.error().code, done.error().where}};
  for (const Problem& cause : done.error().causes) codes.emplace_back(cause.code, cause.where);
  return codes;
}

std::string part(const std::string& head, const std::string& bytes) {
  return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + bytes + "\r\n";
}

const std::string multipart_b = "multipart/form-data; boundary=b";

TEST(Members, find_everything_that_is_wrong_at_once) {
  auto members = Members::of(with("application/json", R"({"name": 3, "long": "xxxxx", "count": "a", "odd": 1})"));
  ASSERT_TRUE(members);
  members->text("name");
  members->text("missing");
  members->text("long", 4);
  members->integer("count");
  using Found = std::pair<std::string, std::string>;
  EXPECT_THAT(codes_of(members->finish()),
              ElementsAre(Found{"http.member_type", "/name"}, Found{"http.member_missing", "/missing"},
                          Found{"http.member_too_long", "/long"}, Found{"http.member_type", "/count"},
                          Found{"http.member_unknown", "/odd"}));
}

TEST(Members, read_a_form_as_texts) {
  auto members =
      Members::of(with("application/x-www-form-urlencoded", "name=X%C3%A3+A&flag=on&list=a&list=b%0A%0Ac&reason=v"));
  ASSERT_TRUE(members);
  EXPECT_EQ(members->text("name"), "Xã A");
  EXPECT_TRUE(members->flag("flag"));
  EXPECT_THAT(members->texts("list"), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(members->finish());
}

TEST(Members, take_an_object_and_nothing_else) {
  for (const char* body : {"", "[]", "3", "{", "{\"a\":1}x", "\xff"}) {
    EXPECT_FALSE(Members::of(with("application/json", body))) << body;
  }
  EXPECT_EQ(Members::of(with("text/plain", "{}")).error().code, "http.form_expected");
  EXPECT_EQ(json_body(with("text/plain", "{}")).error().code, "http.json_expected");
}

TEST(FormBody, reads_files_and_forgets_their_folders) {
  const auto upload =
      upload_body(with(multipart_b, part("name=\"from\"", "2025-07-01") +
                                        part("name=\"file\"; filename=\"C:\\x\\a.csv\"", "a,b\r\n1,2") + "--b--\r\n"));
  ASSERT_TRUE(upload);
  ASSERT_EQ(upload->files.size(), 1U);
  EXPECT_EQ(upload->files[0].file_name, "a.csv");
  EXPECT_EQ(upload->files[0].bytes, "a,b\r\n1,2");
  Members fields = upload->fields;
  EXPECT_EQ(fields.text("from"), "2025-07-01");
  EXPECT_TRUE(fields.finish());
}

TEST(FormBody, refuses_uploads_that_are_none_or_too_many) {
  EXPECT_EQ(upload_body(with(multipart_b, part("name=a", "1") + "--b--")).error().code, "http.file_expected");
  EXPECT_EQ(upload_body(with(multipart_b, part("name=other; filename=f", "1") + "--b--")).error().code,
            "http.file_expected");
  const std::string file = part("name=file; filename=f", "1");
  EXPECT_EQ(upload_body(with(multipart_b, file + file + "--b--")).error().code, "http.too_many_files");
  EXPECT_TRUE(upload_body(with(multipart_b, file + file + "--b--"), 2));
}

TEST(FormBody, refuses_hostile_boundaries_and_unfinished_forms) {
  const std::string good = part("name=a", "1");
  const std::pair<std::string, std::string> bad[] = {
      {"multipart/form-data", good + "--b--"},                                    // no boundary
      {"multipart/form-data; boundary=", good + "--b--"},                         // an empty one
      {"multipart/form-data; boundary=" + std::string(71, 'b'), good + "--b--"},  // too long
      {"multipart/form-data; boundary=\"b", good + "--b--"},                      // not closed
      {multipart_b, good},                                                        // never ends
      {multipart_b, "--b\r\n\r\n"},                                               // a part without a head
      {multipart_b, "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--"},   // without a name
      {multipart_b, "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--b--"},
      {multipart_b, "--b\r\nno colon\r\n\r\n1\r\n--b--"},
      {multipart_b, part("name=a", "\xff\xfe") + "--b--"},  // a text that is none
      {multipart_b, "before" + good + "--b--"},
  };
  for (const auto& [type, body] : bad) {
    const auto parts = form_body(with(type, body));
    ASSERT_FALSE(parts) << type << "\n" << body;
    EXPECT_EQ(parts.error().code, "http.form_malformed");
  }
}

TEST(FormBody, has_limits) {
  std::string many;
  for (std::size_t at = 0; at <= form_parts_max; ++at) many += part("name=a", "1");
  EXPECT_EQ(form_body(with(multipart_b, many + "--b--")).error().code, "http.too_many_fields");
  std::string fields;
  for (std::size_t at = 0; at <= form_fields_max; ++at) fields += "a=1&";
  EXPECT_EQ(form_body(with("application/x-www-form-urlencoded", fields)).error().code, "http.too_many_fields");
  EXPECT_EQ(form_body(with("application/x-www-form-urlencoded", "a=%zz")).error().code, "http.form_malformed");
}

TEST(Content, is_the_same_when_the_same_is_sent_again) {
  const auto sent = [](const std::string& boundary, const std::string& token, const std::string& bytes) {
    const std::string mark = "--" + boundary;
    return content_of(with("multipart/form-data; boundary=" + boundary,
                           mark + "\r\nContent-Disposition: form-data; name=form_token\r\n\r\n" + token + "\r\n" +
                               mark + "\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\n" + bytes +
                               "\r\n" + mark + "--"));
  };
  EXPECT_EQ(sent("one", "a", "1"), sent("two", "b", "1"));
  EXPECT_NE(sent("one", "a", "1"), sent("one", "a", "2"));
}

}  // namespace
}  // namespace luytre::http
