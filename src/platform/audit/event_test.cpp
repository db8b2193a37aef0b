#include "platform/audit/event.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/verify_chain.h"
#include "platform/storage/test_database.h"
#include "platform/storage/transaction.h"

namespace luytre::audit {
namespace {

using storage::Blob;
using storage::Transaction;
using storage::TransactionKind;

class ChainTest : public storage::StoreTest {
 protected:
  // As a writer does it.
  void record(const std::string& kind, PayloadClass payload_class = PayloadClass::open) {
    auto transaction = Transaction::begin(database(), TransactionKind::write);
    ASSERT_TRUE(transaction);
    auto end = lock_head(database());
    ASSERT_TRUE(end) << full_message(end.error(), Language::en);
    const auto recorded_at = recording_time(database(), *end);
    ASSERT_TRUE(recorded_at);
    const EventDraft draft{kind, json::object{{"xã", "Đồng Đăng"}, {"nul", std::string(1, '\0')}}, payload_class, "20",
                           nullptr};
    ASSERT_TRUE(append(database(), *end, *recorded_at, "local operator", "test.act", Circumstance{}, draft));
    ASSERT_TRUE(save_head(database(), *end));
    ASSERT_TRUE(transaction->commit());
  }

  void tamper(std::string_view sql, const std::vector<storage::Value>& parameters = {}) {
    const auto done = database().execute(sql, parameters);
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
    ASSERT_EQ(*done, 1);
  }

  ChainReport report(const std::optional<Anchor>& anchor = std::nullopt) {
    const auto made = verify_chain(database(), anchor);
    EXPECT_TRUE(made) << (made ? "" : full_message(made.error(), Language::en));
    return made ? *made : ChainReport{};
  }

  void expect_break(EventNumber number, BreakKind kind) {
    const auto found = report();
    ASSERT_TRUE(found.first_break.has_value());
    EXPECT_EQ(found.first_break->number, number);
    EXPECT_EQ(text_of(found.first_break->kind), text_of(kind));
  }

  void keep_copy() {
    ASSERT_TRUE(database().execute_script(
        "CREATE TABLE event_copy AS SELECT * FROM event; CREATE TABLE payload_copy AS SELECT * FROM event_payload;"
        "CREATE TABLE head_copy AS SELECT * FROM event_head"));
  }

  void restore_copy() {
    ASSERT_TRUE(database().execute_script(
        "DELETE FROM event_payload; DELETE FROM event; DELETE FROM event_head;"
        "INSERT INTO event SELECT * FROM event_copy;"
        "INSERT INTO event_payload SELECT * FROM payload_copy; INSERT INTO event_head SELECT * FROM head_copy"));
  }

