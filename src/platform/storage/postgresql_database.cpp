#include "platform/storage/postgresql_database.h"

#include <libpq-fe.h>

#include <deque>
#include <unordered_map>

#include "platform/storage/append_only.h"
#include "platform/storage/fit_for_storage.h"
#include "platform/storage/postgresql_address.h"
#include "platform/storage/postgresql_values.h"
#include "platform/storage/sql_text.h"

namespace luytre::storage {
namespace {

constexpr std::size_t copy_chunk_bytes = std::size_t{256} << 10U;

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, FinishConnection>;
using Answer = std::unique_ptr<PGresult, ClearResult>;

Connection connect(const PostgresqlAddress& address) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : address.settings()) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  Connection connection(PQconnectdbParams(keywords.data(), values.data(), 0));
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  return connection;
}

bool is_connected(const Connection& connection) { return PQstatus(connection.get()) == CONNECTION_OK; }

tl::unexpected<Problem> problem_of(const PostgresqlAddress& address, const Connection& connection,
                                   const PGresult* answer) {
  const char* field = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const Arguments database{{"database", address.printable()}};
  const Arguments reason{
      {"database", address.printable()},
      {"reason", address.blot(answer == nullptr ? PQerrorMessage(connection.get()) : PQresultErrorMessage(answer))}};
  if (!is_connected(connection) || state.starts_with("08") || state.starts_with("57P")) {
    return refuse("storage.connection_lost", reason);
  }
  if (state == append_only_state) {
    const char* table = PQresultErrorField(answer, PG_DIAG_TABLE_NAME);
    return refuse("storage.append_only", {{"table", table == nullptr ? "" : table}});
  }
  if (state.starts_with("23")) return refuse("storage.constraint", {reason.back()});
  if (state == "55P03" || state.starts_with("40")) return refuse("storage.locked", database);
  if (state == "53100") return refuse("storage.disk_full", database);
  if (state == "25006") return refuse("storage.read_only", database);
  return refuse("storage.failed", reason);
}

class PostgresqlDatabase final : public Database {
 public:
  PostgresqlDatabase(Connection connection, PostgresqlAddress address, bool is_read_only)
      : connection_(std::move(connection)),
        address_(std::move(address)),
        printable_(address_.printable()),
        is_read_only_(is_read_only) {}

  bool in_transaction() const override {
    const auto status = PQtransactionStatus(connection_.get());
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
  }
  StoreKind kind() const override { return StoreKind::postgresql; }
  bool is_read_only() const override { return is_read_only_; }
  const std::string& printable_location() const override { return printable_; }

  Done set_lock_wait(std::chrono::milliseconds wait) override {
    lock_wait_ = wait;
    // Zero would mean for ever.
    return run_script("SET lock_timeout = " + std::to_string(std::max<std::int64_t>(wait.count(), 1)));
  }

  Done configure();

 private:
  Done stream(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader,
              std::int64_t& changed) override;
  Done insert_all(std::string_view table, const std::vector<std::string>& columns,
                  const std::vector<std::vector<Value>>& rows) override;
  Done run_all(const std::vector<Change>& changes) override;
  Done run_script(std::string_view sql) override;
  Result<std::string> read_clock() override;
  std::string_view begin_sql(TransactionKind kind) const override {
    return kind == TransactionKind::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
  }

  Done connected();
  Result<std::string> prepared(std::string_view sql, const PostgresqlParameters& parameters);
  Done copy_rows(const std::vector<std::vector<Value>>& rows);
  Done last_answers(Done so_far);
  Done answers_of_all(std::size_t sent);
  tl::unexpected<Problem> problem(const PGresult* answer) const { return problem_of(address_, connection_, answer); }

  Connection connection_;
  PostgresqlAddress address_;
  std::string printable_;
  bool is_read_only_;
  std::chrono::milliseconds lock_wait_ = lock_wait_max;
  std::unordered_map<std::string, std::string> statements_;  // SQL and signature -> name on the server
  std::size_t named_ = 0;
};

// A lost connection is made anew, unless a transaction was open on it: what belongs inside must not run outside.
Done PostgresqlDatabase::connected() {
  if (is_connected(connection_)) return {};
  if (has_begun()) return refuse("storage.transaction_lost");
  statements_.clear();
  Connection again = connect(address_);
  if (!is_connected(again)) {
    return refuse("storage.server_unreachable",
                  {{"database", printable_}, {"reason", address_.blot(PQerrorMessage(again.get()))}});
  }
  connection_ = std::move(again);
  return configure();
}

Result<std::string> PostgresqlDatabase::prepared(std::string_view sql, const PostgresqlParameters& parameters) {
  std::string key = std::string(sql) + '\0' + parameters.signature();
  if (const auto known = statements_.find(key); known != statements_.end()) return known->second;
  if (statements_.size() >= cached_statements_max) {
    if (auto freed = run_script("DEALLOCATE ALL"); !freed) return pass_on(freed);
    statements_.clear();
  }
  std::string name = "s" + std::to_string(++named_);
  const Answer answer(PQprepare(connection_.get(), name.c_str(), numbered_placeholders(sql).c_str(), parameters.count(),
                                parameters.types.data()));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return problem(answer.get());
  return statements_.emplace(std::move(key), std::move(name)).first->second;
}

