// Instants as people and programs write them, in the clock's form.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::newsroom {

// "2026-12-01T07:00" and "2026-12-01 07:00:30" are told in Vietnam's time; "…Z" and "…+07:00" say their own.
// Problem news.bad_instant.
Result<std::string> read_moment(std::string_view text);

// "2026-12-01T00:00:00Z" of a clock's instant; "" stays "".
std::string short_moment(std::string_view instant);

}  // namespace luytre::newsroom
