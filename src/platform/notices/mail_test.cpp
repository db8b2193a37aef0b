#include "platform/notices/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/messages.h"
#include "platform/notices/smtp.h"

namespace luytre::notices {
namespace {

const std::string now = "2026-11-25T08:56:42.123456Z";

std::string headers_of(const Mail& mail) {
  const auto text = mail_text(mail, Sender{"thong-bao@ntm.example.vn", "Lũy Tre"}, now, "abc");
  return text.substr(0, text.find("\r\n\r\n") + 2);
}

TEST(Mail, encodes_what_is_not_ascii) {
  const auto headers =
      headers_of({"an@xa.vn", "Nguyễn Văn An", "Tài khoản bị khóa", "Xin chào\n", "https://a.vn/tai-khoan"});
  EXPECT_THAT(headers, testing::HasSubstr("Date: Wed, 25 Nov 2026 08:56:42 +0000\r\n"));
  EXPECT_THAT(headers, testing::HasSubstr("From: =?UTF-8?B?TMWpeSBUcmU=?=\r\n <thong-bao@ntm.example.vn>\r\n"));
  EXPECT_THAT(headers, testing::HasSubstr("Subject: =?UTF-8?B?VMOgaSBraG/huqNuIGLhu4sga2jDs2E=?=\r\n"));
  EXPECT_THAT(headers, testing::HasSubstr("Message-ID: <abc@ntm.example.vn>\r\n"));
  EXPECT_THAT(headers, testing::HasSubstr("List-Unsubscribe: <https://a.vn/tai-khoan>\r\n"));
  for (const char c : headers) EXPECT_LT(static_cast<unsigned char>(c), 0x7F);
}

TEST(Mail, nothing_typed_becomes_a_header) {
  Mail mail;
  mail.address = "an@xa.vn";
  mail.name = "An\r\nBcc: all@xa.vn";
  mail.subject = "Hi\nBcc: all@xa.vn\r\n\r\nbody" + std::string(500, 'x');
  mail.body = ".\r\n.\nFrom here\n";
  const auto text = mail_text(mail, Sender{"a@b.vn", "\"Quote\" <evil@b.vn>"}, now, "abc");
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("Bcc")));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("evil@b.vn")));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("\r\n.")));
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at) EXPECT_EQ(text[at - 1], '\r');
  std::size_t line = 0;
  for (const char c : text) {
    line = c == '\n' ? 0 : line + 1;
    EXPECT_LT(line, 79U);
  }
}

TEST(Mail, knows_addresses) {
  for (const char* good : {"an@xa.vn", "a.b+c@sub.example.vn", "x@localhost"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (const char* bad :
       {"", "an", "@xa.vn", "an@", "an@xa@vn", "an @xa.vn", "an@xa.vn\r\nRCPT TO:<b@c.vn>", "<an@xa.vn>",
        "\"an\"@xa.vn", "ấn@xa.vn", "an@xã.vn", "an@xa.vn>", "-an@xa.vn", "an@-xa.vn", "an@.vn"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address("a@" + std::string(300, 'b')));
  EXPECT_EQ(parse_sender("Lũy Tre <a@b.vn>")->name, "Lũy Tre");
  EXPECT_EQ(parse_sender("a@b.vn")->address, "a@b.vn");
  EXPECT_FALSE(parse_sender("Lũy Tre"));
  EXPECT_FALSE(parse_sender("Lũy Tre <a@b.vn> x"));
}

TEST(Mail, settings_refuse_what_would_leak_or_fail) {
  const auto code = [](const std::string& url, const std::string& from, const std::string& file = "") {
    const auto settings = mail_settings(url, from, file, "https://a.vn/");
    return settings ? std::string() : settings.error().code;
  };
  EXPECT_EQ(code("smtp://user@mail.vn:587", "a@b.vn"), "");
  EXPECT_EQ(code("smtps://mail.vn", "Lũy Tre <a@b.vn>"), "");
  EXPECT_EQ(code("smtp://user:secret@mail.vn", "a@b.vn"), "notices.bad_smtp_url");
  EXPECT_EQ(code("http://mail.vn", "a@b.vn"), "notices.bad_smtp_url");
  EXPECT_EQ(code("file:///etc/passwd", "a@b.vn"), "notices.bad_smtp_url");
  EXPECT_EQ(code("mail.vn", "a@b.vn"), "notices.bad_smtp_url");
  EXPECT_EQ(code("smtp://mail.vn", "nobody"), "notices.bad_sender");
  EXPECT_EQ(code("smtp://mail.vn", "a@b.vn", "no-such-file"), "notices.password_unreadable");
  EXPECT_EQ(mail_settings("smtp://user@mail.vn", "a@b.vn", "", "https://a.vn/")->public_url, "https://a.vn");
}

TEST(Mail, a_server_that_is_not_there_is_the_servers_fault) {
  // Port 9 of this machine: nobody listens.
  const auto settings = mail_settings("smtp://127.0.0.1:9", "a@b.vn", "", "");
  ASSERT_TRUE(settings);
  const auto sent = send_by_smtp(*settings, {"an@xa.vn", "", "x", "y", ""}, now);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "notices.mail_server_unusable");
  EXPECT_THAT(message(sent.error(), Language::en), testing::Not(testing::HasSubstr("an@xa.vn")));
  EXPECT_EQ(send_by_smtp(*settings, {"an@xa.vn\r\nx", "", "x", "y", ""}, now).error().code, "notices.bad_address");
}

}  // namespace
}  // namespace luytre::notices
