// One SQL text for two stores: what must be written otherwise is rewritten here, never inside quotes or comments.
#pragma once

#include <string>
#include <string_view>

namespace luytre::storage {

// '?' becomes $1, $2, … as PostgreSQL wants it.
std::string numbered_placeholders(std::string_view sql);

// The word TEXT becomes TEXT COLLATE "C": byte order, as SQLite sorts.
std::string byte_ordered_text(std::string_view sql);

}  // namespace luytre::storage
