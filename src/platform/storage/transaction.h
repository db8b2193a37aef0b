// Transactions and savepoints that undo themselves unless told to keep.
#pragma once

#include <string>

#include "platform/storage/database.h"

namespace luytre::storage {

class Transaction {
 public:
  static Result<Transaction> begin(Database& database, TransactionKind kind);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();  // rolls back what was not committed

  Done commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

// A part of a transaction that can be undone alone. Savepoints nest.
class Savepoint {
 public:
  static Result<Savepoint> open(Database& database);
  Savepoint(Savepoint&& other) noexcept;
  Savepoint& operator=(Savepoint&&) = delete;
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();  // undoes what was not kept

  Done keep();
  Done undo();

 private:
  explicit Savepoint(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace luytre::storage
