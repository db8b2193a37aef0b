// News by mail on both stores: nothing before it was confirmed, once for each digest, gone with one click.
#include <gmock/gmock.h>

#include "platform/storage/instant.h"
#include "programme/citizens/desk_for_test.h"
#include "programme/citizens/outbox.h"
#include "programme/citizens/subscription_store.h"

namespace luytre::citizens {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SubscriptionTest : public CitizensTest {
 protected:
  Done want(const std::string& email, std::vector<std::string> topics = {"all"}, const std::string& often = "daily") {
    return subscribe(
        database(), desk(), {email, std::move(topics), often, Language::vi},
        [](const std::string& topic) { return topic != "gì đó" && topic != "unit:x"; }, now_);
  }
  // What a round sends, with the sender that `send` is.
  Sent send_all(const notices::SendMail& send) {
    return *send_waiting(database(), notices::MailSettings{}, desk().server_key, now_, send);
  }
  std::vector<notices::Mail> sent() {
    std::vector<notices::Mail> mails;
    send_all([&](const notices::MailSettings&, const notices::Mail& mail, const std::string&) -> Done {
      mails.push_back(mail);
      return {};
    });
    return mails;
  }
  static std::string token_in(const std::string& text, const std::string& path) {
    const auto at = text.find(path);
    return at == std::string::npos ? "" : text.substr(at + path.size(), 32);
  }
  std::int64_t compose() {
    const auto news = [this](const std::string& after, const std::string& until,
                             Language) -> Result<std::vector<NewsItem>> {
      std::vector<NewsItem> items;
      for (const NewsItem& item : items_) {
        if (after < item.at && item.at <= until) items.push_back(item);
      }
      return items;
    };
    return *compose_digests(database(), desk(), news, now_);
  }
  void wait(std::chrono::hours hours) { now_ = storage::later(now_, hours); }

  std::vector<NewsItem> items_;
  std::string now_ = "2026-02-12T03:00:00.000000Z";  // Thursday, ten o'clock in Vietnam
};

INSTANTIATE_TEST_SUITE_P(EachStore, SubscriptionTest, storage::each_store(), storage::store_name);

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

TEST_P(SubscriptionTest, nothing_comes_before_it_is_confirmed_and_everything_goes_with_one_click) {
  ASSERT_TRUE(want("Lan@Example.vn"));
  const auto asked = sent();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].address, "lan@example.vn");
  items_ = {{"2026-02-12T04:00:00.000000Z", "article", "news", {}, "Tin đầu", "/tin-tuc/tin-dau"}};
  wait(std::chrono::hours(24));
  EXPECT_EQ(compose(), 0);
  const std::string token = token_in(asked[0].body, "/dang-ky/xac-nhan/");
  EXPECT_TRUE(*is_waiting(database(), token, now_));
  const auto confirmed = confirm(database(), desk(), token, now_);
  ASSERT_TRUE(confirmed);
  EXPECT_THAT(confirmed->topics, ElementsAre("all"));
  EXPECT_EQ(code_of(confirm(database(), desk(), token, now_)), "citizens.confirmation_over");
  items_.push_back({"2026-02-13T04:00:00.000000Z", "correction", "news", {}, "Tin sửa", "/tin-tuc/tin-sua"});
  wait(std::chrono::hours(24));
  EXPECT_EQ(compose(), 1);
  EXPECT_EQ(compose(), 0) << "once";
  const auto digest = sent();
  ASSERT_EQ(digest.size(), 1U);
  EXPECT_THAT(digest[0].body, HasSubstr("Đính chính: Tin sửa"));
  EXPECT_THAT(digest[0].body, HasSubstr("https://ntm.example.vn/tin-tuc/tin-sua"));
  EXPECT_THAT(digest[0].body, Not(HasSubstr("Tin đầu"))) << "from before the confirmation";
  EXPECT_TRUE(digest[0].is_one_click);
  ASSERT_TRUE(unsubscribe(database(), token_in(digest[0].change_url, "/dang-ky/bo/")));
  EXPECT_EQ(database().query("SELECT count(*) FROM citizen_subscription")->front().integer(0), 0);
  EXPECT_EQ(database().query("SELECT count(*) FROM citizen_mail")->front().integer(0), 0);
  EXPECT_TRUE(unsubscribe(database(), "không có")) << "clicked twice";
}

TEST_P(SubscriptionTest, one_address_gets_few_confirmations_a_day_and_every_answer_is_alike) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(want("lan@example.vn"));
  EXPECT_EQ(sent().size(), static_cast<std::size_t>(confirmations_of_day_max));
  wait(std::chrono::hours(24));
  ASSERT_TRUE(want("lan@example.vn"));
  EXPECT_EQ(sent().size(), 1U);
  EXPECT_EQ(database().query("SELECT count(*) FROM citizen_subscription")->front().integer(0), 1);
  wait(std::chrono::hours(49));
  EXPECT_EQ(compose(), 0);
  EXPECT_EQ(database().query("SELECT count(*) FROM citizen_subscription")->front().integer(0), 0) << "never confirmed";
}

