#include "platform/storage/database.h"
#include "platform/storage/migrations.h"
#include "platform/storage/postgresql_database.h"
#include "platform/storage/sqlite_database.h"

namespace luytre::storage {

bool is_server_url(std::string_view url_or_path) {
  return url_or_path.starts_with("postgresql://") || url_or_path.starts_with("postgres://");
}

Result<std::unique_ptr<Database>> open_database(const std::string& url_or_path, OpenMode mode) {
  auto opened = is_server_url(url_or_path) ? open_postgresql(url_or_path, mode) : open_sqlite(url_or_path, mode);
  if (!opened) return opened;
  const auto age = schema_age(**opened, embedded_migrations());
  if (!age) return pass_on(age);
  const Arguments database{{"database", (*opened)->printable_location()}};
  switch (*age) {
    case SchemaAge::foreign:
      return refuse("storage.not_ours", database);
    case SchemaAge::newer:
      return refuse("storage.newer", database);
    case SchemaAge::empty:
      if (mode != OpenMode::create) return refuse("storage.empty", database);
      break;
    case SchemaAge::older:
      if (mode == OpenMode::read_only) return refuse("storage.older", database);
      break;
    case SchemaAge::current:
      break;
  }
  return opened;
}

}  // namespace luytre::storage
