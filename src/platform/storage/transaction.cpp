#include "platform/storage/transaction.h"

#include <utility>

namespace luytre::storage {

Result<Transaction> Transaction::begin(Database& database, TransactionKind kind) {
  if (database.in_transaction()) return refuse("storage.transaction_open");
  if (auto begun = database.begin(kind); !begun) return pass_on(begun);
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // Nobody is left to hear of a failure; a connection that cannot roll back is refused at its next use.
  if (database_ != nullptr) (void)database_->rollback();
}

Done Transaction::commit() { return std::exchange(database_, nullptr)->commit(); }

// Savepoints of one name nest in both stores: RELEASE and ROLLBACK TO mean the innermost.
Result<Savepoint> Savepoint::open(Database& database) {
  if (!database.in_transaction()) return refuse("storage.transaction_lost");
  if (auto opened = database.control("SAVEPOINT part"); !opened) return pass_on(opened);
  return Savepoint(database);
}

Savepoint::Savepoint(Savepoint&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Savepoint::~Savepoint() {
  if (database_ != nullptr) (void)undo();
}

Done Savepoint::keep() { return std::exchange(database_, nullptr)->control("RELEASE SAVEPOINT part"); }

Done Savepoint::undo() {
  Database& database = *std::exchange(database_, nullptr);
  if (!database.in_transaction()) return refuse("storage.transaction_lost");
  if (auto undone = database.control("ROLLBACK TO SAVEPOINT part"); !undone) return undone;
  return database.control("RELEASE SAVEPOINT part");
}

}  // namespace luytre::storage
