// The log over HTTP, on both stores: who sees what, pages and export alike, slices of the proof, published heads.
#include "platform/inspection/audit_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/audit/find_events.h"
#include "platform/storage/test_database.h"

namespace luytre::inspection {
namespace {

using storage::Database;
using testing::HasSubstr;
using testing::Not;

// Roles are rows, as in the real thing: (account, act, unit); an empty unit is the whole.
class AuditRoutesTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_database_ = another_connection();
    ASSERT_NE(writer_database_, nullptr);
    const auto require = [this](Database&, const access::Viewer& viewer, const access::Ask& ask) -> Done {
      for (const auto& [account, act, unit] : held_) {
        if (account == viewer.account && act == ask.act && (unit.empty() || unit == ask.unit)) return {};
      }
      return refuse("access.local_operator_only");
    };
    writer_ = std::make_unique<commands::Writer>(
        *writer_database_, [](audit::EventNumber) {},
        [require](Database& database, const access::Actor& actor,
                  const access::Ask& ask) -> Result<commands::Permission> {
          if (actor.kind == access::ActorKind::local_operator) return commands::Permission{};
          if (auto allowed = require(database, actor, ask); !allowed) return pass_on(allowed);
          return commands::Permission{"grant-1", ""};
        });
    add_audit_routes(router_, AuditDoors{[this](const auto& work) { return work(database()); }, require,
                                         [](Database&, std::string_view actor) {
                                           return std::string(actor == "account:lan" ? "Nguyễn Thị Lan" : "");
                                         },
                                         *writer_});
    router_.set_doorkeeper([](http::Request& request) -> Done {
      if (const auto account = request.header("x-account"); !account.empty()) {
        request.actor = access::Actor::of_account(account);
        request.actor.origin = {"192.0.2.7", "Firefox"};
      }
      return {};
    });
    held_ = {{"an", "audit.view", ""},
             {"binh", "audit.view", ""},
             {"binh", "audit.view_personal", ""},
             {"chi", "audit.view", "20"},
             {"dung", "audit.publish_head", ""}};
  }

  http::Response ask(const std::string& account, const std::string& target, const std::string& method = "GET",
                     const std::string& body = "", const std::string& key = "") {
    auto request = http::parse_target(target);
    EXPECT_TRUE(request) << target;
    request->method = method;
    request->body = body;
    if (!body.empty()) request->headers.emplace_back("content-type", "application/json");
    if (!account.empty()) request->headers.emplace_back("x-account", account);
    if (!key.empty()) request->headers.emplace_back("idempotency-key", key);
    return router_.answer(std::move(*request));
  }

  json::value body(const std::string& account, const std::string& target) {
    const auto response = ask(account, target);
    EXPECT_EQ(response.status, 200) << response.body;
    return *parse_json(response.body);
  }

  void record(const std::string& kind, const std::string& province, audit::PayloadClass payload_class,
              std::vector<audit::Subject> subjects = {}) {
    commands::Order order;
    order.actor = access::Actor::of_account("lan");
    order.actor.origin = {"198.51.100.9", "Chrome"};
    order.act = "test.act";
    order.reason = "=vì sao";
    order.own_account = "lan";
    const auto done = writer_->run(std::move(order), [&](Database&, audit::EventNumber, const std::string&) {
      audit::EventDraft draft{kind, json::object{{"secret", kind + "-payload"}}, payload_class, province, nullptr};
      draft.subjects = subjects;
      return Result<audit::EventDraft>(std::move(draft));
    });
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
  }

  struct Held {
    std::string account, act, unit;
  };
  std::vector<Held> held_;
  std::unique_ptr<Database> writer_database_;
  std::unique_ptr<commands::Writer> writer_;
  http::Router router_;
};

TEST_P(AuditRoutesTest, nobody_without_the_act_sees_anything) {
  record("units.imported", "20", audit::PayloadClass::open, {{"unit", "u1"}});
  for (const auto* account : {"", "dung"}) {
    for (const auto* target : {"/api/v1/events", "/api/v1/events?format=csv", "/api/v1/events/1",
                               "/api/v1/history?kind=unit&id=u1", "/api/v1/audit/verification"}) {
      const auto response = ask(account, target);
      EXPECT_EQ(response.status, http_status("access.local_operator_only")) << account << " " << target;
      EXPECT_THAT(response.body, Not(HasSubstr("units.imported"))) << account << " " << target;
    }
    EXPECT_EQ(ask(account, "/api/v1/audit/heads").status, 200) << "the published heads are for everybody";
  }
}

