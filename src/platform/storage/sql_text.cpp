#include "platform/storage/sql_text.h"

#include <algorithm>
#include <cctype>

namespace luytre::storage {
namespace {

// The length of the quoted text or comment that starts at `at`; 0 when none does. An unclosed one reaches the end.
std::size_t quoted_length(std::string_view sql, std::size_t at) {
  const auto until = [&](std::string_view close, std::size_t from) {
    const auto found = sql.find(close, from);
    return (found == std::string_view::npos ? sql.size() : found + close.size()) - at;
  };
  const std::string_view rest = sql.substr(at);
  if (rest.starts_with('\'')) return until("'", at + 1);  // a doubled quote reads as two quoted texts in a row
  if (rest.starts_with('"')) return until("\"", at + 1);
  if (rest.starts_with("--")) return until("\n", at + 2);
  if (rest.starts_with("/*")) return until("*/", at + 2);
  return 0;
}

bool is_word_letter(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

}  // namespace

std::string numbered_placeholders(std::string_view sql) {
  std::string numbered;
  numbered.reserve(sql.size() + 16);
  int count = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t quoted = quoted_length(sql, at); quoted > 0) {
      numbered.append(sql, at, quoted);
      at += quoted;
    } else if (sql[at++] == '?') {
      numbered += '$' + std::to_string(++count);
    } else {
      numbered += sql[at - 1];
    }
  }
  return numbered;
}

std::string byte_ordered_text(std::string_view sql) {
  constexpr std::string_view type = "TEXT";
  std::string ordered;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t length = quoted_length(sql, at);
    if (length == 0 && is_word_letter(sql[at])) {
      while (at + length < sql.size() && is_word_letter(sql[at + length])) ++length;
    }
    length = std::max<std::size_t>(length, 1);
    ordered.append(sql, at, length);
    if (sql.substr(at, length) == type) ordered += " COLLATE \"C\"";
    at += length;
  }
  return ordered;
}

}  // namespace luytre::storage
