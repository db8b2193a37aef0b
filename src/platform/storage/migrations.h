// The schema's history: migrations/NNNN_name.sql, embedded, applied in order and never changed afterwards.
//
// A migration is one SQL text for both stores. Tokens: {integer} (INTEGER, BIGINT), {bytes} (BLOB, BYTEA), {strict}
// (STRICT, nothing). The column type TEXT gets PostgreSQL's byte order collation, so that both sort alike; a cast to
// TEXT is therefore not possible in a migration. A line `{append_only TABLE}` guards a table (append_only.h).
#pragma once

#include <string>
#include <vector>

#include "platform/storage/database.h"

namespace luytre::storage {

struct Migration {
  std::int64_t number = 0;  // 1, 2, … ; gaps are allowed, a number stands once
  std::string name;         // "platform"
  std::string sql;          // as written in the file
};

std::vector<Migration> embedded_migrations();

// The SQL for one kind of store, tokens replaced.
std::string migration_sql(std::string_view sql, StoreKind kind);

// As migrate(Database&), with a list of one's own (tests).
Done migrate(Database& database, const std::vector<Migration>& migrations);

enum class SchemaAge { empty, older, current, newer, foreign };

// How the database stands to the list; `foreign` when it holds tables but not our record of migrations.
Result<SchemaAge> schema_age(Database& database, const std::vector<Migration>& migrations);

}  // namespace luytre::storage
