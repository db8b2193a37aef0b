#include "programme/citizens/form_token.h"

#include <charconv>

#include "base/hash.h"
#include "base/secret_box.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t token_bytes_max = 200;

std::string mark_of(std::string_view purpose, std::string_view when, std::string_view nonce, std::string_view key) {
  std::string marked(purpose);
  marked.append("|").append(when).append("|").append(nonce);
  return keyed_mark(marked, key_for("citizens form", key));
}

}  // namespace

FormToken new_form_token(std::string_view purpose, std::string_view key, long long unix_milliseconds) {
  const std::string when = std::to_string(unix_milliseconds);
  FormToken token;
  token.nonce = hex(random_bytes(nonce_bytes));
  token.text = when + "." + token.nonce + "." + mark_of(purpose, when, token.nonce, key);
  return token;
}

Result<FormToken> read_form_token(std::string_view text, std::string_view purpose, std::string_view key,
                                  long long unix_milliseconds) {
  const auto not_ours = [] { return refuse("citizens.form_not_ours"); };
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.size() > token_bytes_max) return not_ours();
  const std::string_view when = text.substr(0, first);
  const std::string_view nonce = text.substr(first + 1, second - first - 1);
  if (text.substr(second + 1) != mark_of(purpose, when, nonce, key)) return not_ours();
  long long drawn = 0;
  std::from_chars(when.data(), when.data() + when.size(), drawn);
  const long long age = unix_milliseconds - drawn;
  if (age > form_milliseconds_max) return refuse("citizens.form_too_old");
  if (age < form_milliseconds_min) return refuse("citizens.form_too_fast");
  return FormToken{std::string(text), std::string(nonce)};
}

}  // namespace luytre::citizens
