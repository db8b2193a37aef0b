// PostgreSQL's binary form of the four kinds of value, for parameters, answers and COPY.
#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "platform/storage/value.h"

namespace luytre::storage {

// The parameters of one statement in the arrays that libpq takes; valid as long as `values` and this live.
class PostgresqlParameters {
 public:
  explicit PostgresqlParameters(const std::vector<Value>& values);
  PostgresqlParameters(const PostgresqlParameters&) = delete;
  PostgresqlParameters& operator=(const PostgresqlParameters&) = delete;

  int count() const { return static_cast<int>(types.size()); }
  std::string signature() const;  // one letter a type: statements are prepared per signature

  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;

 private:
  std::vector<std::string> integers_;
};

// One row of a binary answer. Problem storage.unfit_type for a type that is neither integer, text nor bytes.
Result<Row> row_of(const PGresult* result, int row);

// For COPY … (FORMAT binary): header, one row, end.
std::string copy_header();
void append_copy_row(std::string& buffer, const std::vector<Value>& row);
std::string copy_end();

}  // namespace luytre::storage
