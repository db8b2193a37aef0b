// What goes into and comes out of a database: integers, text, bytes and nothing (NULL). No floating point, ever.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace luytre::storage {

// Raw bytes, NUL included. Text is std::string, must be UTF-8 and cannot hold NUL (PostgreSQL cannot store it).
struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;

// One row of an answer. Asking a column for a type it does not have is a broken invariant (assert): the caller wrote
// the SQL. Only the *_or_null forms accept NULL.
class Row {
 public:
  Row() = default;
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  std::size_t size() const { return values_.size(); }
  const Value& at(std::size_t column) const;
  bool is_null(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  bool truth(std::size_t column) const { return integer(column) != 0; }
  const std::string& text(std::size_t column) const;
  const std::string& bytes(std::size_t column) const;
  std::optional<std::int64_t> integer_or_null(std::size_t column) const;
  std::optional<std::string> text_or_null(std::size_t column) const;

 private:
  std::vector<Value> values_;
};

}  // namespace luytre::storage
