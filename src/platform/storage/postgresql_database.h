// The server store: one connection to a PostgreSQL 15 or later.
#pragma once

#include <memory>
#include <string>

#include "platform/storage/database.h"

namespace luytre::storage {

// Connects and configures; does not look whether the tables are ours. OpenMode::create makes a missing database on
// the server. Problems storage.bad_url, storage.server_unreachable, storage.not_found, storage.cannot_open,
// storage.not_utf8.
Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, OpenMode mode);

// Removes a database from the server, other connections to it included (temporary databases of tests).
Done drop_postgresql_database(const std::string& server_url, const std::string& name);

}  // namespace luytre::storage