TEST_P(SubscriptionTest, a_confirmed_wish_is_changed_only_by_another_confirmation) {
  ASSERT_TRUE(want("lan@example.vn"));
  ASSERT_TRUE(confirm(database(), desk(), token_in(sent()[0].body, "/dang-ky/xac-nhan/"), now_));
  ASSERT_TRUE(want("lan@example.vn", {"corrections"}, "weekly"));
  const auto counts = *count_subscriptions(database());
  EXPECT_EQ(counts.daily, 1);
  EXPECT_EQ(counts.mails, 1);
  const std::string token = token_in(sent()[0].body, "/dang-ky/xac-nhan/");
  wait(std::chrono::hours(48));
  EXPECT_EQ(code_of(confirm(database(), desk(), token, now_)), "citizens.confirmation_over");
  EXPECT_EQ(count_subscriptions(database())->daily, 1);
}

TEST_P(SubscriptionTest, bad_wishes_are_told) {
  EXPECT_EQ(code_of(want("lan")), "citizens.bad_email");
  EXPECT_EQ(code_of(want("lan@example.vn\r\nBcc: x@y.vn")), "citizens.bad_email");
  EXPECT_EQ(code_of(want("lan@example.vn", {})), "citizens.no_topic");
  EXPECT_EQ(code_of(want("lan@example.vn", {"gì đó"})), "citizens.bad_topic");
  EXPECT_EQ(code_of(want("lan@example.vn", std::vector<std::string>(11, "all"))), "citizens.too_many_topics");
  EXPECT_EQ(code_of(want("lan@example.vn", {"all"}, "hourly")), "citizens.bad_frequency");
  auto without = desk();
  without.is_mail_set = false;
  EXPECT_EQ(code_of(subscribe(
                database(), without, {"lan@example.vn", {"all"}, "daily", Language::vi},
                [](const std::string&) { return true; }, now_)),
            "citizens.mail_not_set");
}

TEST_P(SubscriptionTest, a_mail_that_fails_is_tried_again_and_a_dead_server_costs_no_attempt) {
  ASSERT_TRUE(want("lan@example.vn"));
  ASSERT_TRUE(want("binh@example.vn"));
  const auto dead = [](const notices::MailSettings&, const notices::Mail&, const std::string&) -> Done {
    return refuse("notices.mail_server_unusable");
  };
  EXPECT_EQ(send_all(dead).failed, 1) << "the round ends with the first";
  EXPECT_EQ(database().query("SELECT max(attempts) FROM citizen_mail")->front().integer(0), 0);
  wait(std::chrono::hours(1));
  const auto choosy = [](const notices::MailSettings&, const notices::Mail& mail, const std::string&) -> Done {
    if (mail.address.starts_with("lan")) return refuse("notices.mail_refused");
    return {};
  };
  const auto round = send_all(choosy);
  EXPECT_EQ(round.mails, 1);
  EXPECT_EQ(round.failed, 1);
  for (int i = 0; i < 10; ++i) {
    wait(std::chrono::hours(48));
    send_all(choosy);
  }
  EXPECT_EQ(database().query("SELECT count(*) FROM citizen_mail")->front().integer(0), 0) << "given up";
}

TEST(Digest, is_wanted_by_topic_and_due_in_the_morning) {
  const NewsItem item{"", "article", "ocop", {"06001@2025-07-01"}, "", ""};
  EXPECT_TRUE(is_wanted(item, {"all"}));
  EXPECT_TRUE(is_wanted(item, {"corrections", "category:ocop"}));
  EXPECT_TRUE(is_wanted(item, {"unit:06001@2025-07-01"}));
  EXPECT_FALSE(is_wanted(item, {"corrections", "answers", "category:news", "unit:06002@2025-07-01"}));
  // Thursday ten o'clock: Friday at seven, Monday at seven. Monday at eight: the next Monday.
  EXPECT_EQ(next_due("daily", "2026-02-12T03:00:00.000000Z"), "2026-02-13T00:00:00.000000Z");
  EXPECT_EQ(next_due("weekly", "2026-02-12T03:00:00.000000Z"), "2026-02-16T00:00:00.000000Z");
  EXPECT_EQ(next_due("weekly", "2026-02-16T01:00:00.000000Z"), "2026-02-23T00:00:00.000000Z");
}

}  // namespace
}  // namespace luytre::citizens
