#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "platform/notices/courier.h"
#include "platform/notices/deliver.h"
#include "platform/notices/inbox.h"
#include "platform/notices/notice_routes.h"
#include "platform/storage/instant.h"
#include "platform/storage/test_database.h"

namespace luytre::notices {
namespace {

const std::string morning = "2026-11-25T02:00:00.000000Z";  // nine o'clock in Vietnam
const std::string night = "2026-11-25T16:00:00.000000Z";    // eleven in the evening

class NoticeTest : public storage::StoreTest {
 protected:
  void tell(const std::string& account, Urgency urgency, const std::string& now, const std::string& what = "vai") {
    const auto done = notify(database(), {account, urgency, "notices.trial", {{"what", what}}, "/tai-khoan"}, now);
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
  }

  // One round of a post office that keeps what it is given; `refused` are addresses it does not take.
  Delivered round(const std::string& now) {
    const auto delivered = deliver_due(database(), settings_, address_of_, now, send_);
    EXPECT_TRUE(delivered) << (delivered ? "" : full_message(delivered.error(), Language::en));
    return delivered.value_or(Delivered{});
  }

  std::string state(const std::string& account) {
    const auto rows =
        database().query("SELECT mail_state FROM notice WHERE account = ? ORDER BY mail_state", {account});
    std::string states;
    for (const auto& row : *rows) states += (states.empty() ? "" : " ") + row.text(0);
    return states;
  }

