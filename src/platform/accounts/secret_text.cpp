#include "platform/accounts/secret_text.h"

#include <sodium.h>

#include "base/hash.h"

namespace luytre::accounts {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t group_letters = 4;

}  // namespace

std::string new_code(std::size_t groups) {
  const std::string bytes = random_bytes(groups * group_letters);
  std::string code;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at > 0 && at % group_letters == 0) code += '-';
    code += letters[static_cast<unsigned char>(bytes[at]) % letters.size()];
  }
  return code;
}

std::string code_as_made(std::string_view typed) {
  std::string code;
  std::size_t count = 0;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (letters.find(c) == std::string_view::npos) continue;
    if (count > 0 && count % group_letters == 0) code += '-';
    code += c;
    ++count;
  }
  return code;
}

std::string digest_of(std::string_view secret) { return hex(sha256(secret)); }

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace luytre::accounts
