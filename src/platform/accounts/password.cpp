#include "platform/accounts/password.h"

#include <sodium.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "base/resources.h"
#include "base/vietnamese.h"

namespace luytre::accounts {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} << 20U;
constexpr std::size_t context_letters_min = 4;  // shorter words are in everything

icu::UnicodeString normal(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(error);
  assert(U_SUCCESS(error));
  const auto read = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  return form->normalize(read, error);
}

std::string normal_utf8(std::string_view text) {
  std::string out;
  normal(text).toUTF8String(out);
  return out;
}

const std::unordered_set<std::string_view>& common_passwords() {
  static const auto read_once = [] {
    std::unordered_set<std::string_view> words;
    std::string_view list = resource("reference/common_passwords.txt");
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('\n'), list.size());
      if (end > 0) words.insert(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    return words;
  }();
  return read_once;
}

// "aaaaaaaa", "12345678", "abcdefgh", "87654321": every step from one character to the next is the same.
bool is_one_step(const icu::UnicodeString& text) {
  if (text.length() < 2) return true;
  const int step = text[1] - text[0];
  if (step < -1 || step > 1) return false;
  for (int32_t at = 1; at < text.length(); ++at)
    if (text[at] - text[at - 1] != step) return false;
  return true;
}

// One short piece over and over: "matkhaumatkhau".
bool is_repeated(std::string_view text) {
  constexpr std::size_t piece_max = 8;
  for (std::size_t piece = 1; piece <= std::min(piece_max, text.size() / 2); ++piece) {
    if (text.size() % piece != 0) continue;
    bool is_same = true;
    for (std::size_t at = piece; at < text.size() && is_same; ++at) is_same = text[at] == text[at - piece];
    if (is_same) return true;
  }
  return false;
}

// The context word and little else: at least half of the password.
bool is_made_of(const std::string& folded, const std::string& word) {
  return word.size() >= context_letters_min && folded.find(word) != std::string::npos &&
         word.size() * 2 >= folded.size();
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

}  // namespace

Done check_password(std::string_view password, bool has_second_factor, const std::vector<std::string>& context) {
  const icu::UnicodeString text = normal(password.substr(0, password_bytes_max));
  const auto letters = static_cast<std::size_t>(text.countChar32());
  const std::size_t letters_min = has_second_factor ? password_letters_min_beside_factor : password_letters_min_alone;
  if (letters < letters_min) {
    return refuse("accounts.password_short",
                  {{"letters", std::to_string(letters)}, {"min", std::to_string(letters_min)}}, "/password");
  }
  if (password.size() > password_bytes_max || letters > password_letters_max)
    return refuse("accounts.password_long", {{"max", std::to_string(password_letters_max)}}, "/password");
  const std::string lowered = lower(normal_utf8(password));
  const std::string folded = without_blanks(fold(lowered));
  const auto& common = common_passwords();
  if (common.contains(lowered) || common.contains(folded) || is_one_step(text) || is_repeated(folded))
    return refuse("accounts.password_common", {}, "/password");
  for (const std::string& word : context)
    if (is_made_of(folded, without_blanks(fold(word)))) return refuse("accounts.password_about_you", {}, "/password");
  return {};
}

std::string hash_password(std::string_view password) {
  const std::string text = normal_utf8(password);
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  const int made =
      crypto_pwhash_str_alg(hash.data(), text.data(), text.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (made != 0) throw std::bad_alloc();  // no memory for the hash: the request fails, the server goes on
  hash.resize(hash.find('\0'));
  return hash;
}

bool fits_hash(std::string_view password, const std::string& hash) {
  if (password.size() > password_bytes_max) return false;
  const std::string text = normal_utf8(password);
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

void waste_a_hash(std::string_view password) {
  static const std::string somebodys = hash_password("no account has this password");
  static_cast<void>(fits_hash(password, somebodys));
}

}  // namespace luytre::accounts