Done PostgresqlDatabase::stream(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader,
                                std::int64_t& changed) {
  if (auto ready = connected(); !ready) return ready;
  const PostgresqlParameters bound(parameters);
  const auto name = prepared(sql, bound);
  if (!name) return pass_on(name);
  if (PQsendQueryPrepared(connection_.get(), name->c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                          bound.formats.data(), 1) == 0) {
    return problem(nullptr);
  }
  PQsetSingleRowMode(connection_.get());
  Done done;
  // Always to the last answer, so that the connection is free again whatever happened.
  while (const Answer answer{PQgetResult(connection_.get())}) {
    switch (PQresultStatus(answer.get())) {
      case PGRES_SINGLE_TUPLE: {
        if (!done) break;
        const auto row = row_of(answer.get(), 0);
        done = row ? reader(*row) : Done(pass_on(row));
        break;
      }
      case PGRES_TUPLES_OK:
      case PGRES_COMMAND_OK:
        if (!std::string_view(PQcmdStatus(answer.get())).starts_with("SELECT")) {
          changed = std::strtoll(PQcmdTuples(answer.get()), nullptr, 10);
        }
        break;
      default:
        if (done) done = problem(answer.get());
    }
  }
  return done;
}

Done PostgresqlDatabase::run_all(const std::vector<Change>& changes) {
  if (auto ready = connected(); !ready) return ready;
  // What is prepared now must not be forgotten for what is prepared after it.
  const bool is_full = statements_.size() + changes.size() >= cached_statements_max;
  if (changes.size() < 2 || is_full || !has_begun()) return Database::run_all(changes);
  std::deque<PostgresqlParameters> bound;
  std::vector<std::string> names;
  for (const auto& change : changes) {
    const auto name = prepared(change.sql, bound.emplace_back(change.parameters));
    if (!name) return pass_on(name);
    names.push_back(*name);
  }
  if (PQenterPipelineMode(connection_.get()) == 0) return problem(nullptr);
  std::size_t sent = 0;
  for (const auto& its : bound) {
    if (PQsendQueryPrepared(connection_.get(), names[sent].c_str(), its.count(), its.values.data(), its.lengths.data(),
                            its.formats.data(), 1) == 0) {
      break;
    }
    ++sent;
  }
  Done done = sent == bound.size() ? Done{} : Done(problem(nullptr));
  if (PQpipelineSync(connection_.get()) == 0) return problem(nullptr);
  Done answered = answers_of_all(sent);
  PQexitPipelineMode(connection_.get());
  return done ? answered : done;
}

// Of each statement its answers and then nothing, and at the end that of the sync. After a problem the server passes
// over the rest.
Done PostgresqlDatabase::answers_of_all(std::size_t sent) {
  Done done;
  for (std::size_t ended = 0; ended <= sent && is_connected(connection_);) {
    const Answer answer{PQgetResult(connection_.get())};
    const auto status = PQresultStatus(answer.get());
    const bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC ||
                         status == PGRES_PIPELINE_ABORTED;
    if (answer && !is_good && done) done = problem(answer.get());
    if (!answer || status == PGRES_PIPELINE_SYNC) ++ended;
  }
  return is_connected(connection_) || !done ? done : Done(problem(nullptr));
}

Done PostgresqlDatabase::insert_all(std::string_view table, const std::vector<std::string>& columns,
                                    const std::vector<std::vector<Value>>& rows) {
  if (auto ready = connected(); !ready) return ready;
  std::string sql = "COPY " + quoted_name(table) + " (";
  for (const auto& column : columns) sql += (&column == &columns.front() ? "" : ", ") + quoted_name(column);
  sql += ") FROM STDIN (FORMAT binary)";
  const bool is_inside = in_transaction();
  // In a transaction a failed COPY must not spoil what was done before it.
  if (is_inside) {
    if (auto opened = run_script("SAVEPOINT rows"); !opened) return opened;
  }
  const Answer answer(PQexec(connection_.get(), sql.c_str()));
  Done copied = PQresultStatus(answer.get()) == PGRES_COPY_IN ? copy_rows(rows) : Done(problem(answer.get()));
  if (is_inside && copied) return run_script("RELEASE SAVEPOINT rows");
  if (is_inside && in_transaction()) (void)run_script("ROLLBACK TO SAVEPOINT rows; RELEASE SAVEPOINT rows");
  return copied;
}

Done PostgresqlDatabase::copy_rows(const std::vector<std::vector<Value>>& rows) {
  std::string chunk = copy_header();
  const auto send = [&]() -> bool {
    const int sent = PQputCopyData(connection_.get(), chunk.data(), static_cast<int>(chunk.size()));
    chunk.clear();
    return sent == 1;
  };
  for (const auto& row : rows) {
    append_copy_row(chunk, row);
    if (chunk.size() >= copy_chunk_bytes && !send()) return last_answers(problem(nullptr));
  }
  chunk += copy_end();
  if (!send() || PQputCopyEnd(connection_.get(), nullptr) != 1) return last_answers(problem(nullptr));
  return last_answers({});
}

