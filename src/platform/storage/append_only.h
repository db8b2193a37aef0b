// The line `{append_only TABLE}` of a migration, as each store's triggers: UPDATE and DELETE (and TRUNCATE) are refused
// by the database itself, whoever asks. With `erasable where CONDITION`, a DELETE is let through for the rows (OLD) of
// which the condition is true; UPDATE never.
//
//   {append_only claim}
//   {append_only event_payload erasable where (SELECT payload_class FROM event WHERE number = OLD.number) <> 'open'}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/storage/database.h"

namespace luytre::storage {

// The text with each directive replaced; a line that only looks like one stays, and the store will refuse it.
std::string with_append_only(std::string_view sql, StoreKind kind);

// What the triggers say: PostgreSQL by this state and the table's name in its own field, SQLite in words alone.
inline constexpr std::string_view append_only_state = "LT001";
inline constexpr std::string_view append_only_words = "rows are only appended: ";

// The table, when SQLite's words are those of our triggers.
std::optional<std::string> append_only_table(std::string_view words);

}  // namespace luytre::storage
