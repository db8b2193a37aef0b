#include "platform/storage/sqlite_database.h"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <unordered_map>

#include "platform/storage/append_only.h"
#include "platform/storage/fit_for_storage.h"
#include "platform/storage/instant.h"
#include "platform/storage/transaction.h"

namespace luytre::storage {
namespace {

constexpr int application_id = 0x4C555954;  // "LUYT": tells our files from other SQLite files

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// A cached statement is handed back clean, also when reading stopped half-way.
struct ResetStatement {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};
using Use = std::unique_ptr<sqlite3_stmt, ResetStatement>;

tl::unexpected<Problem> problem_of(sqlite3* connection, int status, const std::string& location) {
  const std::string reason = sqlite3_errmsg(connection);
  switch (status & 0xFF) {
    case SQLITE_CONSTRAINT:
      if (const auto table = append_only_table(reason)) return refuse("storage.append_only", {{"table", *table}});
      return refuse("storage.constraint", {{"reason", reason}});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return refuse("storage.locked", {{"database", location}});
    case SQLITE_FULL:
      return refuse("storage.disk_full", {{"database", location}});
    case SQLITE_READONLY:
      return refuse("storage.read_only", {{"database", location}});
    case SQLITE_NOTADB:
      return refuse("storage.not_ours", {{"database", location}});
    case SQLITE_CORRUPT:
      return refuse("storage.damaged", {{"database", location}, {"reason", reason}});
    default:
      return refuse("storage.failed", {{"database", location}, {"reason", reason}});
  }
}

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, at, *integer);
  // Bound without a copy: the caller's values outlive the statement's run.
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, at, text->data(), text->size(), nullptr, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    if (blob->bytes.empty()) return sqlite3_bind_zeroblob(statement, at, 0);
    return sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(), nullptr);
  }
  return sqlite3_bind_null(statement, at);
}

Result<Row> row_of(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  std::vector<Value> values(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    Value& value = values[static_cast<std::size_t>(column)];
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER:
        value = std::int64_t{sqlite3_column_int64(statement, column)};
        break;
      case SQLITE_TEXT: {
        const unsigned char* text = sqlite3_column_text(statement, column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        value.emplace<std::string>(text, text + size);
        break;
      }
      case SQLITE_BLOB: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        value = bytes == nullptr ? Blob{} : Blob{std::string(bytes, size)};
        break;
      }
      case SQLITE_NULL:
        break;
      default:
        return refuse("storage.unfit_type", {{"column", sqlite3_column_name(statement, column)}});
    }
  }
  return Row(std::move(values));
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(Connection connection, std::string path, bool is_read_only)
      : connection_(std::move(connection)), path_(std::move(path)), is_read_only_(is_read_only) {}

  bool in_transaction() const override { return sqlite3_get_autocommit(connection_.get()) == 0; }
  StoreKind kind() const override { return StoreKind::sqlite; }
  bool is_read_only() const override { return is_read_only_; }
  const std::string& printable_location() const override { return path_; }

  Done set_lock_wait(std::chrono::milliseconds wait) override {
    sqlite3_busy_timeout(connection_.get(), static_cast<int>(wait.count()));
    return {};
  }

  Done configure(OpenMode mode);

 private:
  Done stream(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader,
              std::int64_t& changed) override;
  Done insert_all(std::string_view table, const std::vector<std::string>& columns,
                  const std::vector<std::vector<Value>>& rows) override;
  Done run_script(std::string_view sql) override;
  Done run_control(std::string_view sql) override;
  std::string_view begin_sql(TransactionKind kind) const override {
    return kind == TransactionKind::read ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE";
  }

  // The database's clock is this process's: the store is embedded.
  Result<std::string> read_clock() override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return instant_text(std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
  }

  Result<Use> prepared(std::string_view sql);
  Done bind_all(sqlite3_stmt* statement, const std::vector<Value>& parameters);
  tl::unexpected<Problem> problem(int status) const { return problem_of(connection_.get(), status, path_); }

  Connection connection_;
  std::string path_;
  bool is_read_only_;
  std::unordered_map<std::string, Statement> statements_;  // destroyed before the connection
};

