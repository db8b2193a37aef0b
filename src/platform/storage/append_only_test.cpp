// Every table of the schema is either append-only, held by the database itself, or named below as operational.
#include "platform/storage/append_only.h"

#include <gtest/gtest.h>

#include <set>

#include "platform/storage/migrations.h"
#include "platform/storage/test_database.h"

namespace luytre::storage {
namespace {

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

// Not part of the record: state of the running program; and what accounts must be able to change or forget.
const std::set<std::string> operational{
    "schema_migration",
    "event_head",
    "answered_order",
    "job",  // 0001
    "account_person",
    "account_secret",
    "recovery_code",
    "one_time_link",
    "session",  // 0009
    "personal_token",
    "external_identity",
    "outside_sign_in",
    "sign_in_pressure",  // 0009
    "notice",
    "notice_preference",  // 0011
    "evidence_upload",    // 0017
    "survey_key",
    "survey_serial",
    "survey_pending",
    "survey_sample",  // 0028
    "citizen_words",
    "citizen_contact",  // 0044
    "citizen_subscription",
    "citizen_mail",  // 0045
};

// Never changed; removed only where their migration says so.
const std::set<std::string> erasable{"event_payload", "event_circumstance", "observation_text",
                                     "article_image_bytes"};  // 0042: of a picture that was taken down

class AppendOnlyTest : public StoreTest {
 protected:
  bool is_sqlite() const { return GetParam() == StoreKind::sqlite; }

  std::vector<std::string> tables() {
    const auto rows = database().query(
        is_sqlite() ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
                    : "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()");
    std::vector<std::string> names;
    if (!rows) ADD_FAILURE() << full_message(rows.error(), Language::en);
    if (rows) {
      for (const auto& row : *rows) names.push_back(row.text(0));
    }
    return names;
  }

  // Name and declared type.
  std::vector<std::pair<std::string, std::string>> columns_of(const std::string& table) {
    const auto rows = database().query(is_sqlite() ? "SELECT name, type FROM pragma_table_info(?)"
                                                   : "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT)"
                                                     " FROM information_schema.columns WHERE table_name = ?",
                                       {table});
    std::vector<std::pair<std::string, std::string>> columns;
    if (!rows) ADD_FAILURE() << full_message(rows.error(), Language::en);
    if (rows) {
      for (const auto& row : *rows) columns.emplace_back(row.text(0), row.text(1));
    }
    return columns;
  }

  // SQLite's triggers see rows only, so there must be one: any one, past the checks.
  void put_any_row(const std::string& table) {
    if (!is_sqlite()) return;
    ASSERT_TRUE(database().execute_script("PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF"));
    std::string names;
    std::string values;
    for (const auto& [name, type] : columns_of(table)) {
      names += (names.empty() ? "" : ", ") + name;
      values += (values.empty() ? "" : ", ") + std::string(type == "INTEGER" ? "1" : type == "TEXT" ? "''" : "x''");
    }
    const auto put = database().execute("INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")");
    ASSERT_TRUE(put) << full_message(put.error(), Language::en);
  }

