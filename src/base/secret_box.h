// Bytes sealed under a key of 32 bytes (XSalsa20 and Poly1305, by libsodium): whoever has a copy of the box alone reads
// nothing and changes nothing unseen.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace luytre {

inline constexpr std::size_t secret_key_bytes = 32;

std::string seal(std::string_view words, std::string_view key);
std::optional<std::string> unseal(std::string_view box, std::string_view key);  // nothing: another key, or changed

// A key of its own for each purpose, from one key: nobody finds the one from the other.
std::string key_for(std::string_view purpose, std::string_view key);
// A mark by which bytes are known again by whoever has the key, and by nobody else; hex.
std::string keyed_mark(std::string_view bytes, std::string_view key);

}  // namespace luytre