Done PostgresqlDatabase::last_answers(Done so_far) {
  while (const Answer answer{PQgetResult(connection_.get())}) {
    const auto status = PQresultStatus(answer.get());
    if (so_far && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) so_far = problem(answer.get());
    if (status == PGRES_COPY_IN) PQputCopyEnd(connection_.get(), "stopped");
  }
  return so_far;
}

Done PostgresqlDatabase::run_script(std::string_view sql) {
  if (auto ready = connected(); !ready) return ready;
  const Answer answer(PQexec(connection_.get(), std::string(sql).c_str()));
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return problem(answer.get());
  // The server answers COMMIT of a transaction that failed before with a quiet ROLLBACK.
  if (sql == "COMMIT" && std::string_view(PQcmdStatus(answer.get())) == "ROLLBACK") {
    return refuse("storage.transaction_lost");
  }
  return {};
}

Result<std::string> PostgresqlDatabase::read_clock() {
  std::string now;
  std::int64_t changed = 0;
  Done read = stream(R"(SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))", {},
                     [&now](const Row& row) -> Done {
                       now = row.text(0);
                       return {};
                     },
                     changed);
  if (!read) return pass_on(read);
  return now;
}

Done PostgresqlDatabase::configure() {
  const Answer encoding(PQexec(connection_.get(), "SHOW server_encoding"));
  if (PQresultStatus(encoding.get()) != PGRES_TUPLES_OK) return problem(encoding.get());
  if (std::string_view(PQgetvalue(encoding.get(), 0, 0)) != "UTF8") {
    return refuse("storage.not_utf8", {{"database", printable_}});
  }
  const std::string settings =
      "SET standard_conforming_strings = on; SET TIME ZONE 'UTC'; SET client_min_messages = warning;";
  if (auto set = run_script(settings); !set) return set;
  if (is_read_only_) {
    if (auto set = run_script("SET default_transaction_read_only = on"); !set) return set;
  }
  return set_lock_wait(lock_wait_);
}

enum class Presence { present, missing, unknown };

// Asked of the server's own database, because a refused connection says why only in words of the server's language.
Presence presence_of(const PostgresqlAddress& address) {
  const Connection server = connect(address.with_database("postgres"));
  if (!is_connected(server)) return Presence::unknown;
  const std::string name = address.database_name();
  const char* value = name.c_str();
  const Answer answer(PQexecParams(server.get(), "SELECT 1 FROM pg_database WHERE datname = $1", 1, nullptr, &value,
                                   nullptr, nullptr, 0));
  if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) return Presence::unknown;
  return PQntuples(answer.get()) == 1 ? Presence::present : Presence::missing;
}

Done run_on_server(const PostgresqlAddress& address, const std::string& sql) {
  const Connection server = connect(address.with_database("postgres"));
  const auto refused = [&](std::string_view code, const char* reason) {
    return refuse(std::string(code), {{"database", address.printable()}, {"reason", address.blot(reason)}});
  };
  if (!is_connected(server)) return refused("storage.server_unreachable", PQerrorMessage(server.get()));
  const Answer answer(PQexec(server.get(), sql.c_str()));
  if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) return {};
  return refused("storage.cannot_open", PQresultErrorMessage(answer.get()));
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, OpenMode mode) {
  const auto address = PostgresqlAddress::parse(url);
  if (!address) return pass_on(address);
  Connection connection = connect(*address);
  if (!is_connected(connection)) {
    const auto presence = presence_of(*address);
    const std::string reason = address->blot(PQerrorMessage(connection.get()));
    const Arguments arguments{{"database", address->printable()}, {"reason", reason}};
    if (presence == Presence::unknown) return refuse("storage.server_unreachable", arguments);
    if (presence == Presence::present) return refuse("storage.cannot_open", arguments);
    if (mode != OpenMode::create) return refuse("storage.not_found", {{"database", address->printable()}});
    auto made = run_on_server(*address, "CREATE DATABASE " + quoted_name(address->database_name()) +
                                            " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    if (!made) return pass_on(made);
    connection = connect(*address);
    if (!is_connected(connection)) {
      return refuse("storage.server_unreachable",
                    {{"database", address->printable()}, {"reason", address->blot(PQerrorMessage(connection.get()))}});
    }
  }
  auto database = std::make_unique<PostgresqlDatabase>(std::move(connection), *address, mode == OpenMode::read_only);
  if (auto configured = database->configure(); !configured) return pass_on(configured);
  return std::unique_ptr<Database>(std::move(database));
}

Done drop_postgresql_database(const std::string& server_url, const std::string& name) {
  const auto address = PostgresqlAddress::parse(server_url);
  if (!address) return pass_on(address);
  return run_on_server(*address, "DROP DATABASE IF EXISTS " + quoted_name(name) + " WITH (FORCE)");
}

}  // namespace luytre::storage