  void expect_refused(const std::string& sql, const std::string& table) {
    const auto done = database().execute(sql);
    ASSERT_EQ(code_of(done), "storage.append_only") << sql;
    EXPECT_NE(message(done.error(), Language::en).find(table), std::string::npos) << sql;
  }
};

TEST_P(AppendOnlyTest, holds_for_every_table_that_is_not_named_operational) {
  std::set<std::string> seen;
  for (const auto& table : tables()) {
    SCOPED_TRACE(table);
    seen.insert(table);
    if (operational.contains(table)) continue;
    put_any_row(table);
    for (const auto& [column, type] : columns_of(table)) {
      expect_refused("UPDATE " + table + " SET " + column + " = " + column, table);
    }
    if (!erasable.contains(table)) expect_refused("DELETE FROM " + table, table);
    if (!is_sqlite()) expect_refused("TRUNCATE " + table + " CASCADE", "");
  }
  for (const auto& name : operational) EXPECT_TRUE(seen.contains(name)) << name << " is no table any more";
  for (const auto& name : erasable) EXPECT_TRUE(seen.contains(name)) << name << " is no table any more";
}

TEST_P(AppendOnlyTest, lets_rows_go_only_where_the_condition_is_true) {
  ASSERT_TRUE(
      database().execute_script(migration_sql("CREATE TABLE leaf (id {integer} NOT NULL PRIMARY KEY,"
                                              " words TEXT, may_go {integer}) {strict};\n"
                                              "{append_only leaf erasable where OLD.may_go = 1}\n",
                                              GetParam())));
  ASSERT_TRUE(
      database().execute("INSERT INTO leaf (id, words, may_go) VALUES (1, 'a', 1), (2, 'b', 0), (3, 'c', NULL)"));
  expect_refused("UPDATE leaf SET words = 'x' WHERE id = 1", "leaf");
  expect_refused("DELETE FROM leaf", "leaf");
  expect_refused("DELETE FROM leaf WHERE id = 2", "leaf");
  expect_refused("DELETE FROM leaf WHERE id = 3", "leaf");
  EXPECT_TRUE(database().execute("DELETE FROM leaf WHERE id = 1"));
  EXPECT_EQ(database().query("SELECT count(*) FROM leaf")->front().integer(0), 2);
}

TEST_P(AppendOnlyTest, cannot_be_passed_by_an_insert_that_replaces) {
  ASSERT_TRUE(database().execute_script(
      migration_sql("CREATE TABLE leaf (id {integer} NOT NULL PRIMARY KEY, words TEXT) {strict};\n"
                    "{append_only leaf}\n",
                    GetParam())));
  ASSERT_TRUE(database().execute("INSERT INTO leaf (id, words) VALUES (1, 'a')"));
  expect_refused("INSERT INTO leaf (id, words) VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET words = 'b'", "leaf");
  if (is_sqlite()) expect_refused("INSERT OR REPLACE INTO leaf (id, words) VALUES (1, 'b')", "leaf");
  EXPECT_EQ(database().query("SELECT words FROM leaf")->front().text(0), "a");
}

TEST_P(AppendOnlyTest, a_refusal_inside_a_savepoint_undoes_only_that) {
  ASSERT_TRUE(database().begin(TransactionKind::write));
  ASSERT_TRUE(database().execute("INSERT INTO criteria_set (event, set_id, hash, canonical) VALUES (1, 'a', 'h', ?)",
                                 {Blob{"x"}}));
  ASSERT_TRUE(database().execute_script("SAVEPOINT here"));
  expect_refused("UPDATE criteria_set SET hash = 'other'", "criteria_set");
  ASSERT_TRUE(database().execute_script("ROLLBACK TO SAVEPOINT here; RELEASE SAVEPOINT here"));
  ASSERT_TRUE(database().commit());
  EXPECT_EQ(database().query("SELECT hash FROM criteria_set")->front().text(0), "h");
}

INSTANTIATE_TEST_SUITE_P(EachStore, AppendOnlyTest, each_store(), store_name);

TEST(AppendOnly, only_a_line_of_its_own_is_a_directive) {
  const std::string comment = "-- {append_only claim}\nSELECT '{append_only claim}';\n";
  EXPECT_EQ(with_append_only(comment, StoreKind::sqlite), comment);
  EXPECT_EQ(with_append_only("{append_only Claim}", StoreKind::sqlite), "{append_only Claim}");
  EXPECT_EQ(with_append_only("", StoreKind::postgresql), "");
  EXPECT_NE(with_append_only("{append_only claim}", StoreKind::postgresql).find("TRUNCATE ON claim"),
            std::string::npos);
}

}  // namespace
}  // namespace luytre::storage
