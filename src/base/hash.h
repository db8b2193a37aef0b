// Digests by libcrypto, which uses the instructions of the processor; randomness by libsodium. Bytes travel in
// std::string.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luytre {

std::string sha256(std::string_view bytes);   // 32 raw bytes
std::string hex(std::string_view bytes);      // lower case
std::string random_bytes(std::size_t count);  // from the system's generator

}  // namespace luytre
