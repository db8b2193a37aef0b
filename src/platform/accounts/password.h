// Passwords: what is accepted (NIST SP 800-63B) and how they are kept (argon2id).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre::accounts {

// SP 800-63B-4: 15 characters when the password stands alone, 8 beside a second factor; no rules of composition.
inline constexpr std::size_t password_letters_min_alone = 15;
inline constexpr std::size_t password_letters_min_beside_factor = 8;
inline constexpr std::size_t password_letters_max = 256;
inline constexpr std::size_t password_bytes_max = 2'048;

// `context`: words that must not make up the password: login, name, the site's own. Problems accounts.password_short,
// accounts.password_long, accounts.password_common (in lists of known passwords, repeated or counting characters),
// accounts.password_about_you.
Done check_password(std::string_view password, bool has_second_factor, const std::vector<std::string>& context);

// argon2id, 19 MiB, two passes; about 30 ms. The text is brought to NFKC first.
std::string hash_password(std::string_view password);
bool fits_hash(std::string_view password, const std::string& hash);
// Takes as long as fits_hash; for a login that nobody has.
void waste_a_hash(std::string_view password);

}  // namespace luytre::accounts
