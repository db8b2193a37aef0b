// For tests of every room: a fresh, migrated database on each kind of store.
//
//   class RegisterStoreTest : public storage::StoreTest {};
//   TEST_P(RegisterStoreTest, loads) { … database() … }
//   INSTANTIATE_TEST_SUITE_P(EachStore, RegisterStoreTest, storage::each_store(), storage::store_name);
//
// PostgreSQL runs when LUYTRE_TEST_POSTGRES names a server for tests (tools/postgres-for-tests starts one).
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/messages.h"
#include "platform/storage/database.h"
#include "platform/storage/temporary_database.h"

namespace luytre::storage {

class StoreTest : public testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    if (!has_test_store(GetParam())) {
      GTEST_SKIP() << "no PostgreSQL: set LUYTRE_TEST_POSTGRES, or run under tools/postgres-for-tests";
    }
    auto made = TemporaryDatabase::make(GetParam());
    ASSERT_TRUE(made.has_value()) << full_message(made.error(), Language::en);
    temporary_ = std::move(*made);
    auto migrated = migrate(database());
    ASSERT_TRUE(migrated.has_value()) << full_message(migrated.error(), Language::en);
  }

  Database& database() { return temporary_->database(); }

  // Takes the guard of an append-only table away, as somebody who owns the machine could.
  void unguard(const std::string& table) {
    if (GetParam() == StoreKind::postgresql) {
      ASSERT_TRUE(database().execute_script("ALTER TABLE " + table + " DISABLE TRIGGER USER"));
      return;
    }
    const auto triggers =
        database().query("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", {table});
    ASSERT_TRUE(triggers);
    for (const auto& trigger : *triggers) ASSERT_TRUE(database().execute_script("DROP TRIGGER " + trigger.text(0)));
  }

  // For opening more connections to the same database.
  const std::string& location() const { return temporary_->location(); }

  std::unique_ptr<Database> another_connection(OpenMode mode = OpenMode::read_write) {
    auto opened = open_database(location(), mode);
    if (!opened) {
      ADD_FAILURE() << full_message(opened.error(), Language::en);
      return nullptr;
    }
    return std::move(*opened);
  }

 private:
  std::unique_ptr<TemporaryDatabase> temporary_;
};

inline auto each_store() { return testing::Values(StoreKind::sqlite, StoreKind::postgresql); }

inline std::string store_name(const testing::TestParamInfo<StoreKind>& info) {
  return info.param == StoreKind::sqlite ? "sqlite" : "postgresql";
}

}  // namespace luytre::storage
