// The embedded store: one file in WAL mode, every commit flushed to disk (synchronous=FULL).
#pragma once

#include <memory>
#include <string>

#include "platform/storage/database.h"

namespace luytre::storage {

// Opens and configures; does not look whether the tables are ours. Problems storage.not_found, storage.not_ours (not
// an SQLite file, or another program's), storage.cannot_open.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, OpenMode mode);

}  // namespace luytre::storage
