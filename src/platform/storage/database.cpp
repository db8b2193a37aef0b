#include "platform/storage/database.h"

#include <cassert>

#include "platform/storage/fit_for_storage.h"

namespace luytre::storage {

Done Database::free_to_use() const {
  if (is_streaming_) return refuse("storage.reader_used_database");
  return {};
}

Done Database::each_row(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader) {
  if (auto free = free_to_use(); !free) return free;
  for (const auto& parameter : parameters) {
    if (auto fit = check_fit(parameter); !fit) return fit;
  }
  is_streaming_ = true;
  std::int64_t changed = 0;
  Done done = stream(sql, parameters, reader, changed);
  is_streaming_ = false;
  return done;
}

Result<std::vector<Row>> Database::query(std::string_view sql, const std::vector<Value>& parameters) {
  std::vector<Row> rows;
  Done done = each_row(sql, parameters, [&rows](const Row& row) -> Done {
    rows.push_back(row);
    return {};
  });
  if (!done) return pass_on(done);
  return rows;
}

Result<std::int64_t> Database::execute(std::string_view sql, const std::vector<Value>& parameters) {
  if (auto free = free_to_use(); !free) return pass_on(free);
  for (const auto& parameter : parameters) {
    if (auto fit = check_fit(parameter); !fit) return pass_on(fit);
  }
  std::int64_t changed = 0;
  Done done = stream(
      sql, parameters, [](const Row&) -> Done { return {}; }, changed);
  if (!done) return pass_on(done);
  return changed;
}

Done Database::execute_all(const std::vector<Change>& changes) {
  if (auto free = free_to_use(); !free) return free;
  for (const auto& change : changes) {
    for (const auto& parameter : change.parameters) {
      if (auto fit = check_fit(parameter); !fit) return fit;
    }
  }
  return run_all(changes);
}

Done Database::run_all(const std::vector<Change>& changes) {
  for (const auto& change : changes) {
    std::int64_t changed = 0;
    Done done = stream(
        change.sql, change.parameters, [](const Row&) -> Done { return {}; }, changed);
    if (!done) return done;
  }
  return {};
}

Done Database::insert_rows(std::string_view table, const std::vector<std::string>& columns,
                           const std::vector<std::vector<Value>>& rows) {
  if (auto free = free_to_use(); !free) return free;
  for (const auto& row : rows) {
    assert(row.size() == columns.size());
    for (const auto& value : row) {
      if (auto fit = check_fit(value); !fit) return fit;
    }
  }
  if (rows.empty()) return {};
  return insert_all(table, columns, rows);
}

Done Database::execute_script(std::string_view sql) {
  if (auto free = free_to_use(); !free) return free;
  return run_script(sql);
}

Done Database::control(std::string_view sql) {
  if (auto free = free_to_use(); !free) return free;
  return run_control(sql);
}

Result<std::string> Database::now() {
  if (auto free = free_to_use(); !free) return pass_on(free);
  return read_clock();
}

Done Database::begin(TransactionKind kind) {
  assert(!in_transaction());
  Done begun = control(begin_sql(kind));
  has_begun_ = begun.has_value();
  return begun;
}

Done Database::commit() {
  if (!in_transaction()) {
    has_begun_ = false;
    return refuse("storage.transaction_lost");
  }
  Done done = control("COMMIT");
  // A commit that was refused must leave no transaction open behind it.
  if (!done && in_transaction()) (void)control("ROLLBACK");
  has_begun_ = false;
  return done;
}

Done Database::rollback() {
  Done done = in_transaction() ? control("ROLLBACK") : Done{};
  has_begun_ = false;
  return done;
}

}  // namespace luytre::storage
