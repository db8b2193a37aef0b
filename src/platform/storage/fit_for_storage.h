// The rules both stores share for what may be stored, and the words both put around names.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "platform/storage/value.h"

namespace luytre::storage {

// Text must be UTF-8 without NUL; no value is over value_bytes_max. Problems storage.text_unfit,
// storage.value_too_large.
Done check_fit(const Value& value);

bool is_utf8(std::string_view text);

// A table's or column's name as SQL takes it: "name".
std::string quoted_name(std::string_view name);

}  // namespace luytre::storage