  MailSettings settings_{"smtp://127.0.0.1", "", "", Sender{"a@b.vn", ""}, "https://ntm.vn", ""};
  std::vector<Mail> sent_;
  std::map<std::string, std::string> refused_;  // address -> problem
  AddressOf address_of_ = [](storage::Database&, const std::string& account) -> Result<std::optional<Address>> {
    if (account == "nobody") return std::nullopt;
    return Address{account + "@xa.vn", account, Language::vi};
  };
  SendMail send_ = [this](const MailSettings&, const Mail& mail, const std::string&) -> Done {
    if (refused_.contains(mail.address)) return refuse(refused_[mail.address], {{"answer", "550"}, {"reason", "no"}});
    sent_.push_back(mail);
    return {};
  };
};

TEST_P(NoticeTest, are_listed_newest_first_and_read_by_their_owner) {
  for (int at = 0; at < 5; ++at)
    tell("an", Urgency::task, storage::later(morning, std::chrono::seconds(at)), std::to_string(at));
  tell("binh", Urgency::task, morning);
  const auto first = list(database(), "an", 2);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->unread, 5);
  ASSERT_EQ(first->notices.size(), 2U);
  EXPECT_EQ(first->notices[0].notice.arguments, (Arguments{{"what", "4"}}));
  const auto second = list(database(), "an", 10, NoticeKey{first->notices[1].created_at, first->notices[1].id});
  EXPECT_EQ(second->notices.size(), 3U);
  const auto of_binh = list(database(), "binh", 1)->notices.front().id;
  EXPECT_EQ(mark_read(database(), "an", {first->notices[0].id, of_binh, "none"}, night), 1);
  EXPECT_EQ(unread_count(database(), "an"), 4);
  EXPECT_EQ(unread_count(database(), "binh"), 1);
  EXPECT_EQ(list(database(), "an", 10, std::nullopt, true)->notices.size(), 4U);
  EXPECT_EQ(mark_all_read(database(), "an", storage::later(morning, std::chrono::seconds(1)), night), 2);
  EXPECT_EQ(mark_read(database(), "an", std::vector<std::string>(read_ids_max + 1), night).error().code,
            "notices.too_many_ids");
  ASSERT_TRUE(forget(database(), "an"));
  EXPECT_TRUE(list(database(), "an", 10)->notices.empty());
  EXPECT_EQ(unread_count(database(), "binh"), 1);
}

TEST_P(NoticeTest, preferences_are_kept) {
  EXPECT_EQ(preference_of(database(), "an"), Preference{});
  const Preference wanted{EmailChoice::digest, QuietHours{750, 800}, 18, Language::en};
  ASSERT_TRUE(set_preference(database(), "an", wanted, morning));
  EXPECT_EQ(preference_of(database(), "an"), wanted);
  const Preference without{EmailChoice::none, std::nullopt, 0, std::nullopt};
  ASSERT_TRUE(set_preference(database(), "an", without, morning));
  EXPECT_EQ(preference_of(database(), "an"), without);
}

TEST_P(NoticeTest, go_out_once_in_one_mail) {
  tell("an", Urgency::task, morning, "một");
  tell("an", Urgency::task, morning, "hai");
  tell("an", Urgency::security, morning, "ba");
  tell("nobody", Urgency::task, morning);
  const auto delivered = round(morning);
  EXPECT_EQ(delivered.mails, 2);
  EXPECT_EQ(delivered.notices, 3);
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_EQ(sent_[0].subject, "Thông báo thử: ba");
  EXPECT_EQ(sent_[1].subject, "Lũy Tre: 2 thông báo cho bạn");
  EXPECT_THAT(sent_[1].body, testing::HasSubstr("• Thông báo thử: một"));
  EXPECT_THAT(sent_[1].body, testing::HasSubstr("https://ntm.vn/tai-khoan"));
  EXPECT_EQ(state("an"), "sent sent sent");
  EXPECT_EQ(state("nobody"), "no_address");
  EXPECT_EQ(round(night).mails, 0);
}

TEST_P(NoticeTest, wait_for_their_hour) {
  tell("an", Urgency::task, night);
  tell("an", Urgency::news, night);
  EXPECT_EQ(round(night).mails, 0);
  EXPECT_EQ(round("2026-11-25T22:59:00.000000Z").mails, 0);
  EXPECT_EQ(round("2026-11-25T23:00:00.000000Z").notices, 1);
  EXPECT_EQ(round("2026-11-26T00:00:00.000000Z").notices, 1);
}

TEST_P(NoticeTest, follow_a_choice_made_while_they_wait) {
  tell("an", Urgency::task, night);
  EXPECT_EQ(round(night).mails, 0);
  ASSERT_TRUE(set_preference(database(), "an", {EmailChoice::immediate, std::nullopt, 7, Language::en}, night));
  EXPECT_EQ(round(night).mails, 1);
  EXPECT_EQ(sent_.front().subject, "A notice on trial: vai");
  tell("an", Urgency::task, night);
  ASSERT_TRUE(set_preference(database(), "an", {EmailChoice::none, std::nullopt, 7, std::nullopt}, night));
  EXPECT_EQ(round(night).mails, 0);
  EXPECT_EQ(state("an"), "sent unwanted");
}

TEST_P(NoticeTest, a_bad_address_keeps_nobody_waiting_and_is_given_up) {
  tell("an", Urgency::security, morning);
  tell("binh", Urgency::security, morning);
  refused_ = {{"an@xa.vn", "notices.mail_refused"}};
  auto delivered = round(morning);
  EXPECT_EQ(delivered.mails, 1);
  EXPECT_EQ(delivered.failed, 1);
  EXPECT_EQ(round(morning).failed, 0) << "not at once again";
  std::string now = morning;
  for (int attempt = 2; attempt <= attempts_max; ++attempt) {
    now = storage::later(now, std::chrono::hours(24));
    delivered = round(now);
    EXPECT_EQ(delivered.failed, 1) << attempt;
  }
  EXPECT_EQ(delivered.given_up, 1);
  EXPECT_EQ(state("an"), "given_up");
  EXPECT_EQ(round(storage::later(now, std::chrono::hours(48))).failed, 0);
}

TEST_P(NoticeTest, a_server_that_is_down_costs_no_attempt) {
  tell("an", Urgency::security, morning);
  tell("binh", Urgency::security, morning);
  refused_ = {{"an@xa.vn", "notices.mail_server_unusable"}, {"binh@xa.vn", "notices.mail_server_unusable"}};
  std::string now = morning;
  for (int attempt = 0; attempt < 2 * attempts_max; ++attempt) {
    const auto delivered = round(now);
    ASSERT_TRUE(delivered.stopped_by);
    EXPECT_EQ(delivered.failed, 1) << "it ends with the first";
    now = storage::later(now, std::chrono::minutes(10));
  }
  refused_.clear();
  EXPECT_EQ(round(now).mails, 2);
}

TEST_P(NoticeTest, two_post_offices_never_send_one_twice) {
  for (int at = 0; at < 20; ++at) tell("an" + std::to_string(at), Urgency::security, morning);
  auto other = another_connection();
  std::mutex mutex;
  std::vector<std::string> addresses;
  const SendMail send = [&](const MailSettings&, const Mail& mail, const std::string&) -> Done {
    const std::lock_guard lock(mutex);
    addresses.push_back(mail.address);
    return {};
  };
  std::thread beside([&] { EXPECT_TRUE(deliver_due(*other, settings_, address_of_, morning, send)); });
  EXPECT_TRUE(deliver_due(database(), settings_, address_of_, morning, send));
  beside.join();
  EXPECT_EQ(addresses.size(), 20U);
  EXPECT_EQ(std::set<std::string>(addresses.begin(), addresses.end()).size(), 20U);
}

TEST_P(NoticeTest, what_a_dead_process_claimed_goes_out_later) {
  tell("an", Urgency::security, morning);
  ASSERT_TRUE(database().execute("UPDATE notice SET claim = 'dead', next_attempt_at = ?",
                                 {storage::later(morning, claim_length)}));
  EXPECT_EQ(round(morning).mails, 0);
  EXPECT_EQ(round(storage::later(morning, claim_length)).mails, 1);
}

TEST_P(NoticeTest, a_courier_stops_when_it_is_told) {
  std::vector<std::string> problems;
  {
    Courier courier([this] { return storage::open_database(location(), storage::OpenMode::read_write); }, settings_,
                    address_of_, [&](const Problem& problem) { problems.push_back(problem.code); },
                    std::chrono::hours(24));
  }
  EXPECT_THAT(problems, testing::IsEmpty());
}

class NoticeRoutesTest : public NoticeTest {
 protected:
  http::Response ask(const std::string& method, const std::string& target, const std::string& body = "",
                     access::Actor actor = access::Actor::of_account("an")) {
    http::Router router;
    add_notice_routes(router, [this](const auto& work) { return work(database()); });
    auto request = *http::parse_target(target);
    request.method = method;
    request.body = body;
    request.actor = std::move(actor);
    return router.answer(std::move(request));
  }
};

TEST_P(NoticeRoutesTest, show_and_mark_ones_own) {
  tell("an", Urgency::task, morning);
  tell("an", Urgency::task, morning);
  tell("binh", Urgency::task, morning);
  const auto page = *parse_json(ask("GET", "/api/v1/notices?limit=1").body);
  EXPECT_EQ(page.at("unread"), 2);
  EXPECT_EQ(page.at("notices").at(0).at("text_vi"), "Thông báo thử: vai");
  const auto cursor = std::string(page.at("next_cursor").as_string());
  EXPECT_EQ(parse_json(ask("GET", "/api/v1/notices?cursor=" + cursor).body)->at("notices").as_array().size(), 1U);
  const std::string id(page.at("notices").at(0).at("id").as_string());
  EXPECT_EQ(parse_json(ask("POST", "/api/v1/notices/read", "{\"ids\":[\"" + id + "\"]}").body)->at("unread"), 1);
  EXPECT_EQ(parse_json(ask("POST", "/api/v1/notices/read", "{\"until\":\"" + night + "\"}").body)->at("unread"), 0);
  EXPECT_EQ(unread_count(database(), "binh"), 1);
}

TEST_P(NoticeRoutesTest, keep_the_choice) {
  const std::string wanted =
      R"({"email":"digest","quiet_from":"22:00","quiet_until":"05:30","digest_hour":8,"language":"en"})";
  EXPECT_EQ(ask("PUT", "/api/v1/notices/preference", wanted).status, 200);
  const auto kept = *parse_json(ask("GET", "/api/v1/notices/preference").body);
  EXPECT_EQ(kept.at("email"), "digest");
  EXPECT_EQ(kept.at("quiet_until"), "05:30");
  EXPECT_EQ(kept.at("digest_hour"), 8);
  for (const char* wrong : {"[]", "{", R"({"email":"often","digest_hour":8})", R"({"email":"none","digest_hour":24})",
                            R"({"email":"none","digest_hour":8,"quiet_from":"22:00"})",
                            R"({"email":"none","digest_hour":8,"language":"fr"})",
                            R"({"email":"none","digest_hour":8,"account":"binh"})"}) {
    const int status = ask("PUT", "/api/v1/notices/preference", wrong).status;
    EXPECT_TRUE(status == 422 || status == 400) << wrong << " " << status;
  }
}

TEST_P(NoticeRoutesTest, refuse_whoever_is_not_signed_in) {
  access::Actor token = access::Actor::of_account("an");
  token.kind = access::ActorKind::token;
  for (const auto& actor : {access::Actor::nobody(), token, access::Actor::local_operator()}) {
    EXPECT_EQ(ask("GET", "/api/v1/notices", "", actor).status, 401);
    EXPECT_EQ(ask("POST", "/api/v1/notices/read", R"({"ids":[]})", actor).status, 401);
    EXPECT_EQ(ask("PUT", "/api/v1/notices/preference", R"({"email":"none","digest_hour":8})", actor).status, 401);
  }
  EXPECT_EQ(ask("POST", "/api/v1/notices/read", R"({"ids":[1]})").status, 400);
  EXPECT_EQ(ask("POST", "/api/v1/notices/read", R"({"all":true})").status, 400);
}

INSTANTIATE_TEST_SUITE_P(EachStore, NoticeTest, storage::each_store(), storage::store_name);
INSTANTIATE_TEST_SUITE_P(EachStore, NoticeRoutesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::notices
