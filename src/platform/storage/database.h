// One connection to the record: SQLite (a file) or PostgreSQL (a URL) behind one interface and one SQL text.
//
// SQL runs on both: '?' are the parameters, types are {integer}, TEXT and {bytes}; ON CONFLICT, RETURNING and window
// functions work in both. LIKE is case-sensitive, ORDER BY on text goes by bytes, on both.
// A connection is used by one thread at a time; a server opens one per thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "platform/storage/value.h"

namespace luytre::storage {

enum class StoreKind { sqlite, postgresql };

enum class OpenMode {
  read_write,  // the database must exist and be ours
  read_only,   // the same, and its schema must be this program's: a reader cannot migrate
  create,      // made when missing (with its folder; on a server, the database itself), opened when present
};

enum class TransactionKind {
  read,   // one consistent view for several questions
  write,  // SQLite: BEGIN IMMEDIATE, so that it waits here and never fails later for a lock
};

inline constexpr std::chrono::milliseconds lock_wait_max{30'000};  // then problem storage.locked
inline constexpr std::chrono::seconds connect_wait_max{10};        // then problem storage.server_unreachable
inline constexpr std::size_t cached_statements_max = 256;          // per connection
// One text or blob; longer is problem storage.value_too_large.
inline constexpr std::size_t value_bytes_max = std::size_t{256} << 20U;

struct Change {
  std::string_view sql;
  std::vector<Value> parameters;
};

class Database {
 public:
  using RowReader = std::function<Done(const Row&)>;

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  // Common problems: storage.constraint (a unique, foreign key, check or not-null rule refused the change),
  // storage.append_only (a row of a guarded table would have been changed or removed),
  // storage.locked, storage.disk_full, storage.read_only, storage.connection_lost, storage.text_unfit (NUL or not
  // UTF-8), storage.failed (anything else, with the driver's reason).
  Result<std::vector<Row>> query(std::string_view sql, const std::vector<Value>& parameters = {});

  // The number of rows changed.
  Result<std::int64_t> execute(std::string_view sql, const std::vector<Value>& parameters = {});

  // One after another to the first problem, without answers; a server is asked once for all of them.
  Done execute_all(const std::vector<Change>& changes);

  // Streams an answer of any length. The reader must not use this database; its problem stops the reading.
  Done each_row(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader);

  // Many rows, fast (a prepared loop on SQLite, COPY on PostgreSQL), all or none. Every row has a value per column.
  Done insert_rows(std::string_view table, const std::vector<std::string>& columns,
                   const std::vector<std::vector<Value>>& rows);

  // Several statements without parameters, as written.
  Done execute_script(std::string_view sql);

  // One statement about a transaction: of the few that every write gives, so a store may keep it ready.
  Done control(std::string_view sql);

  // The database's clock: UTC, "2025-07-01T00:00:00.123456Z"; texts sort as the instants do.
  Result<std::string> now();

  Done begin(TransactionKind kind);  // use Transaction (transaction.h) where you can
  Done commit();
  Done rollback();
  virtual bool in_transaction() const = 0;

  // How long a statement waits for another's lock; lock_wait_max at first, zero to try only once.
  virtual Done set_lock_wait(std::chrono::milliseconds wait) = 0;

  virtual StoreKind kind() const = 0;
  virtual bool is_read_only() const = 0;

  // The path or URL for people: a password is never in it.
  virtual const std::string& printable_location() const = 0;

 private:
  virtual Done stream(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader,
                      std::int64_t& changed) = 0;
  virtual Done insert_all(std::string_view table, const std::vector<std::string>& columns,
                          const std::vector<std::vector<Value>>& rows) = 0;
  virtual Done run_script(std::string_view sql) = 0;
  virtual Done run_control(std::string_view sql) { return run_script(sql); }
  virtual Result<std::string> read_clock() = 0;
  virtual std::string_view begin_sql(TransactionKind kind) const = 0;

  Done free_to_use() const;
  bool is_streaming_ = false;
  bool has_begun_ = false;

 protected:
  virtual Done run_all(const std::vector<Change>& changes);

  // True from begin() until commit() or rollback(), also when the connection was lost in between: a statement meant
  // for that transaction must not run outside it on a new connection.
  bool has_begun() const { return has_begun_; }
};

// "postgresql://user@host/name" (or "postgres://…") or the path of a file. Problems storage.not_found,
// storage.not_ours, storage.newer (written by a newer program), storage.older (read_only on a schema that needs
// migrating), storage.cannot_open, storage.server_unreachable, storage.bad_url.
Result<std::unique_ptr<Database>> open_database(const std::string& url_or_path, OpenMode mode);

// True for text that open_database reads as a URL.
bool is_server_url(std::string_view url_or_path);

// Brings the schema to this program's: every embedded migration not yet applied, in order, each in one transaction.
// Problems storage.newer, storage.migration_changed, storage.migration_failed.
Done migrate(Database& database);

}  // namespace luytre::storage
