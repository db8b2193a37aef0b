// Digests by libcrypto, which uses the instructions of the processor; randomness by libsodium. Bytes travel in
// std::string.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luytre {

std::string sha256(std::string_view bytes);  // 32 raw bytes

// The same of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string digest();  // once, at the end

 private:
  void* context_;
};

std::string hex(std::string_view bytes);      // lower case
std::string random_bytes(std::size_t count);  // from the system's generator

}  // namespace luytre
