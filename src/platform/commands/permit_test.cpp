// What the permit decides for an order, and orders that are only tried.
#include <gtest/gtest.h>

#include "platform/commands/writer.h"
#include "platform/storage/migrations.h"
#include "platform/storage/test_database.h"

namespace luytre::commands {
namespace {

using storage::Database;

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

class PermitTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(database().execute_script(
        storage::migration_sql("CREATE TABLE note (event {integer} NOT NULL PRIMARY KEY) {strict};"
                               "CREATE TABLE role_held (account TEXT NOT NULL PRIMARY KEY) {strict}",
                               GetParam())));
  }

  static Result<audit::EventDraft> note(Database& database, audit::EventNumber number, const std::string&) {
    const auto inserted = database.execute("INSERT INTO note (event) VALUES (?)", {number});
    if (!inserted) return pass_on(inserted);
    audit::EventDraft draft;
    draft.kind = "test.noted";
    draft.answer = json::object{{"number", number}};
    return draft;
  }

  // Allowed for accounts that stand in the table, and for the unit they ask about.
  static Result<Permission> held(Database& database, const access::Actor& actor, const access::Ask& ask) {
    const auto rows = database.query("SELECT account FROM role_held WHERE account = ?", {actor.account});
    if (!rows) return pass_on(rows);
    if (rows->empty() || ask.unit == "elsewhere") return refuse("access.local_operator_only");
    return Permission{"grant-" + actor.account, ""};
  }

  std::int64_t notes() { return database().query("SELECT count(*) FROM note")->front().integer(0); }

  static Order order_by(const std::string& account) {
    Order order;
    order.actor = access::Actor::of_account(account);
    order.act = "test.note";
    return order;
  }
};

TEST_P(PermitTest, is_asked_in_the_transaction_that_writes) {
  Writer writer(database(), {}, held);
  EXPECT_EQ(code_of(writer.run(order_by("an"), note)), "access.local_operator_only");
  ASSERT_TRUE(database().execute("INSERT INTO role_held (account) VALUES ('an')"));
  EXPECT_TRUE(writer.run(order_by("an"), note));
  ASSERT_TRUE(database().execute("DELETE FROM role_held"));
  EXPECT_EQ(code_of(writer.run(order_by("an"), note)), "access.local_operator_only");
  EXPECT_EQ(notes(), 1);
}

TEST_P(PermitTest, every_ask_must_be_allowed) {
  Writer writer(database(), {}, held);
  ASSERT_TRUE(database().execute("INSERT INTO role_held (account) VALUES ('an')"));
  Order order = order_by("an");
  order.asks = {{"test.note", "here", {}, {}}, {"test.note", "elsewhere", {}, {}}};
  EXPECT_EQ(code_of(writer.run(order, note)), "access.local_operator_only");
  order.asks.pop_back();
  EXPECT_TRUE(writer.run(order, note));
}

TEST_P(PermitTest, an_act_about_oneself_needs_no_role_but_only_oneself) {
  Writer writer(database(), {}, held);
  Order order = order_by("an");
  order.own_account = "an";
  EXPECT_TRUE(writer.run(order, note));
  order.own_account = "binh";
  EXPECT_EQ(code_of(writer.run(order, note)), "commands.not_own");
  order.actor = access::Actor::nobody();
  EXPECT_EQ(code_of(writer.run(order, note)), "commands.not_own");
}

TEST_P(PermitTest, a_trial_answers_and_keeps_nothing) {
  Writer writer(database());
  Order order;
  order.actor = access::Actor::local_operator();
  order.act = "test.note";
  order.idempotency_key = "k1";
  order.is_dry_run = true;
  const auto tried = writer.run(order, note);
  ASSERT_TRUE(tried) << full_message(tried.error(), Language::en);
  EXPECT_TRUE(tried->is_dry_run);
  EXPECT_EQ(tried->event, 0);
  EXPECT_EQ(tried->answer.at("number"), 1);
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(audit::head(database())->number, 0);
  order.is_dry_run = false;
  const auto done = writer.run(order, note);
  ASSERT_TRUE(done) << "the key of a trial is free";
  EXPECT_FALSE(done->replayed);
  EXPECT_EQ(done->event, 1);
  EXPECT_EQ(notes(), 1);
}

TEST_P(PermitTest, a_trial_is_refused_like_the_real_thing) {
  Writer writer(database(), {}, held);
  Order order = order_by("an");
  order.is_dry_run = true;
  EXPECT_EQ(code_of(writer.run(order, note)), "access.local_operator_only");
}

INSTANTIATE_TEST_SUITE_P(EachStore, PermitTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::commands
