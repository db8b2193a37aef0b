#include "platform/storage/value.h"

#include <cassert>

namespace luytre::storage {

const Value& Row::at(std::size_t column) const {
  assert(column < values_.size());
  return values_[column];
}

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(at(column)); }

std::int64_t Row::integer(std::size_t column) const {
  assert(std::holds_alternative<std::int64_t>(at(column)));
  return std::get<std::int64_t>(values_[column]);
}

const std::string& Row::text(std::size_t column) const {
  assert(std::holds_alternative<std::string>(at(column)));
  return std::get<std::string>(values_[column]);
}

const std::string& Row::bytes(std::size_t column) const {
  assert(std::holds_alternative<Blob>(at(column)));
  return std::get<Blob>(values_[column]).bytes;
}

std::optional<std::int64_t> Row::integer_or_null(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::text_or_null(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

}  // namespace luytre::storage