TEST_P(AuditRoutesTest, a_province_sees_its_own_and_no_more) {
  record("units.imported", "20", audit::PayloadClass::open, {{"unit", "u1"}});
  record("units.imported", "01", audit::PayloadClass::open, {{"unit", "u1"}});
  EXPECT_NE(ask("chi", "/api/v1/events").status, 200);
  EXPECT_NE(ask("chi", "/api/v1/events?province=01").status, 200);
  EXPECT_NE(ask("chi", "/api/v1/events/2").status, 200);
  EXPECT_NE(ask("chi", "/api/v1/history?kind=unit&id=u1").status, 200);
  const auto own = body("chi", "/api/v1/events?province=20");
  EXPECT_EQ(own.at("total"), 1);
  EXPECT_EQ(own.at("events").at(0).at("number"), 1);
  EXPECT_EQ(body("chi", "/api/v1/history?kind=unit&id=u1&province=20").at("total"), 1);
  EXPECT_EQ(body("an", "/api/v1/history?kind=unit&id=u1").at("total"), 2);
  EXPECT_EQ(body("chi", "/api/v1/events/1").at("number"), 1);
  EXPECT_THAT(ask("chi", "/api/v1/events?province=20&format=csv").body, Not(HasSubstr("\r\n2,")));
}

TEST_P(AuditRoutesTest, what_is_personal_is_for_those_who_may_and_what_is_sealed_for_nobody) {
  record("accounts.invited", "", audit::PayloadClass::personal);
  record("ballots.counted", "", audit::PayloadClass::sealed);
  record("grants.proposed", "", audit::PayloadClass::restricted);
  const auto without = body("an", "/api/v1/events/1");
  EXPECT_EQ(without.at("payload_state"), "hidden");
  EXPECT_TRUE(without.at("payload").is_null());
  EXPECT_EQ(without.at("actor_name"), "Nguyễn Thị Lan");
  EXPECT_EQ(without.at("circumstance").at("reason"), "=vì sao");
  EXPECT_EQ(without.at("circumstance").at("is_personal_part_shown"), false);
  EXPECT_THAT(compact(without), Not(HasSubstr("198.51.100.9")));
  EXPECT_THAT(compact(without), Not(HasSubstr("Chrome")));
  const auto with = body("binh", "/api/v1/events/1");
  EXPECT_EQ(with.at("payload").at("secret"), "accounts.invited-payload");
  EXPECT_EQ(with.at("circumstance").at("address"), "198.51.100.9");
  EXPECT_EQ(body("binh", "/api/v1/events/2").at("payload_state"), "hidden");
  EXPECT_TRUE(body("binh", "/api/v1/events/2").at("payload").is_null());
  EXPECT_EQ(body("an", "/api/v1/events/3").at("payload").at("secret"), "grants.proposed-payload");
  for (const auto* target : {"/api/v1/events", "/api/v1/events?format=csv"}) {
    EXPECT_THAT(ask("an", target).body, Not(HasSubstr("198.51.100.9"))) << target;
    EXPECT_THAT(ask("an", target).body, Not(HasSubstr("-payload"))) << target;
    EXPECT_THAT(ask("binh", target).body, HasSubstr("198.51.100.9")) << target;
  }
  EXPECT_EQ(ask("an", "/api/v1/events").header("Cache-Control"), "private, no-store");
}

