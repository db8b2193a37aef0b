#include "platform/audit/event.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/event_store.h"
#include "platform/audit/find_events.h"
#include "platform/audit/published_head.h"
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
    EventDraft draft{kind, json::object{{"xã", "Đồng Đăng"}, {"nul", std::string(1, '\0')}}, payload_class, "20",
                     nullptr};
    draft.subjects = {{"unit", "06001@2025-07-01"}, {"claim", kind}, {"claim", kind}};
    const Circumstance circumstance{"192.0.2.7", "Trình duyệt\xFF", "s1", "sửa số liệu", "g1", ""};
    ASSERT_TRUE(append(database(), *end, *recorded_at, "local operator", "test.act", circumstance, draft));
    ASSERT_TRUE(save_head(database(), *end));
    ASSERT_TRUE(transaction->commit());
  }

  // As events were written before there were circumstances.
  void record_form_1(const std::string& kind) {
    const auto end = lock_head(database());
    ASSERT_TRUE(end);
    StoredEvent event;
    event.number = end->number + 1;
    event.recorded_at = "2025-07-01T00:00:00.000000Z";
    event.kind = kind;
    event.actor = "local operator";
    event.act = "test.act";
    event.payload_class = "open";
    event.salt = std::string(salt_bytes, 's');
    event.payload = "{}";
    event.commitment = commitment_of(*event.salt, *event.payload);
    event.previous_hash = end->hash;
    event.hash = hash_of(event);
    ASSERT_TRUE(insert_event(database(), event));
    ASSERT_TRUE(save_head(database(), Head{event.number, event.hash, event.recorded_at}));
  }

  void unguard_log() {
    for (const auto* table : {"event", "event_payload", "event_circumstance", "event_subject", "event_erasure"}) {
      unguard(table);
    }
  }

  void tamper(std::string_view sql, const std::vector<storage::Value>& parameters = {}) {
    const auto done = database().execute(sql, parameters);
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
    ASSERT_EQ(*done, 1);
  }

  ChainReport report(const std::optional<Anchor>& anchor = std::nullopt) {
    Verification verification;
    if (anchor) verification.anchors.push_back(*anchor);
    const auto made = verify_chain(database(), verification);
    EXPECT_TRUE(made) << (made ? "" : full_message(made.error(), Language::en));
    return made ? *made : ChainReport{};
  }

  void expect_break(EventNumber number, BreakKind kind) {
    const auto found = report();
    ASSERT_TRUE(found.first_break.has_value());
    EXPECT_EQ(found.first_break->number, number);
    EXPECT_EQ(text_of(found.first_break->kind), text_of(kind));
  }

  static constexpr const char* copied[] = {"event", "event_payload", "event_circumstance", "event_subject",
                                           "event_head"};

  void keep_copy() {
    for (const std::string table : copied) {
      ASSERT_TRUE(database().execute_script("CREATE TABLE " + table + "_copy AS SELECT * FROM " + table));
    }
  }

  void restore_copy() {
    std::string script;
    for (const std::string table : {"event_subject", "event_circumstance", "event_payload", "event", "event_head"}) {
      script += "DELETE FROM " + table + ";";
    }
    for (const std::string table : copied) script += "INSERT INTO " + table + " SELECT * FROM " + table + "_copy;";
    const auto done = database().execute_script(script);
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
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
      {"UPDATE event SET commitment = hash WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET circumstance_commitment = hash WHERE number = 2", 2, BreakKind::hash_differs},
      {"UPDATE event SET circumstance_commitment = NULL WHERE number = 2", 2, BreakKind::hash_differs},
      {"DELETE FROM event_payload WHERE number = 2", 2, BreakKind::payload_missing},
      {"UPDATE event_circumstance SET circumstance = '{}' WHERE number = 2", 2, BreakKind::circumstance_differs},
      {"UPDATE event_circumstance SET salt = (SELECT salt FROM event_payload WHERE number = 1) WHERE number = 2", 2,
       BreakKind::circumstance_differs},
      {"DELETE FROM event_circumstance WHERE number = 2", 2, BreakKind::circumstance_missing},
      {"UPDATE event_subject SET id = 'x' WHERE event = 2 AND kind = 'unit'", 2, BreakKind::hash_differs},
      {"UPDATE event_subject SET kind = 'x' WHERE event = 2 AND kind = 'unit'", 2, BreakKind::hash_differs},
      {"UPDATE event_subject SET event = 3 WHERE event = 2 AND kind = 'claim'", 2, BreakKind::hash_differs},
      {"DELETE FROM event_subject WHERE event = 2 AND kind = 'unit'", 2, BreakKind::hash_differs},
      {"INSERT INTO event_subject (event, kind, id) VALUES (2, 'x', 'y')", 2, BreakKind::hash_differs},
      {"UPDATE event_head SET number = 7", 3, BreakKind::head_differs},
      {"UPDATE event_head SET hash = (SELECT hash FROM event WHERE number = 1)", 3, BreakKind::head_differs},
  };
  for (const auto* kind : {"a", "b", "c"}) record(kind);
  unguard_log();
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
  unguard_log();
  const auto remove = [this](const std::string& number) {
    ASSERT_TRUE(database().execute_script("DELETE FROM event_subject WHERE event = " + number +
                                          "; DELETE FROM event_circumstance WHERE number = " + number +
                                          "; DELETE FROM event_payload WHERE number = " + number +
                                          "; DELETE FROM event WHERE number = " + number));
  };
  remove("2");
  expect_break(3, BreakKind::number_missing);
  remove("3");
  expect_break(1, BreakKind::head_differs);
}

