// The second factor: time-based one-time codes (RFC 6238: SHA-1, 6 digits, 30 seconds), by liboath.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::accounts {

inline constexpr std::int64_t totp_step_seconds = 30;
inline constexpr int totp_window_steps = 1;  // a clock may be this many steps off

std::string new_totp_secret();                   // 20 raw bytes
std::string totp_text(std::string_view secret);  // base 32, in groups of four, to type by hand
// otpauth://totp/…, what an authenticator app reads.
std::string totp_address(std::string_view secret, std::string_view login, std::string_view site);
std::string qr_svg(std::string_view text);  // an SVG element with a quiet zone, dark on white

// The step the code belongs to when it is right and later than `last_step`; else nothing: a code is good once.
std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                         std::int64_t last_step);

// What base/secret_box.h sealed, so that a copy of the database alone opens no account.
Result<std::string> unsealed(std::string_view box, std::string_view key);  // problem accounts.seal_broken

}  // namespace luytre::accounts
