// Failed sign-ins, counted in the database so that every node counts together: by login (known or not) and by address.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

inline constexpr int failures_before_lock = 5;
inline constexpr std::chrono::minutes first_lock{1};  // doubled with each further failure
inline constexpr std::chrono::minutes longest_lock{60};
inline constexpr std::chrono::hours failures_forgotten_after{24};
inline constexpr int address_failures_max = 100;  // a whole office may stand behind one address
inline constexpr std::chrono::minutes address_window{15};

inline constexpr std::int64_t pressure_rows_max = 20'000;  // then the oldest that lock nothing are dropped

// IPv6 by its network, which one subscriber has whole; IPv4 as it is.
std::string address_as_counted(std::string_view address);

// For how long the next attempt waits after so many failures in a row; zero: not at all.
std::chrono::minutes lock_after(std::int64_t failures);

// Before anything is hashed. Problems accounts.locked (until when), accounts.too_many_attempts.
Done check_pressure(storage::Database& database, std::string_view login, std::string_view address,
                    const std::string& now);

// True when this failure began the first lock of a row of failures: the owner is to be told, once.
Result<bool> count_failure(storage::Database& database, std::string_view login, std::string_view address,
                           const std::string& now);
Done forget_failures(storage::Database& database, std::string_view login);

}  // namespace luytre::accounts