TEST_P(AuditRoutesTest, pages_filters_and_export_agree) {
  for (int at = 0; at < 5; ++at)
    record(at % 2 == 0 ? "units.imported" : "claim.recorded", "20", audit::PayloadClass::open);
  const auto first = body("an", "/api/v1/events?kind=units.&limit=2");
  EXPECT_EQ(first.at("total"), 3);
  EXPECT_EQ(first.at("events").at(0).at("number"), 5);
  EXPECT_EQ(first.at("events").at(0).at("kind_vi"), "Nhập đơn vị hành chính");
  const auto cursor = std::string(first.at("next_cursor").as_string());
  const auto second = body("an", "/api/v1/events?kind=units.&limit=2&cursor=" + cursor);
  EXPECT_EQ(second.at("events").as_array().size(), 1U);
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(body("an", "/api/v1/events?order=oldest").at("events").at(0).at("number"), 1);
  EXPECT_EQ(body("an", "/api/v1/events?actor=account:lan&act=test.act&from=2001-01-01&until=2001-12-31").at("total"),
            0);
  const auto csv = ask("an", "/api/v1/events?kind=units.&format=csv&lang=en");
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 4);
  EXPECT_THAT(csv.body, HasSubstr("Number,When,Who"));
  EXPECT_THAT(csv.body, Not(HasSubstr(",=vì"))) << "a spreadsheet must not run it";
  for (const auto* target : {"/api/v1/events?who=an", "/api/v1/events?order=odd", "/api/v1/events?cursor=x"}) {
    EXPECT_EQ(ask("an", target).status, 400) << target;
  }
  EXPECT_EQ(ask("an", "/api/v1/events?from=yesterday").status, 422);
  EXPECT_EQ(ask("an", "/api/v1/events?subject=claim").status, 422);
  EXPECT_EQ(ask("an", "/api/v1/history?kind=claim").status, 400);
  EXPECT_EQ(ask("an", "/api/v1/events/99").status, 404);
  EXPECT_EQ(ask("an", "/api/v1/events/x").status, 404);
}

TEST_P(AuditRoutesTest, the_proof_goes_slice_by_slice_and_names_the_first_break) {
  for (int at = 0; at < 5; ++at) record("units.imported", "20", audit::PayloadClass::open);
  const auto first = body("an", "/api/v1/audit/verification?limit=3");
  EXPECT_EQ(first.at("whole"), true);
  EXPECT_EQ(first.at("is_at_end"), false);
  EXPECT_EQ(first.at("next_after"), 3);
  const auto last = body("an", "/api/v1/audit/verification?after=3");
  EXPECT_EQ(last.at("is_at_end"), true);
  EXPECT_TRUE(last.at("next_after").is_null());
  unguard("event");
  ASSERT_TRUE(database().execute("UPDATE event SET actor = 'x' WHERE number = 4"));
  const auto broken = body("an", "/api/v1/audit/verification");
  EXPECT_EQ(broken.at("whole"), false);
  EXPECT_EQ(broken.at("first_break").at("event"), 4);
  EXPECT_EQ(broken.at("first_break").at("kind"), "hash_differs");
}

TEST_P(AuditRoutesTest, a_head_is_published_once_a_day) {
  const auto publish = [this](const std::string& account, const std::string& query = "", const std::string& key = "") {
    return ask(account, "/api/v1/audit/heads" + query, "POST", R"({"reason":"cuối ngày"})", key);
  };
  EXPECT_EQ(publish("dung").status, http_status("audit.nothing_to_publish"));
  record("units.imported", "20", audit::PayloadClass::open);
  EXPECT_EQ(publish("an").status, http_status("access.local_operator_only"));
  EXPECT_EQ(publish("").status, http_status("access.local_operator_only"));
  const auto tried = publish("dung", "?dry_run=true");
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(parse_json(tried.body)->at("is_dry_run"), true);
  EXPECT_TRUE(body("", "/api/v1/audit/heads").at("heads").as_array().empty());

  const auto first = publish("dung", "", "k1");
  ASSERT_EQ(first.status, 200) << first.body;
  const auto head = *parse_json(first.body);
  EXPECT_EQ(head.at("is_new"), true);
  EXPECT_EQ(head.at("number"), 1);
  EXPECT_EQ(std::string(head.at("hash").as_string()), audit::find_event(database(), 1)->hash);
  const auto event = audit::find_event(database(), 2);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, "audit.head_published");
  EXPECT_EQ(event->circumstance->reason, "cuối ngày");
  EXPECT_EQ(event->circumstance->grant, "grant-1");
  for (const auto* key : {"", "k1", "k2"}) {
    const auto again = publish("dung", "", key);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(parse_json(again.body)->at("is_new"), false) << key;
    EXPECT_EQ(parse_json(again.body)->at("line"), head.at("line")) << key;
  }
  EXPECT_EQ(audit::head(database())->number, 2) << "no event for what was published before";
  EXPECT_EQ(publish("an").status, http_status("access.local_operator_only")) << "nor a way around the permit";
  const auto heads = body("", "/api/v1/audit/heads?limit=1");
  EXPECT_EQ(heads.at("heads").at(0).at("line"), head.at("line"));
  EXPECT_EQ(body("an", "/api/v1/audit/verification").at("published_heads"), 1);
}

INSTANTIATE_TEST_SUITE_P(EachStore, AuditRoutesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::inspection
