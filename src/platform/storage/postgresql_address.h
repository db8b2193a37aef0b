// Where a PostgreSQL database is, read from its URL; keeps the password out of everything people see.
#pragma once

#include <map>
#include <string>

#include "base/problem.h"

namespace luytre::storage {

class PostgresqlAddress {
 public:
  // Problem storage.bad_url; it does not repeat the URL, which may hold a password.
  static Result<PostgresqlAddress> parse(const std::string& url);

  PostgresqlAddress with_database(const std::string& name) const;  // the same server, another database
  std::string database_name() const;
  std::string printable() const;  // "postgresql://user@host:port/name"

  // `text` (a driver's message) in one line, with the password blotted out.
  std::string blot(std::string text) const;

  const std::map<std::string, std::string>& settings() const { return settings_; }

 private:
  std::map<std::string, std::string> settings_;  // libpq's keywords: host, port, user, password, dbname, …
};

}  // namespace luytre::storage