TEST_P(ChainTest, a_rewritten_log_is_found_by_a_hash_noted_down_outside) {
  for (const auto* kind : {"a", "b"}) record(kind);
  const auto noted = report();
  const Anchor anchor{noted.head_number, noted.head_hash};
  record("c");
  EXPECT_FALSE(report(anchor).first_break);
  // Somebody with full access makes a log of the same length that is whole in itself.
  unguard_log();
  for (const std::string table : {"event_subject", "event_circumstance", "event_payload", "event", "event_head"}) {
    ASSERT_TRUE(database().execute("DELETE FROM " + table));
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
  EXPECT_EQ(code_of(database().execute("DELETE FROM event_payload WHERE number = 2")), "storage.append_only")
      << "not without a note of who erased it";
  ASSERT_TRUE(erase_payload(database(), 2, 4));
  EXPECT_EQ(code_of(erase_payload(database(), 2, 4)), "audit.already_erased");
  EXPECT_EQ(code_of(erase_payload(database(), 1, 4)), "audit.open_payload");
  EXPECT_EQ(code_of(erase_payload(database(), 9, 4)), "audit.no_event");
  const auto whole = report();
  EXPECT_FALSE(whole.first_break);
  EXPECT_EQ(whole.events, 3);
  EXPECT_EQ(whole.erased, 1);
  EXPECT_EQ(whole.erased_circumstances, 0);
  const auto events = list_events(database(), 0, 10);
  EXPECT_FALSE(events->at(1).payload);
  EXPECT_TRUE(events->at(1).is_payload_erased);
  EXPECT_TRUE(events->at(2).payload);
  // The note itself cannot be taken back, and a payload gone with its note gone is a break.
  EXPECT_EQ(code_of(database().execute("DELETE FROM event_erasure")), "storage.append_only");
  unguard_log();
  tamper("DELETE FROM event_erasure");
  expect_break(2, BreakKind::payload_missing);
}

TEST_P(ChainTest, an_open_payload_stays_whatever_is_noted) {
  record("open");
  ASSERT_TRUE(insert_erasure(database(), 1, "payload", 2));
  EXPECT_EQ(code_of(database().execute("DELETE FROM event_payload")), "storage.append_only");
  unguard_log();
  tamper("DELETE FROM event_payload");
  expect_break(1, BreakKind::payload_missing);
}

TEST_P(ChainTest, erased_circumstances_leave_the_chain_whole) {
  record_form_1("old");
  record("a");
  EXPECT_EQ(code_of(database().execute("DELETE FROM event_circumstance")), "storage.append_only");
  ASSERT_TRUE(erase_circumstance(database(), 2, 3)) << "also of an event whose payload is open";
  EXPECT_EQ(code_of(erase_circumstance(database(), 2, 3)), "audit.already_erased");
  EXPECT_EQ(code_of(erase_circumstance(database(), 1, 3)), "audit.no_circumstance");
  EXPECT_EQ(code_of(erase_circumstance(database(), 7, 3)), "audit.no_event");
  record("b");
  const auto whole = report();
  EXPECT_FALSE(whole.first_break);
  EXPECT_EQ(whole.erased, 0);
  EXPECT_EQ(whole.erased_circumstances, 1);
  const auto event = find_event(database(), 2);
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->has_circumstance);
  EXPECT_FALSE(event->circumstance);
}

TEST_P(ChainTest, events_of_form_1_still_verify_and_cannot_take_what_form_2_keeps) {
  record_form_1("old");
  record_form_1("older");
  record("new");
  EXPECT_FALSE(report().first_break);
  EXPECT_EQ(report().events, 3);
  const auto old = find_event(database(), 2);
  ASSERT_TRUE(old);
  EXPECT_FALSE(old->has_circumstance);
  EXPECT_EQ(find_event(database(), 3)->circumstance->reason, "sửa số liệu");
  EXPECT_EQ(find_event(database(), 3)->circumstance->agent, "Tr??nh duy???t?") << "not UTF-8: made harmless";
  ASSERT_TRUE(database().execute("INSERT INTO event_circumstance (number, salt, circumstance) VALUES (2, ?, '{}')",
                                 {Blob{"salt"}}));
  expect_break(2, BreakKind::circumstance_differs);
}

