#include "base/secret_box.h"

#include <sodium.h>

#include <cassert>

#include "base/hash.h"

namespace luytre {
namespace {

static_assert(secret_key_bytes == crypto_secretbox_KEYBYTES);

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes, std::size_t at = 0) {
  return reinterpret_cast<unsigned char*>(bytes.data() + at);
}

}  // namespace

std::string seal(std::string_view words, std::string_view key) {
  assert(key.size() == secret_key_bytes);
  std::string box = random_bytes(crypto_secretbox_NONCEBYTES);
  const std::string nonce = box;
  box.resize(nonce.size() + crypto_secretbox_MACBYTES + words.size());
  crypto_secretbox_easy(raw(box, nonce.size()), raw(words), words.size(), raw(nonce), raw(key));
  return box;
}

std::optional<std::string> unseal(std::string_view box, std::string_view key) {
  constexpr std::size_t head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (box.size() < head || key.size() != secret_key_bytes) return std::nullopt;
  std::string words(box.size() - head, '\0');
  const std::string_view sealed = box.substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(raw(words), raw(sealed), sealed.size(), raw(box), raw(key)) != 0) return std::nullopt;
  return words;
}

std::string key_for(std::string_view purpose, std::string_view key) {
  std::string made(secret_key_bytes, '\0');
  crypto_generichash(raw(made), made.size(), raw(purpose), purpose.size(), raw(key), key.size());
  return made;
}

std::string keyed_mark(std::string_view bytes, std::string_view key) { return hex(key_for(bytes, key)); }

}  // namespace luytre
