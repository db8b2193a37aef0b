#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/storage/database.h"
#include "platform/storage/migrations.h"
#include "platform/storage/sql_text.h"
#include "platform/storage/temporary_database.h"
#include "platform/storage/test_database.h"

namespace luytre::storage {
namespace {

namespace fs = std::filesystem;

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("luytre_open_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

TEST(OpenSqlite, names_what_is_wrong_with_the_path) {
  const Folder folder;
  EXPECT_EQ(code_of(open_database(folder.file("none.db"), OpenMode::read_write)), "storage.not_found");
  EXPECT_EQ(code_of(open_database(folder.file("none.db"), OpenMode::read_only)), "storage.not_found");
  EXPECT_FALSE(fs::exists(folder.file("none.db")));
  EXPECT_EQ(code_of(open_database(folder.file(""), OpenMode::create)), "storage.not_ours");

  std::ofstream(folder.file("letter.txt")) << std::string(5000, 'x');
  EXPECT_EQ(code_of(open_database(folder.file("letter.txt"), OpenMode::create)), "storage.not_ours");
  EXPECT_EQ(fs::file_size(folder.file("letter.txt")), 5000U);
  EXPECT_EQ(code_of(open_database(folder.file("letter.txt/x.db"), OpenMode::create)), "storage.cannot_open");

  std::ofstream(folder.file("empty.db")).flush();
  EXPECT_EQ(code_of(open_database(folder.file("empty.db"), OpenMode::read_write)), "storage.empty");
}

TEST(OpenSqlite, leaves_another_programs_database_alone) {
  const Folder folder;
  const std::string path = folder.file("theirs.db");
  sqlite3* theirs = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &theirs), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(theirs, "CREATE TABLE photo (id)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(theirs);
  for (const auto mode : {OpenMode::create, OpenMode::read_write, OpenMode::read_only}) {
    EXPECT_EQ(code_of(open_database(path, mode)), "storage.not_ours");
  }
}

TEST(OpenSqlite, makes_the_folder_and_keeps_full_durability) {
  const Folder folder;
  const auto opened = open_database(folder.file("a/b/record.db"), OpenMode::create);
  ASSERT_TRUE(opened);
  Database& database = **opened;
  EXPECT_EQ(database.query("PRAGMA journal_mode")->at(0).text(0), "wal");
  EXPECT_EQ(database.query("PRAGMA synchronous")->at(0).integer(0), 2);
  EXPECT_EQ(database.query("PRAGMA foreign_keys")->at(0).integer(0), 1);
}

TEST(OpenSqlite, a_full_disk_is_named_and_loses_nothing) {
  const Folder folder;
  const auto opened = open_database(folder.file("record.db"), OpenMode::create);
  ASSERT_TRUE(opened);
  Database& database = **opened;
  ASSERT_TRUE(migrate(database));
  // SQLite answers a file that may not grow as it does a disk without room.
  const auto pages = database.query("PRAGMA page_count")->at(0).integer(0);
  ASSERT_TRUE(database.query("PRAGMA max_page_count=" + std::to_string(pages + 2)));
  ASSERT_TRUE(database.execute_script("BEGIN IMMEDIATE; COMMIT"));
  std::vector<std::vector<Value>> rows;
  for (std::int64_t id = 0; id < 1000; ++id) {
    rows.push_back(
        {"k" + std::to_string(id), "job", "a", "queued", 0, 0, "", "{}", std::string(400, 'x'), "", "", "", ""});
  }
  const std::vector<std::string> columns{"id",
                                         "kind",
                                         "actor",
                                         "state",
                                         "cancel_requested",
                                         "done_units",
                                         "message_code",
                                         "message_arguments",
                                         "answer",
                                         "holder",
                                         "lease_until",
                                         "created_at",
                                         "updated_at"};
  const auto refused = database.insert_rows("job", columns, rows);
  EXPECT_EQ(code_of(refused), "storage.disk_full");
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(database.query("SELECT count(*) FROM job")->at(0).integer(0), 0);
}

TEST(OpenPostgresql, never_shows_a_password) {
  const std::string urls[] = {"postgresql://lan:tre-xanh@127.0.0.1:1/luytre",
                              "postgresql://lan@127.0.0.1:1/luytre?password=tre-xanh",
                              "postgresql://lan:tre-xanh@127.0.0.1:1/luytre?sslmode=tre-xanh",
                              "postgresql://lan:tre-xanh@127.0.0.1:port/luytre", "postgresql://lan:tre-xanh@[::1/x"};
  for (const auto& url : urls) {
    const auto refused = open_database(url, OpenMode::read_write);
    ASSERT_FALSE(refused) << url;
    EXPECT_THAT(full_message(refused.error(), Language::en), testing::Not(testing::HasSubstr("tre-xanh"))) << url;
    EXPECT_THAT(full_message(refused.error(), Language::vi), testing::Not(testing::HasSubstr("tre-xanh"))) << url;
    EXPECT_THAT(refused.error().code, testing::AnyOf("storage.server_unreachable", "storage.bad_url")) << url;
  }
}

TEST(OpenPostgresql, a_missing_database_is_told_from_a_missing_server) {
  const char* server = std::getenv("LUYTRE_TEST_POSTGRES");
  if (server == nullptr) GTEST_SKIP() << "no PostgreSQL: set LUYTRE_TEST_POSTGRES";
  std::string url = server;
  url.replace(url.rfind('/'), std::string::npos, "/luytre_absent");
  EXPECT_EQ(code_of(open_database(url, OpenMode::read_write)), "storage.not_found");
  EXPECT_EQ(code_of(open_database("postgresql://127.0.0.1:1/luytre", OpenMode::create)), "storage.server_unreachable");
}

// Of the schema's age, on both stores, with lists of migrations of our own.
class MigrateTest : public testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    if (!has_test_store(GetParam())) GTEST_SKIP() << "no PostgreSQL: set LUYTRE_TEST_POSTGRES";
    auto made = TemporaryDatabase::make(GetParam());
    ASSERT_TRUE(made) << full_message(made.error(), Language::en);
    temporary_ = std::move(*made);
  }
  Database& database() { return temporary_->database(); }
  std::unique_ptr<TemporaryDatabase> temporary_;

