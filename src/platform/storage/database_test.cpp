#include "platform/storage/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "platform/storage/instant.h"
#include "platform/storage/migrations.h"
#include "platform/storage/test_database.h"
#include "platform/storage/transaction.h"

namespace luytre::storage {
namespace {

constexpr std::string_view sample_table =
    "CREATE TABLE sample (id {integer} NOT NULL PRIMARY KEY, words TEXT, raw {bytes}) {strict}";

template <class T>
T expect(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : full_message(result.error(), Language::en));
  return result ? std::move(*result) : T{};
}

void expect(const Done& done) {
  EXPECT_TRUE(done.has_value()) << (done ? "" : full_message(done.error(), Language::en));
}

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

class DatabaseTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    expect(database().execute_script(migration_sql(sample_table, GetParam())));
  }

  std::int64_t count() { return expect(database().query("SELECT count(*) FROM sample")).front().integer(0); }
};

TEST_P(DatabaseTest, values_come_back_as_they_went_in) {
  const std::int64_t numbers[] = {
      0, 1, -1, 10'000, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
  const std::string texts[] = {"", "đường Cao Lộc – xã Đồng Đăng", "''\"?$1; --", "\xF0\x9F\x8E\x8B tre", "\r\n\t"};
  const std::string blobs[] = {std::string(), std::string("\0\xFF\0\x80 a", 6), std::string(100'000, '\0')};
  std::int64_t id = 0;
  for (const auto number : numbers) {
    const auto rows = expect(database().query("SELECT ? + 0", {number}));
    EXPECT_EQ(rows.at(0).integer(0), number);
  }
  for (const auto& text : texts) {
    expect(database().execute("INSERT INTO sample (id, words) VALUES (?, ?)", {++id, text}));
    const auto rows = expect(database().query("SELECT words, raw FROM sample WHERE id = ? AND words = ?", {id, text}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].text(0), text);
    EXPECT_TRUE(rows[0].is_null(1));
    EXPECT_EQ(rows[0].text_or_null(0), text);
  }
  for (const auto& blob : blobs) {
    expect(database().execute("INSERT INTO sample (id, raw) VALUES (?, ?)", {++id, Blob{blob}}));
    const auto rows = expect(database().query("SELECT raw, words FROM sample WHERE raw = ?", {Blob{blob}}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].bytes(0), blob);
    EXPECT_EQ(rows[0].text_or_null(1), std::nullopt);
  }
}

TEST_P(DatabaseTest, text_must_be_utf8_without_nul) {
  const std::string unfit[] = {std::string("a\0b", 3), "\xFF", "\xC0\x80", "\xED\xA0\x80", "abcdefgh\xE1\xBA", "\x80"};
  for (const auto& text : unfit) {
    EXPECT_EQ(code_of(database().execute("INSERT INTO sample (id, words) VALUES (1, ?)", {text})),
              "storage.text_unfit");
    EXPECT_EQ(code_of(database().insert_rows("sample", {"id", "words"}, {{1, text}})), "storage.text_unfit");
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, question_marks_in_quotes_and_comments_are_no_parameters) {
  const auto rows = expect(database().query("SELECT '?''?' /* ? */, ? -- ?\n, ? AS \"what?\"", {1, "hai"}));
  EXPECT_EQ(rows.at(0).text(0), "?'?");
  EXPECT_EQ(rows.at(0).integer(1), 1);
  EXPECT_EQ(rows.at(0).text(2), "hai");
}

TEST_P(DatabaseTest, sums_of_integers_are_integers) {
  expect(database().insert_rows("sample", {"id"}, {{1}, {-20'000'001}, {1'000'000'000'000}}));
  const std::int64_t sum = 1'000'000'000'000 - 20'000'000;
  EXPECT_EQ(expect(database().query("SELECT sum(id) FROM sample")).at(0).integer(0), sum);
  EXPECT_EQ(expect(database().query("SELECT -sum(id) FROM sample")).at(0).integer(0), -sum);
  EXPECT_EQ(expect(database().query("SELECT sum(id) - sum(id) FROM sample")).at(0).integer(0), 0);
}

TEST_P(DatabaseTest, changed_rows_are_counted_and_reading_changes_none) {
  EXPECT_EQ(expect(database().execute("INSERT INTO sample (id) VALUES (1), (2), (3)")), 3);
  EXPECT_EQ(expect(database().execute("UPDATE sample SET words = ? WHERE id > ?", {"a", 1})), 2);
  EXPECT_EQ(expect(database().execute("SELECT id FROM sample")), 0);
  EXPECT_EQ(expect(database().execute("UPDATE sample SET words = ? WHERE id > ?", {Value(), 99})), 0);
  EXPECT_EQ(expect(database().execute("INSERT INTO sample (id) VALUES (3), (4) ON CONFLICT (id) DO NOTHING")), 1);
  EXPECT_EQ(expect(database().query("DELETE FROM sample WHERE id = 1 RETURNING id, words")).at(0).integer(0), 1);
}

TEST_P(DatabaseTest, text_sorts_by_bytes_and_like_minds_case) {
  const std::vector<std::vector<Value>> rows{{1, "b"}, {2, "B"}, {3, "ă"}, {4, "a-b"}, {5, "ab"}, {6, "đ"}, {7, "_"}};
  expect(database().insert_rows("sample", {"id", "words"}, rows));
  std::string order;
  const auto sorted = expect(database().query("SELECT words FROM sample ORDER BY words"));
  for (const auto& row : sorted) order += row.text(0) + " ";
  EXPECT_EQ(order, "B _ a-b ab b ă đ ");
  const auto found = expect(database().query("SELECT words FROM sample WHERE words LIKE 'b%'"));
  EXPECT_EQ(found.size(), 1U);
}

TEST_P(DatabaseTest, a_hundred_thousand_rows_go_in_and_come_out) {
  std::vector<std::vector<Value>> rows;
  for (std::int64_t id = 0; id < 100'000; ++id) {
    rows.push_back({id, id % 7 == 0 ? Value() : Value("xã " + std::to_string(id)), Blob{std::string(4, '\0')}});
  }
  expect(database().insert_rows("sample", {"id", "words", "raw"}, rows));
  EXPECT_EQ(count(), 100'000);
  std::int64_t seen = 0;
  expect(database().each_row("SELECT id, words, raw FROM sample ORDER BY id", {}, [&seen](const Row& row) -> Done {
    EXPECT_EQ(row.integer(0), seen);
    EXPECT_EQ(row.is_null(1), seen % 7 == 0);
    EXPECT_EQ(row.bytes(2).size(), 4U);
    ++seen;
    return {};
  }));
  EXPECT_EQ(seen, 100'000);
}

TEST_P(DatabaseTest, insert_rows_is_all_or_none_inside_and_outside_a_transaction) {
  const std::vector<std::vector<Value>> twice{{1, "a"}, {2, "b"}, {1, "c"}};
  EXPECT_EQ(code_of(database().insert_rows("sample", {"id", "words"}, twice)), "storage.constraint");
  EXPECT_EQ(count(), 0);
  {
    auto transaction = Transaction::begin(database(), TransactionKind::write);
    ASSERT_TRUE(transaction);
    expect(database().insert_rows("sample", {"id"}, {{5}}));
    EXPECT_EQ(code_of(database().insert_rows("sample", {"id", "words"}, twice)), "storage.constraint");
    expect(database().insert_rows("sample", {"id"}, {{6}}));
    expect(transaction->commit());
  }
  EXPECT_EQ(count(), 2);
  expect(database().insert_rows("sample", {"id"}, {}));
}

TEST_P(DatabaseTest, a_reader_can_stop_and_may_not_use_the_database) {
  expect(database().insert_rows("sample", {"id"}, {{1}, {2}, {3}}));
  int seen = 0;
  const auto stopped = database().each_row("SELECT id FROM sample", {}, [&](const Row&) -> Done {
    ++seen;
    EXPECT_EQ(code_of(database().query("SELECT 1")), "storage.reader_used_database");
    return refuse("file.not_found", {{"file", "x"}});
  });
  EXPECT_EQ(code_of(stopped), "file.not_found");
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabaseTest, what_is_not_committed_is_undone) {
  {
    auto transaction = Transaction::begin(database(), TransactionKind::write);
    ASSERT_TRUE(transaction);
    EXPECT_TRUE(database().in_transaction());
    EXPECT_EQ(code_of(Transaction::begin(database(), TransactionKind::read)), "storage.transaction_open");
    expect(database().insert_rows("sample", {"id"}, {{1}}));
  }
  EXPECT_FALSE(database().in_transaction());
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, a_savepoint_undoes_its_part_only_and_heals_after_a_failure) {
  auto transaction = Transaction::begin(database(), TransactionKind::write);
  ASSERT_TRUE(transaction);
  expect(database().insert_rows("sample", {"id"}, {{1}}));
  {
    auto outer = Savepoint::open(database());
    ASSERT_TRUE(outer);
    expect(database().insert_rows("sample", {"id"}, {{2}}));
    {
      auto inner = Savepoint::open(database());
      ASSERT_TRUE(inner);
      expect(database().insert_rows("sample", {"id"}, {{3}}));
      EXPECT_EQ(code_of(database().execute("INSERT INTO sample (id) VALUES (1)")), "storage.constraint");
      expect(inner->undo());
    }
    expect(outer->keep());
  }
  {
    auto forgotten = Savepoint::open(database());
    ASSERT_TRUE(forgotten);
    EXPECT_EQ(code_of(database().execute("INSERT INTO nowhere (id) VALUES (1)")), "storage.failed");
  }
  expect(transaction->commit());
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(code_of(Savepoint::open(database())), "storage.transaction_lost");
}

TEST_P(DatabaseTest, a_read_transaction_sees_one_moment) {
  auto reader = another_connection(OpenMode::read_only);
  ASSERT_NE(reader, nullptr);
  auto view = Transaction::begin(*reader, TransactionKind::read);
  ASSERT_TRUE(view);
  EXPECT_EQ(expect(reader->query("SELECT count(*) FROM sample")).at(0).integer(0), 0);
  expect(database().insert_rows("sample", {"id"}, {{1}}));
  EXPECT_EQ(expect(reader->query("SELECT count(*) FROM sample")).at(0).integer(0), 0);
  expect(view->commit());
  EXPECT_EQ(expect(reader->query("SELECT count(*) FROM sample")).at(0).integer(0), 1);
}

TEST_P(DatabaseTest, read_only_refuses_changes) {
  auto reader = another_connection(OpenMode::read_only);
  ASSERT_NE(reader, nullptr);
  EXPECT_TRUE(reader->is_read_only());
  EXPECT_EQ(code_of(reader->execute("INSERT INTO sample (id) VALUES (1)")), "storage.read_only");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, a_lock_held_elsewhere_is_waited_for_and_then_named) {
  auto other = another_connection();
  ASSERT_NE(other, nullptr);
  expect(database().insert_rows("sample", {"id"}, {{1}}));
  auto transaction = Transaction::begin(database(), TransactionKind::write);
  ASSERT_TRUE(transaction);
  expect(database().execute("UPDATE sample SET words = 'a' WHERE id = 1"));
  expect(other->set_lock_wait(std::chrono::milliseconds{0}));
  EXPECT_EQ(code_of(other->execute("UPDATE sample SET words = 'b' WHERE id = 1")), "storage.locked");
  expect(transaction->commit());
  EXPECT_EQ(expect(other->execute("UPDATE sample SET words = 'b' WHERE id = 1")), 1);
}

TEST_P(DatabaseTest, changes_given_together_run_in_their_order_to_the_first_problem) {
  const auto row = [](std::int64_t id) { return Change{"INSERT INTO sample (id) VALUES (?)", {id}}; };
  const Change doubled{"UPDATE sample SET id = id * ?", {std::int64_t{2}}};
  expect(database().execute_all({row(1), doubled, row(1)}));
  EXPECT_EQ(count(), 2);
  for (int again = 0; again < 2; ++again) {
    auto transaction = Transaction::begin(database(), TransactionKind::write);
    ASSERT_TRUE(transaction);
    EXPECT_EQ(code_of(database().execute_all({row(3), row(2), row(4)})), "storage.constraint");
  }
  EXPECT_EQ(count(), 2);
  auto transaction = Transaction::begin(database(), TransactionKind::write);
  ASSERT_TRUE(transaction);
  expect(database().execute_all({row(3), row(5)}));
  expect(transaction->commit());
  EXPECT_EQ(count(), 4);
}

TEST_P(DatabaseTest, a_failed_transaction_cannot_be_committed) {
  if (GetParam() == StoreKind::sqlite) GTEST_SKIP() << "SQLite undoes the statement and keeps the transaction";
  auto transaction = Transaction::begin(database(), TransactionKind::write);
  ASSERT_TRUE(transaction);
  expect(database().execute("INSERT INTO sample (id) VALUES (1)"));
  EXPECT_FALSE(database().execute("INSERT INTO sample (id) VALUES (1)"));
  EXPECT_EQ(code_of(transaction->commit()), "storage.transaction_lost");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, a_lost_connection_is_made_again_but_never_inside_a_transaction) {
  if (GetParam() == StoreKind::sqlite) GTEST_SKIP() << "a file has no connection to lose";
  auto other = another_connection();
  ASSERT_NE(other, nullptr);
  const auto end_ours = [&] {
    const auto id = expect(database().query("SELECT pg_backend_pid()")).at(0).integer(0);
    expect(other->query("SELECT pg_terminate_backend(?::int)", {id}));
  };
  end_ours();
  EXPECT_EQ(code_of(database().query("SELECT 1")), "storage.connection_lost");
  EXPECT_EQ(expect(database().query("SELECT 1")).at(0).integer(0), 1);

  auto transaction = Transaction::begin(database(), TransactionKind::write);
  ASSERT_TRUE(transaction);
  end_ours();
  EXPECT_EQ(code_of(database().execute("INSERT INTO sample (id) VALUES (1)")), "storage.connection_lost");
  EXPECT_EQ(code_of(database().execute("INSERT INTO sample (id) VALUES (2)")), "storage.transaction_lost");
  EXPECT_EQ(code_of(transaction->commit()), "storage.transaction_lost");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, the_clock_is_utc_with_microseconds_and_runs_forward) {
  const auto first = expect(database().now());
  const auto second = expect(database().now());
  EXPECT_TRUE(parse_instant(first)) << first;
  EXPECT_LE(first, second);
}

TEST_P(DatabaseTest, wrong_sql_is_a_problem_with_a_reason) {
  const auto refused = database().query("SELEC 1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "storage.failed");
  EXPECT_THAT(message(refused.error(), Language::en), testing::HasSubstr("SELEC"));
  EXPECT_EQ(code_of(database().query("SELECT 1.5 + 0")), "storage.unfit_type");
}

INSTANTIATE_TEST_SUITE_P(EachStore, DatabaseTest, each_store(), store_name);

TEST(Instant, reads_what_it_writes) {
  for (const std::int64_t instant : {std::int64_t{0}, std::int64_t{1'751'328'000'123'456}, std::int64_t{-1}}) {
    EXPECT_EQ(parse_instant(instant_text(instant)), instant);
  }
  EXPECT_EQ(instant_text(1'751'328'000'123'456), "2025-07-01T00:00:00.123456Z");
  EXPECT_EQ(later("2025-06-30T23:59:59.900000Z", std::chrono::milliseconds{100}), "2025-07-01T00:00:00.000000Z");
  for (const auto* bad : {"", "2025-07-01", "2025-13-01T00:00:00.000000Z", "2025-07-01T24:00:00.000000Z",
                          "2025-07-01T00:00:00.00000xZ", "2025-07-01 00:00:00.000000Z"}) {
    EXPECT_FALSE(parse_instant(bad)) << bad;
  }
}

}  // namespace
}  // namespace luytre::storage