  std::string code_of(const auto& result) { return result ? "" : result.error().code; }
};

TEST_P(ChainTest, an_empty_log_is_whole) {
  EXPECT_FALSE(report().first_break);
  const auto end = head(database());
  ASSERT_TRUE(end);
  EXPECT_EQ(end->number, 0);
  EXPECT_EQ(end->hash, std::string(32, '\0'));
}

TEST_P(ChainTest, events_are_numbered_listed_and_chained) {
  for (const auto* kind : {"a", "b", "c"}) record(kind);
  const auto whole = report();
  EXPECT_FALSE(whole.first_break);
  EXPECT_EQ(whole.events, 3);
  EXPECT_EQ(whole.erased, 0);
  EXPECT_EQ(whole.head_number, 3);

  const auto events = list_events(database(), 1, 10);
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 2U);
  EXPECT_EQ(events->at(0).number, 2);
  EXPECT_EQ(events->at(0).kind, "b");
  EXPECT_EQ(events->at(0).act, "test.act");
  EXPECT_EQ(events->at(0).province, "20");
  EXPECT_EQ(events->at(1).hash, whole.head_hash);
  EXPECT_EQ(parse_json(*events->at(1).payload)->at("xã"), "Đồng Đăng");
  EXPECT_LE(events->at(0).recorded_at, events->at(1).recorded_at);
  EXPECT_EQ(list_events(database(), 0, 1)->size(), 1U);
  EXPECT_EQ(code_of(list_events(database(), 0, 0)), "audit.bad_limit");
  EXPECT_EQ(code_of(list_events(database(), 0, listed_events_max + 1)), "audit.bad_limit");
}

TEST_P(ChainTest, every_change_of_the_past_shows) {
  struct Case {
    std::string_view sql;
    EventNumber number;
    BreakKind kind;
  };
  const Case cases[] = {
      {"UPDATE event SET kind = 'x' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET actor = 'x' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET act = 'x' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET province = '01' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET payload_class = 'personal' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET recorded_at = '2001' WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET hash = (SELECT hash FROM event WHERE number = 1) WHERE number = 2", 2,
       BreakKind::hash_differs},
      {"UPDATE event SET previous_hash = hash WHERE number = 2", 2, BreakKind::previous_hash_differs},
      {"UPDATE event_payload SET payload = '{}' WHERE number = 2", 2, BreakKind::payload_differs},
      {"UPDATE event_payload SET salt = (SELECT salt FROM event_payload WHERE number = 1) WHERE number = 2", 2,
       BreakKind::payload_differs},
      {"UPDATE event_head SET number = 7", 3, BreakKind::head_differs},
      {"UPDATE event_head SET hash = (SELECT hash FROM event WHERE number = 1)", 3, BreakKind::head_differs},
  };
  for (const auto* kind : {"a", "b", "c"}) record(kind);
  keep_copy();
  for (const auto& change : cases) {
    SCOPED_TRACE(change.sql);
    tamper(change.sql);
    expect_break(change.number, change.kind);
    restore_copy();
    ASSERT_FALSE(report().first_break);
  }
}

TEST_P(ChainTest, a_removed_event_shows) {
  for (const auto* kind : {"a", "b", "c"}) record(kind);
  tamper("DELETE FROM event_payload WHERE number = 2");
  tamper("DELETE FROM event WHERE number = 2");
  expect_break(3, BreakKind::number_missing);
  tamper("DELETE FROM event_payload WHERE number = 3");
  tamper("DELETE FROM event WHERE number = 3");
  expect_break(1, BreakKind::head_differs);
}

TEST_P(ChainTest, a_rewritten_log_is_found_by_a_hash_noted_down_outside) {
  for (const auto* kind : {"a", "b"}) record(kind);
  const auto noted = report();
  const Anchor anchor{noted.head_number, noted.head_hash};
  record("c");
  EXPECT_FALSE(report(anchor).first_break);
  // Somebody with full access makes a log of the same length that is whole in itself.
  for (const auto* sql : {"DELETE FROM event_payload", "DELETE FROM event", "DELETE FROM event_head"}) {
    ASSERT_TRUE(database().execute(sql));
  }
  for (const auto* kind : {"x", "y", "z"}) record(kind);
  EXPECT_FALSE(report().first_break);
  ASSERT_TRUE(report(anchor).first_break);
  EXPECT_EQ(report(anchor).first_break->kind, BreakKind::anchor_differs);
  EXPECT_EQ(report(Anchor{9, noted.head_hash}).first_break->kind, BreakKind::anchor_differs);
}

TEST_P(ChainTest, an_erased_payload_leaves_the_chain_whole) {
  record("open");
  record("personal", PayloadClass::personal);
  record("sealed", PayloadClass::sealed);
  ASSERT_TRUE(erase_payload(database(), 2));
  EXPECT_EQ(code_of(erase_payload(database(), 2)), "audit.already_erased");
  EXPECT_EQ(code_of(erase_payload(database(), 1)), "audit.open_payload");
  EXPECT_EQ(code_of(erase_payload(database(), 9)), "audit.no_event");
  const auto whole = report();
  EXPECT_FALSE(whole.first_break);
  EXPECT_EQ(whole.events, 3);
  EXPECT_EQ(whole.erased, 1);
  const auto events = list_events(database(), 0, 10);
  EXPECT_FALSE(events->at(1).payload);
  EXPECT_TRUE(events->at(2).payload);
}

TEST_P(ChainTest, a_clock_set_back_does_not_turn_time_round) {
  const auto now = recording_time(database(), Head{1, std::string(32, 'x'), "2999-01-01T00:00:00.000000Z"});
  EXPECT_EQ(now, "2999-01-01T00:00:00.000000Z");
}

TEST_P(ChainTest, a_log_without_its_head_row_is_refused_for_writing) {
  record("a");
  ASSERT_TRUE(database().execute("DELETE FROM event_head"));
  expect_break(1, BreakKind::head_differs);
  auto transaction = Transaction::begin(database(), TransactionKind::write);
  EXPECT_EQ(code_of(lock_head(database())), "audit.head_missing");
}

INSTANTIATE_TEST_SUITE_P(EachStore, ChainTest, storage::each_store(), storage::store_name);

// The formulas of event.h, written out by hand: another program must be able to check the chain.
TEST(Chain, hash_is_as_the_header_says) {
  StoredEvent event;
  event.number = 12;
  event.recorded_at = "2025-07-01T00:00:00.000000Z";
  event.kind = "units.imported";
  event.actor = "lan";
  event.act = "units.import";
  event.payload_class = "open";
  event.commitment = commitment_of("salt", "payload");
  event.previous_hash = hash_before_first();
  EXPECT_EQ(event.commitment, sha256("saltpayload"));
  EXPECT_EQ(hash_of(event), sha256("luytre event 1\n2:12,27:2025-07-01T00:00:00.000000Z,14:units.imported,3:lan,"
                                   "12:units.import,0:,4:open,32:" +
                                   sha256("saltpayload") + ",32:" + std::string(32, '\0') + ","));
}

}  // namespace
}  // namespace luytre::audit
