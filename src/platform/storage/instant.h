// Instants as the database's clock writes them: "2025-07-01T00:00:00.123456Z", always 27 characters, UTC.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/problem.h"

namespace luytre::storage {

std::string instant_text(std::int64_t unix_microseconds);

// Problem storage.bad_instant.
Result<std::int64_t> parse_instant(std::string_view text);  // microseconds since 1970

// `text` must be an instant of the clock's form.
std::string later(std::string_view text, std::chrono::milliseconds by);

// Vietnam keeps UTC+7 all year: the day of an instant there, the instant its day begins, and "08:05 01/07/2025".
// `text` must be an instant of the clock's form.
Date vietnam_day(std::string_view text);
std::string start_of_vietnam_day(Date day);
std::string vietnam_clock(std::string_view text);

// Monotonic milliseconds of this process, for throttling and measuring only; never recorded.
std::int64_t monotonic_ms();

}  // namespace luytre::storage
