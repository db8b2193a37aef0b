#include "platform/commands/writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>

#include "base/hash.h"
#include "platform/audit/verify_chain.h"
#include "platform/storage/migrations.h"
#include "platform/storage/test_database.h"
#include "platform/storage/transaction.h"

namespace luytre::commands {
namespace {

using storage::Database;

Order order_of(std::string act, std::string key = {}, std::string request = {}) {
  return Order{access::Actor::local_operator(), std::move(act), std::move(key), "", std::move(request)};
}

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

class WriterTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(database().execute_script(storage::migration_sql(
        "CREATE TABLE note (event {integer} NOT NULL PRIMARY KEY, words TEXT NOT NULL UNIQUE) {strict}", GetParam())));
  }

  // Writes one note; its words must be new.
  static Body noting(std::string words) {
    return [words = std::move(words)](Database& database, audit::EventNumber number,
                                      const std::string& recorded_at) -> Result<audit::EventDraft> {
      const auto inserted = database.execute("INSERT INTO note (event, words) VALUES (?, ?)", {number, words});
      if (!inserted) return pass_on(inserted);
      return audit::EventDraft{"test.noted", json::object{{"words", words}}, audit::PayloadClass::open, "20",
                               json::object{{"number", number}, {"at", recorded_at}}};
    };
  }

  static Body refusing(std::string words) {
    return [words = std::move(words)](Database& database, audit::EventNumber number,
                                      const std::string& recorded_at) -> Result<audit::EventDraft> {
      const auto draft = noting(words)(database, number, recorded_at);
      if (!draft) return pass_on(draft);
      return refuse("file.not_found", {{"file", words}});
    };
  }

  std::int64_t notes() { return database().query("SELECT count(*) FROM note")->front().integer(0); }

  // Linear, without a gap, and each note carries the number of an event of its own.
  void expect_whole(std::int64_t events) {
    const auto report = audit::verify_chain(database());
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->first_break) << audit::text_of(report->first_break->kind);
    EXPECT_EQ(report->events, events);
    EXPECT_EQ(database().query("SELECT count(*) FROM note n JOIN event e ON e.number = n.event")->front().integer(0),
              events);
  }
};

TEST_P(WriterTest, a_command_changes_records_and_answers) {
  audit::EventNumber published = 0;
  Writer writer(database(), [&published](audit::EventNumber number) { published = number; });
  const auto first = writer.run(order_of("test.note"), noting("một"));
  ASSERT_TRUE(first) << full_message(first.error(), Language::en);
  EXPECT_EQ(first->event, 1);
  EXPECT_FALSE(first->replayed);
  EXPECT_EQ(first->answer.at("number"), 1);
  EXPECT_EQ(published, 1);
  ASSERT_TRUE(writer.run(order_of("test.note"), noting("hai")));
  EXPECT_EQ(published, 2);
  const auto events = audit::list_events(database(), 0, 10);
  EXPECT_EQ(events->at(1).actor, "local operator");
  EXPECT_EQ(events->at(1).act, "test.note");
  EXPECT_EQ(events->at(0).recorded_at, std::string(first->answer.at("at").as_string()));
  expect_whole(2);
}

TEST_P(WriterTest, a_refusal_leaves_nothing_and_takes_no_number) {
  Writer writer(database());
  EXPECT_EQ(code_of(writer.run(order_of("test.note", "k1"), refusing("một"))), "file.not_found");
  EXPECT_EQ(notes(), 0);
  const auto outcome = writer.run(order_of("test.note", "k1"), noting("một"));
  ASSERT_TRUE(outcome) << "the key of a refused order is free";
  EXPECT_EQ(outcome->event, 1);
  EXPECT_EQ(code_of(writer.run(order_of("test.note"), noting("một"))), "storage.constraint");
  expect_whole(1);
}

TEST_P(WriterTest, a_body_that_throws_is_refused_and_the_writer_goes_on) {
  Writer writer(database());
  const auto thrown =
      writer.run(order_of("test.note"),
                 [](Database& database, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
                   EXPECT_TRUE(database.execute("INSERT INTO note (event, words) VALUES (?, 'x')", {number}));
                   throw std::runtime_error("out of bamboo");
                 });
  EXPECT_EQ(code_of(thrown), "commands.body_failed");
  ASSERT_TRUE(writer.run(order_of("test.note"), noting("một")));
  expect_whole(1);
}

TEST_P(WriterTest, only_the_permitted_write) {
  Writer writer(database());
  Order order = order_of("test.note");
  order.actor = access::Actor::nobody();
  EXPECT_EQ(code_of(writer.run(order, noting("một"))), "access.local_operator_only");
  EXPECT_EQ(notes(), 0);
}

TEST_P(WriterTest, a_command_inside_a_command_is_refused) {
  Writer writer(database());
  std::string inner;
  const auto outer = writer.run(
      order_of("test.note"),
      [&](Database& database, audit::EventNumber number, const std::string& at) -> Result<audit::EventDraft> {
        inner = code_of(writer.run(order_of("test.note"), noting("trong")));
        return noting("ngoài")(database, number, at);
      });
  EXPECT_TRUE(outer);
  EXPECT_EQ(inner, "commands.nested");
}

