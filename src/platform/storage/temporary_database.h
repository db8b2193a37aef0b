// A database that lives as long as this object: a file in a temporary folder, or a database of random name on the
// server that the environment variable LUYTRE_TEST_POSTGRES names. For tests and trials.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "platform/storage/database.h"

namespace luytre::storage {

// SQLite always; PostgreSQL when the variable is set.
bool has_test_store(StoreKind kind);

class TemporaryDatabase {
 public:
  // Empty, not yet migrated. Problems of open_database.
  static Result<std::unique_ptr<TemporaryDatabase>> make(StoreKind kind);
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
  ~TemporaryDatabase();

  Database& database() { return *database_; }
  const std::string& location() const { return location_; }

 private:
  TemporaryDatabase() = default;
  std::unique_ptr<Database> database_;
  std::string location_;          // what open_database takes
  std::filesystem::path folder_;  // SQLite
  std::string server_, name_;     // PostgreSQL
};

}  // namespace luytre::storage
