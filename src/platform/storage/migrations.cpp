#include "platform/storage/migrations.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/hash.h"
#include "base/resources.h"
#include "platform/storage/append_only.h"
#include "platform/storage/sql_text.h"
#include "platform/storage/transaction.h"

namespace luytre::storage {
namespace {

// Held while a schema changes, so that two programs starting at once do not migrate twice. Any fixed number does.
constexpr std::string_view server_lock = "SELECT count(pg_advisory_xact_lock(5499253146001))";

constexpr std::string_view record_table =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " number {integer} NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL"
    ") {strict}";

std::string replaced(std::string text, std::string_view token, std::string_view by) {
  for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at + by.size())) {
    text.replace(at, token.size(), by);
  }
  return text;
}

struct Recorded {
  std::string name;
  std::string sha256;  // hex
};

Result<std::map<std::int64_t, Recorded>> recorded_migrations(Database& database) {
  auto rows = database.query("SELECT number, name, sha256 FROM schema_migration ORDER BY number");
  if (!rows) return pass_on(rows);
  std::map<std::int64_t, Recorded> recorded;
  for (const auto& row : *rows) recorded.emplace(row.integer(0), Recorded{row.text(1), row.text(2)});
  return recorded;
}

Result<bool> has_own_record(Database& database, std::int64_t& tables) {
  const std::string_view sql =
      database.kind() == StoreKind::sqlite
          ? "SELECT count(*), count(*) FILTER (WHERE name = 'schema_migration') FROM sqlite_schema"
            " WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
          : "SELECT count(*), count(*) FILTER (WHERE tablename = 'schema_migration') FROM pg_catalog.pg_tables"
            " WHERE schemaname = current_schema()";
  auto rows = database.query(sql);
  if (!rows) return pass_on(rows);
  tables = rows->front().integer(0);
  return rows->front().integer(1) > 0;
}

std::string file_name(const Migration& migration) {
  std::string number = std::to_string(migration.number);
  number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
  return number + "_" + migration.name + ".sql";
}

// Nothing to apply, or something; or a problem: the database knows a migration that this program does not, or knows
// it otherwise.
Result<bool> is_current(Database& database, const std::vector<Migration>& migrations) {
  const auto recorded = recorded_migrations(database);
  if (!recorded) return pass_on(recorded);
  for (const auto& [number, known] : *recorded) {
    const auto ours = std::find_if(migrations.begin(), migrations.end(),
                                   [n = number](const Migration& migration) { return migration.number == n; });
    if (ours == migrations.end()) {
      return refuse("storage.newer",
                    {{"database", database.printable_location()}, {"migration", std::to_string(number)}});
    }
    if (known.sha256 != hex(sha256(ours->sql))) {
      return refuse("storage.migration_changed",
                    {{"database", database.printable_location()}, {"migration", file_name(*ours)}});
    }
  }
  return recorded->size() == migrations.size();
}

Done in_locked_transaction(Database& database, const std::function<Done()>& work) {
  auto transaction = Transaction::begin(database, TransactionKind::write);
  if (!transaction) return pass_on(transaction);
  if (database.kind() == StoreKind::postgresql) {
    if (auto locked = database.query(server_lock); !locked) return pass_on(locked);
  }
  if (auto done = work(); !done) return done;
  return transaction->commit();
}

Done apply(Database& database, const Migration& migration) {
  const auto recorded = recorded_migrations(database);
  if (!recorded) return pass_on(recorded);
  if (recorded->contains(migration.number)) return {};  // another program was quicker
  auto done = database.execute_script(migration_sql(migration.sql, database.kind()));
  if (!done) {
    return refuse("storage.migration_failed",
                  {{"database", database.printable_location()}, {"migration", file_name(migration)}}, {},
                  {done.error()});
  }
  const auto now = database.now();
  if (!now) return pass_on(now);
  auto noted = database.execute("INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
                                {migration.number, migration.name, hex(sha256(migration.sql)), *now});
  if (!noted) return pass_on(noted);
  return {};
}

}  // namespace

std::vector<Migration> embedded_migrations() {
  constexpr std::string_view folder = "migrations/";
  constexpr std::string_view ending = ".sql";
  std::vector<Migration> migrations;
  for (const auto& path : resources_under(folder)) {
    const std::string_view file = std::string_view(path).substr(folder.size());
    if (!file.ends_with(ending)) continue;
    Migration migration;
    const auto [rest, error] = std::from_chars(file.data(), file.data() + file.size(), migration.number);
    if (error != std::errc{} || *rest != '_') continue;
    migration.name = std::string(rest + 1, file.data() + file.size() - ending.size());
    migration.sql = std::string(resource(path));
    migrations.push_back(std::move(migration));
  }
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return migrations;
}

std::string migration_sql(std::string_view sql, StoreKind kind) {
  const bool is_sqlite = kind == StoreKind::sqlite;
  std::string text = is_sqlite ? std::string(sql) : byte_ordered_text(sql);
  text = replaced(std::move(text), "{integer}", is_sqlite ? "INTEGER" : "BIGINT");
  text = replaced(std::move(text), "{bytes}", is_sqlite ? "BLOB" : "BYTEA");
  text = replaced(std::move(text), "{strict}", is_sqlite ? "STRICT" : "");
  return with_append_only(text, kind);
}

Result<SchemaAge> schema_age(Database& database, const std::vector<Migration>& migrations) {
  std::int64_t tables = 0;
  const auto is_ours = has_own_record(database, tables);
  if (!is_ours) return pass_on(is_ours);
  if (!*is_ours) return tables == 0 ? SchemaAge::empty : SchemaAge::foreign;
  const auto current = is_current(database, migrations);
  if (current) return *current ? SchemaAge::current : SchemaAge::older;
  if (current.error().code == "storage.newer") return SchemaAge::newer;
  return pass_on(current);
}

Done migrate(Database& database, const std::vector<Migration>& migrations) {
  std::int64_t tables = 0;
  const auto is_ours = has_own_record(database, tables);
  if (!is_ours) return pass_on(is_ours);
  if (!*is_ours) {
    if (tables > 0) return refuse("storage.not_ours", {{"database", database.printable_location()}});
    auto made = in_locked_transaction(
        database, [&] { return database.execute_script(migration_sql(record_table, database.kind())); });
    if (!made) return made;
  }
  const auto current = is_current(database, migrations);
  if (!current) return pass_on(current);
  if (*current) return {};
  for (const auto& migration : migrations) {
    auto applied = in_locked_transaction(database, [&] { return apply(database, migration); });
    if (!applied) return applied;
  }
  const auto settled = is_current(database, migrations);
  if (!settled) return pass_on(settled);
  return {};
}

Done migrate(Database& database) { return migrate(database, embedded_migrations()); }

}  // namespace luytre::storage