Result<Use> SqliteDatabase::prepared(std::string_view sql) {
  const std::string key(sql);
  if (const auto known = statements_.find(key); known != statements_.end()) return Use(known->second.get());
  sqlite3_stmt* made = nullptr;
  const int status = sqlite3_prepare_v3(connection_.get(), key.c_str(), static_cast<int>(key.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
  if (status != SQLITE_OK) return problem(status);
  if (made == nullptr) return refuse("storage.failed", {{"database", path_}, {"reason", "empty statement"}});
  // Rooms write a fixed set of statements, so this bound is hardly ever met; starting over is then good enough.
  if (statements_.size() >= cached_statements_max) statements_.clear();
  return Use(statements_.emplace(key, Statement(made)).first->second.get());
}

Done SqliteDatabase::bind_all(sqlite3_stmt* statement, const std::vector<Value>& parameters) {
  const int wanted = sqlite3_bind_parameter_count(statement);
  if (wanted != static_cast<int>(parameters.size())) {
    return refuse("storage.parameter_count",
                  {{"wanted", std::to_string(wanted)}, {"given", std::to_string(parameters.size())}});
  }
  int at = 0;
  for (const auto& parameter : parameters) {
    if (const int status = bind(statement, ++at, parameter); status != SQLITE_OK) return problem(status);
  }
  return {};
}

Done SqliteDatabase::stream(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader,
                            std::int64_t& changed) {
  auto statement = prepared(sql);
  if (!statement) return pass_on(statement);
  if (auto bound = bind_all(statement->get(), parameters); !bound) return bound;
  const std::int64_t changed_before = sqlite3_total_changes64(connection_.get());
  while (true) {
    const int status = sqlite3_step(statement->get());
    if (status == SQLITE_DONE) break;
    if (status != SQLITE_ROW) return problem(status);
    const auto row = row_of(statement->get());
    if (!row) return pass_on(row);
    if (auto read = reader(*row); !read) return read;
  }
  const bool is_change = sqlite3_total_changes64(connection_.get()) != changed_before;
  changed = is_change ? sqlite3_changes64(connection_.get()) : 0;
  return {};
}

Done SqliteDatabase::insert_all(std::string_view table, const std::vector<std::string>& columns,
                                const std::vector<std::vector<Value>>& rows) {
  std::string sql = "INSERT INTO " + quoted_name(table) + " (";
  std::string marks;
  for (const auto& column : columns) {
    sql += (marks.empty() ? "" : ", ") + quoted_name(column);
    marks += marks.empty() ? "?" : ", ?";
  }
  sql += ") VALUES (" + marks + ")";

  // All or none: a transaction of its own, or a savepoint in the caller's.
  const bool is_inside = in_transaction();
  if (auto begun = run_control(is_inside ? "SAVEPOINT rows" : "BEGIN IMMEDIATE"); !begun) return begun;
  const auto insert_each = [&]() -> Done {
    auto statement = prepared(sql);
    if (!statement) return pass_on(statement);
    for (const auto& row : rows) {
      if (auto bound = bind_all(statement->get(), row); !bound) return bound;
      const int status = sqlite3_step(statement->get());
      if (status != SQLITE_DONE) return problem(status);
      sqlite3_reset(statement->get());
    }
    return {};
  };
  Done inserted = insert_each();
  if (inserted) inserted = run_control(is_inside ? "RELEASE rows" : "COMMIT");
  if (!inserted && in_transaction()) (void)run_script(is_inside ? "ROLLBACK TO rows; RELEASE rows" : "ROLLBACK");
  return inserted;
}

Done SqliteDatabase::run_script(std::string_view sql) {
  const std::string script(sql);
  const int status = sqlite3_exec(connection_.get(), script.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return problem(status);
  return {};
}

Done SqliteDatabase::run_control(std::string_view sql) {
  const auto statement = prepared(sql);
  if (!statement) return pass_on(statement);
  const int status = sqlite3_step(statement->get());
  if (status != SQLITE_DONE) return problem(status);
  return {};
}

Done SqliteDatabase::configure(OpenMode mode) {
  if (auto wait = set_lock_wait(lock_wait_max); !wait) return wait;
  // "x" is a name and never silently a text, as on PostgreSQL.
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  auto found = query("SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)");
  if (!found) return pass_on(found);
  const bool is_new = found->front().integer(0) == 0 && found->front().integer(1) == 0;
  if (!is_new && found->front().integer(0) != application_id) {
    return refuse("storage.not_ours", {{"database", path_}});
  }
  if (is_new && mode != OpenMode::create) return refuse("storage.empty", {{"database", path_}});
  if (!is_read_only_) {
    const std::string mark = "PRAGMA application_id=" + std::to_string(application_id);
    if (auto wal = run_script("PRAGMA journal_mode=WAL"); !wal) return wal;
    if (is_new) {
      if (auto marked = run_script(mark); !marked) return marked;
    }
  }
  // recursive_triggers: else REPLACE would remove rows past the triggers that guard them.
  // No mmap: a reader would unmap and map the file again after each commit of another connection, which costs more than
  // to copy the few pages that it reads anew.
  return run_script(
      "PRAGMA recursive_triggers=ON; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON; "
      "PRAGMA trusted_schema=OFF;"
      "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"
      "PRAGMA journal_size_limit=67108864");
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, OpenMode mode) {
  namespace fs = std::filesystem;
  const auto cannot_open = [&path](const std::string& reason) {
    return refuse("storage.cannot_open", {{"database", path}, {"reason", reason}});
  };
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status)) return refuse("storage.not_ours", {{"database", path}});
  if (!fs::exists(status) && mode != OpenMode::create) return refuse("storage.not_found", {{"database", path}});
  if (mode == OpenMode::create && fs::path(path).has_parent_path()) {
    fs::create_directories(fs::path(path).parent_path(), error);
    if (error) return cannot_open(error.message());
  }
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == OpenMode::create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* opened = nullptr;
  const int opened_status = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Connection connection(opened);
  if (opened_status != SQLITE_OK) return cannot_open(sqlite3_errmsg(opened));
  auto database = std::make_unique<SqliteDatabase>(std::move(connection), path, mode == OpenMode::read_only);
  if (auto configured = database->configure(mode); !configured) return pass_on(configured);
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace luytre::storage