  const Migration first_{1, "first", "CREATE TABLE a (x {integer} NOT NULL, y TEXT, z {bytes}) {strict};"};
  const Migration second_{2, "second", "CREATE TABLE b (x {integer} NOT NULL) {strict}; INSERT INTO b (x) VALUES (7);"};
};

TEST_P(MigrateTest, applies_each_migration_once_in_order) {
  EXPECT_EQ(schema_age(database(), {first_}), SchemaAge::empty);
  ASSERT_TRUE(migrate(database(), {first_}));
  EXPECT_EQ(schema_age(database(), {first_}), SchemaAge::current);
  EXPECT_EQ(schema_age(database(), {first_, second_}), SchemaAge::older);
  ASSERT_TRUE(migrate(database(), {first_, second_}));
  ASSERT_TRUE(migrate(database(), {first_, second_}));
  EXPECT_EQ(database().query("SELECT x FROM b")->size(), 1U);
  const auto recorded = database().query("SELECT number, name, sha256 FROM schema_migration ORDER BY number");
  ASSERT_EQ(recorded->size(), 2U);
  EXPECT_EQ(recorded->at(1).text(1), "second");
  EXPECT_EQ(recorded->at(1).text(2).size(), 64U);
}

TEST_P(MigrateTest, refuses_a_changed_and_a_newer_migration) {
  ASSERT_TRUE(migrate(database(), {first_, second_}));
  Migration changed = first_;
  changed.sql += " ";
  EXPECT_EQ(code_of(migrate(database(), {changed, second_})), "storage.migration_changed");
  EXPECT_EQ(code_of(migrate(database(), {first_})), "storage.newer");
  EXPECT_EQ(schema_age(database(), {first_}), SchemaAge::newer);
}

TEST_P(MigrateTest, a_failing_migration_leaves_nothing_behind) {
  const Migration broken{2, "broken", "CREATE TABLE b (x {integer}) {strict}; INSERT INTO nowhere (x) VALUES (1);"};
  const auto refused = migrate(database(), {first_, broken});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "storage.migration_failed");
  EXPECT_THAT(full_message(refused.error(), Language::en), testing::HasSubstr("0002_broken.sql"));
  EXPECT_THAT(full_message(refused.error(), Language::en), testing::HasSubstr("nowhere"));
  ASSERT_TRUE(migrate(database(), {first_, second_}));
}

TEST_P(MigrateTest, a_newer_database_is_not_opened) {
  ASSERT_TRUE(migrate(database()));
  ASSERT_TRUE(database().execute(
      "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (9999, 'later', 'x', 'y')"));
  for (const auto mode : {OpenMode::create, OpenMode::read_write, OpenMode::read_only}) {
    EXPECT_EQ(code_of(open_database(temporary_->location(), mode)), "storage.newer");
  }
}

TEST_P(MigrateTest, an_older_database_opens_for_writing_only) {
  const auto all = embedded_migrations();
  ASSERT_FALSE(all.empty());
  ASSERT_TRUE(migrate(database()));
  ASSERT_TRUE(database().execute("DELETE FROM schema_migration WHERE number = ?", {all.back().number}));
  EXPECT_EQ(code_of(open_database(temporary_->location(), OpenMode::read_only)), "storage.older");
  EXPECT_TRUE(open_database(temporary_->location(), OpenMode::read_write));
}

TEST_P(MigrateTest, a_strangers_schema_is_left_alone) {
  ASSERT_TRUE(database().execute_script("CREATE TABLE photo (id INTEGER)"));
  EXPECT_EQ(schema_age(database(), {first_}), SchemaAge::foreign);
  EXPECT_EQ(code_of(migrate(database(), {first_})), "storage.not_ours");
}

INSTANTIATE_TEST_SUITE_P(EachStore, MigrateTest, each_store(), store_name);

TEST(Migrations, are_numbered_once_and_begin_with_the_platform) {
  const auto all = embedded_migrations();
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().name, "platform");
  for (std::size_t at = 1; at < all.size(); ++at) EXPECT_LT(all[at - 1].number, all[at].number);
}

TEST(SqlText, rewrites_outside_quotes_and_comments_only) {
  EXPECT_EQ(numbered_placeholders("a = ? AND b = '?' AND \"c?\" = ? -- ?\n/* ? */ OR ?"),
            "a = $1 AND b = '?' AND \"c?\" = $2 -- ?\n/* ? */ OR $3");
  EXPECT_EQ(byte_ordered_text("a TEXT NOT NULL, TEXTURE TEXT, b_TEXT 'TEXT' -- TEXT"),
            "a TEXT COLLATE \"C\" NOT NULL, TEXTURE TEXT COLLATE \"C\", b_TEXT 'TEXT' -- TEXT");
}

}  // namespace
}  // namespace luytre::storage