TEST_P(WriterTest, a_key_used_again_gives_the_first_answer) {
  Writer writer(database());
  const auto first = writer.run(order_of("test.note", "k1", "words=một"), noting("một"));
  ASSERT_TRUE(first);
  ASSERT_TRUE(writer.run(order_of("test.note"), noting("hai")));
  const auto again = writer.run(order_of("test.note", "k1", "words=một"), noting("một"));
  ASSERT_TRUE(again) << full_message(again.error(), Language::en);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->event, first->event);
  EXPECT_EQ(again->answer, first->answer);

  EXPECT_EQ(code_of(writer.run(order_of("test.note", "k1", "words=ba"), noting("ba"))), "commands.key_reused");
  EXPECT_EQ(code_of(writer.run(order_of("test.other", "k1", "words=một"), noting("ba"))), "commands.key_reused");
  Order elsewhere = order_of("test.note", "k1", "words=một");
  elsewhere.unit_code = "06001";
  EXPECT_EQ(code_of(writer.run(elsewhere, noting("ba"))), "commands.key_reused");
  Order by_another = order_of("test.note", "k1", "words=bốn");
  by_another.actor = access::Actor::local_operator("lan");
  EXPECT_TRUE(writer.run(by_another, noting("bốn"))) << "keys belong to their actor";
  expect_whole(3);
}

TEST_P(WriterTest, an_odd_key_is_refused) {
  Writer writer(database());
  const std::string odd[] = {std::string(idempotency_key_bytes_max + 1, 'k'), "a b", std::string("a\0b", 3)};
  for (const auto& key : odd) {
    EXPECT_EQ(code_of(writer.run(order_of("test.note", key), noting("một"))), "commands.bad_key");
  }
}

TEST_P(WriterTest, too_large_a_payload_is_refused_alone) {
  Writer writer(database());
  const auto refused = writer.run(
      order_of("test.note"), [](Database&, audit::EventNumber, const std::string&) -> Result<audit::EventDraft> {
        return audit::EventDraft{"test.noted", json::value(std::string(audit::payload_bytes_max, 'x')),
                                 audit::PayloadClass::open, "", nullptr};
      });
  EXPECT_EQ(code_of(refused), "audit.payload_too_large");
  EXPECT_TRUE(writer.run(order_of("test.note"), noting("một")));
}

TEST_P(WriterTest, a_body_that_ends_the_transaction_fails_and_records_nothing) {
  Writer writer(database());
  const auto refused =
      writer.run(order_of("test.note"),
                 [](Database& database, audit::EventNumber number, const std::string& at) -> Result<audit::EventDraft> {
                   auto draft = noting("một")(database, number, at);
                   EXPECT_TRUE(database.rollback());
                   return draft;
                 });
  EXPECT_EQ(code_of(refused), "storage.transaction_lost");
  EXPECT_EQ(notes(), 0);
  EXPECT_TRUE(writer.run(order_of("test.note"), noting("hai")));
  expect_whole(1);
}

// Every third order is refused; the others are all there, each once, in one line.
void write_from_many_threads(const std::vector<Writer*>& writers, int threads, int orders,
                             const std::function<Body(std::string)>& noting,
                             const std::function<Body(std::string)>& refusing) {
  std::vector<std::thread> running;
  std::atomic<int> failures = 0;
  for (int thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      Writer& writer = *writers[static_cast<std::size_t>(thread) % writers.size()];
      std::set<audit::EventNumber> numbers;
      for (int at = 0; at < orders; ++at) {
        const std::string words = std::to_string(thread) + "/" + std::to_string(at);
        const bool is_refused = at % 3 == 2;
        const auto outcome = writer.run(order_of("test.note", words), is_refused ? refusing(words) : noting(words));
        if (outcome.has_value() == is_refused) {
          ++failures;
          ADD_FAILURE() << words << ": " << (outcome ? "not refused" : full_message(outcome.error(), Language::en));
        }
        if (outcome && !numbers.insert(outcome->event).second) ++failures;
        if (outcome && *numbers.rbegin() != outcome->event) ++failures;  // later orders get later numbers
      }
    });
  }
  for (auto& thread : running) thread.join();
  EXPECT_EQ(failures, 0);
}

TEST_P(WriterTest, eight_threads_share_one_writer) {
  std::atomic<int> commits = 0;
  Writer writer(database(), [&commits](audit::EventNumber) { ++commits; });
  write_from_many_threads({&writer}, 8, 60, noting, refusing);
  expect_whole(8 * 40);
  EXPECT_LE(commits, 8 * 40);
}

TEST_P(WriterTest, two_writers_share_one_database) {
  auto other = another_connection();
  ASSERT_NE(other, nullptr);
  Writer first(database());
  Writer second(*other);
  write_from_many_threads({&first, &second}, 8, 30, noting, refusing);
  expect_whole(8 * 20);
}

TEST_P(WriterTest, orders_that_wait_are_committed_together) {
  std::atomic<int> commits = 0;
  Writer writer(database(), [&commits](audit::EventNumber) { ++commits; });
  std::atomic<bool> is_leading = false;
  std::atomic<bool> may_go_on = false;
  std::thread leader([&] {
    EXPECT_TRUE(writer.run(
        order_of("test.note"),
        [&](Database& database, audit::EventNumber number, const std::string& at) -> Result<audit::EventDraft> {
          is_leading = true;
          while (!may_go_on) std::this_thread::yield();
          return noting("đầu")(database, number, at);
        }));
  });
  while (!is_leading) std::this_thread::yield();
  std::vector<std::thread> followers;
  for (int at = 0; at < 7; ++at) {
    followers.emplace_back([&, at] {
      const std::string words = std::to_string(at);
      const auto outcome = writer.run(order_of("test.note"), at == 3 ? refusing(words) : noting(words));
      EXPECT_EQ(outcome.has_value(), at != 3);
    });
  }
  while (writer.waiting_orders() < 7) std::this_thread::yield();
  may_go_on = true;
  leader.join();
  for (auto& follower : followers) follower.join();
  EXPECT_EQ(commits, 2);
  expect_whole(7);
}

INSTANTIATE_TEST_SUITE_P(EachStore, WriterTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::commands
