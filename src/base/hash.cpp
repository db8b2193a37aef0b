#include "base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdlib>

namespace luytre {

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  const int done = EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
                              EVP_sha256(), nullptr);
  if (done != 1) std::abort();  // out of memory, or a library without SHA-256
  return digest;
}

namespace {

EVP_MD_CTX* of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(of(context_), EVP_sha256(), nullptr) != 1) std::abort();
}

Sha256::~Sha256() { EVP_MD_CTX_free(of(context_)); }

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(of(context_), bytes.data(), bytes.size()) != 1) std::abort();
}

std::string Sha256::digest() {
  std::string digest(32, '\0');
  if (EVP_DigestFinal_ex(of(context_), reinterpret_cast<unsigned char*>(digest.data()), nullptr) != 1) std::abort();
  return digest;
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string random_bytes(std::size_t count) {
  if (sodium_init() < 0) std::abort();  // no source of randomness: nothing safe can be done
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

}  // namespace luytre