TEST_P(ChainTest, a_slice_ends_at_its_limit_and_the_next_goes_on) {
  for (const auto* kind : {"a", "b", "c", "d", "e"}) record(kind);
  Verification slice;
  slice.events_max = 2;
  const auto first = verify_chain(database(), slice);
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->first_break);
  EXPECT_FALSE(first->is_at_end);
  EXPECT_EQ(first->reached, 2);
  EXPECT_EQ(first->reached_hash, find_event(database(), 2)->hash);
  slice.after = 2;
  slice.events_max = 10;
  slice.bytes_max = 1;
  EXPECT_EQ(verify_chain(database(), slice)->reached, 3) << "bytes are a limit too";
  slice.bytes_max = 1000;
  const auto last = verify_chain(database(), slice);
  ASSERT_TRUE(last);
  EXPECT_TRUE(last->is_at_end);
  EXPECT_EQ(last->events, 3);
  EXPECT_EQ(last->reached_hash, last->head_hash);
  slice.after = 9;
  EXPECT_EQ(code_of(verify_chain(database(), slice)), "audit.no_event");
}

TEST_P(ChainTest, a_published_head_is_an_anchor_by_itself) {
  EXPECT_EQ(code_of(publish_head_before(database(), 1, "2025-07-01T17:00:00.000000Z")), "audit.nothing_to_publish");
  for (const auto* kind : {"a", "b", "c"}) record(kind);
  const auto head = publish_head_before(database(), 3, "2025-07-01T17:00:00.000000Z");
  ASSERT_TRUE(head) << full_message(head.error(), Language::en);
  EXPECT_EQ(head->day, Date::of(2025, 7, 2)) << "the day of Vietnam";
  EXPECT_EQ(head->number, 2);
  EXPECT_EQ(hex(head->hash), find_event(database(), 2)->hash);
  EXPECT_EQ(code_of(publish_head_before(database(), 4, "2025-07-02T16:59:59.999999Z")), "audit.head_published");
  ASSERT_TRUE(publish_head_before(database(), 4, "2025-07-02T17:00:00.000000Z"));
  EXPECT_EQ(report().published_heads, 2);
  EXPECT_FALSE(report().first_break);
  EXPECT_EQ(published_heads(database(), 9)->front().day, Date::of(2025, 7, 3)) << "newest first";
  EXPECT_EQ(published_heads(database(), 9, Date::of(2025, 7, 3))->size(), 1U);
  unguard("audit_head");
  for (const auto* sql : {"UPDATE audit_head SET number = 1 WHERE day = '2025-07-02'",
                          "UPDATE audit_head SET number = 2 WHERE day = '2025-07-03'"}) {
    tamper(sql);
    ASSERT_TRUE(report().first_break) << sql;
    EXPECT_EQ(report().first_break->kind, BreakKind::published_head_differs) << sql;
  }
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
TEST(Chain, a_file_of_published_heads_is_read_line_by_line) {
  const std::string hash(64, 'a');
  const auto anchors = parse_anchors("# sổ\n\n2025-07-01  7:" + hash + "  Lan\r\n2025-07-02,9:" + hash, "heads.txt");
  ASSERT_TRUE(anchors) << full_message(anchors.error(), Language::en);
  ASSERT_EQ(anchors->size(), 2U);
  EXPECT_EQ(anchors->at(0).number, 7);
  EXPECT_EQ(anchors->at(1).number, 9);
  EXPECT_EQ(anchors->at(1).hash, hash);
  EXPECT_EQ(parse_anchors("1:" + hash + "\nx:y\n", "heads.txt").error().where, "heads.txt:2");
  EXPECT_EQ(parse_anchors("2025-07-01", "heads.txt").error().code, "audit.bad_anchor");
  EXPECT_EQ(parse_anchors("# leer\n", "heads.txt").error().code, "audit.no_anchors");
}

TEST(Chain, many_subjects_become_the_whole) {
  std::vector<Subject> few{{"unit", "2"}, {"unit", "1"}, {"unit", "2"}};
  EXPECT_EQ(subjects_or(few, {"import", "f"}), (std::vector<Subject>{{"unit", "1"}, {"unit", "2"}}));
  std::vector<Subject> many;
  for (std::size_t at = 0; at <= subjects_max; ++at) many.push_back({"unit", std::to_string(at)});
  EXPECT_EQ(subjects_or(many, {"import", "f"}), (std::vector<Subject>{{"import", "f"}}));
}

TEST(Chain, form_2_is_as_the_header_says) {
  StoredEvent event;
  event.number = 3;
  event.recorded_at = "2025-07-01T00:00:00.000000Z";
  event.kind = "a.b";
  event.actor = "lan";
  event.act = "a.c";
  event.province = "20";
  event.payload_class = "open";
  event.commitment = sha256("1");
  event.previous_hash = sha256("2");
  event.circumstance_commitment = sha256("3");
  event.subjects = {{"claim", "1"}, {"unit", "06001"}};
  EXPECT_EQ(
      hash_of(event),
      sha256("luytre event 2\n1:3,27:2025-07-01T00:00:00.000000Z,3:a.b,3:lan,3:a.c,2:20,4:open,32:" + sha256("1") +
             ",32:" + sha256("3") + ",32:[[\"claim\",\"1\"],[\"unit\",\"06001\"]],32:" + sha256("2") + ","));
}

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
