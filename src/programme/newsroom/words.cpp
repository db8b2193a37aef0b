#include "programme/newsroom/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/vietnamese.h"

namespace luytre::newsroom {
namespace {

struct Character {
  UChar32 code = 0;
  std::size_t byte = 0;
};

// The code point whose first byte is at `at`, in valid UTF-8; `at` moves behind it.
UChar32 next_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  const int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  UChar32 code = more == 0 ? first : first & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  return code;
}

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (std::size_t at = 0; at < text.size();) {
    Character one;
    one.byte = at;
    one.code = next_character(text, at);
    characters.push_back(one);
  }
  return characters;
}

bool is_digit(UChar32 c) { return c >= '0' && c <= '9'; }
bool is_letter(UChar32 c) { return u_isalpha(c) != 0 || u_charType(c) == U_NON_SPACING_MARK; }
bool is_number_mark(UChar32 c) { return c == '.' || c == ',' || c == '/'; }
// Blanks that never break a line stand inside a number ("5 860"), never between two.
bool is_fixed_blank(UChar32 c) { return c == 0x00A0 || c == 0x202F; }

bool is_tone(UChar32 c) { return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323; }

std::string tone_last(const std::string& word) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) return word;
  const icu::UnicodeString apart = nfd->normalize(icu::UnicodeString::fromUTF8(word), status);
  icu::UnicodeString letters;
  icu::UnicodeString tones;
  for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    (is_tone(c) ? tones : letters).append(c);
  }
  letters.append(tones);
  std::string key;
  letters.toUTF8String(key);
  return key;
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), characters_(characters_of(text)) {}

  std::vector<Token> cut() {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < characters_.size();) {
      if (u_isUWhiteSpace(code(at)) != 0) {
        ++at;
        continue;
      }
      const TokenKind kind = is_digit(code(at))    ? TokenKind::number
                             : is_letter(code(at)) ? TokenKind::word
                                                   : TokenKind::sign;
      const std::size_t end = kind == TokenKind::number ? number_end(at)
                              : kind == TokenKind::word ? word_end(at)
                                                        : at + 1;
      tokens.push_back(token(kind, at, end));
      at = end;
    }
    return tokens;
  }

 private:
  UChar32 code(std::size_t at) const { return at < characters_.size() ? characters_[at].code : 0; }
  std::size_t byte(std::size_t at) const { return at < characters_.size() ? characters_[at].byte : text_.size(); }

  std::size_t number_end(std::size_t at) const {
    while (is_digit(code(at)) || ((is_number_mark(code(at)) || is_fixed_blank(code(at))) && is_digit(code(at + 1)))) {
      ++at;
    }
    return at;
  }
  std::size_t word_end(std::size_t at) const {
    while (is_letter(code(at)) || is_digit(code(at))) ++at;
    return at;
  }

  Token token(TokenKind kind, std::size_t begin, std::size_t end) const {
    Token made;
    made.kind = kind;
    made.span = {byte(begin), byte(end), begin, end};
    made.text = std::string(text_.substr(byte(begin), byte(end) - byte(begin)));
    if (kind == TokenKind::word) {
      made.lower = lower(made.text);
      made.folded = fold(made.text);
      made.key = tone_last(made.lower);
      made.is_capitalised = u_isupper(code(begin)) != 0;
    } else {
      made.lower = made.folded = made.key = made.text;
    }
    return made;
  }

  std::string_view text_;
  std::vector<Character> characters_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Cutter(text).cut(); }

Span span_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  const Span& a = tokens[first].span;
  const Span& b = tokens[last].span;
  return {a.byte_begin, b.byte_end, a.char_begin, b.char_end};
}

std::string text_of(std::string_view text, const Span& span) {
  return std::string(text.substr(span.byte_begin, span.byte_end - span.byte_begin));
}

std::vector<std::string_view> parts_of(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(mark);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string phrase_key(std::string_view text) {
  std::string key;
  for (const Token& token : tokens_of(nfc(text))) {
    if (token.kind == TokenKind::sign) continue;
    if (!key.empty()) key += ' ';
    key += token.key;
  }
  return key;
}

bool words_at(const std::vector<Token>& tokens, std::size_t at, std::string_view phrase) {
  while (!phrase.empty()) {
    const auto blank = phrase.find(' ');
    const std::string_view word = phrase.substr(0, blank);
    if (at >= tokens.size() || tokens[at].lower != word) return false;
    ++at;
    phrase = blank == std::string_view::npos ? std::string_view() : phrase.substr(blank + 1);
  }
  return true;
}

}  // namespace luytre::newsroom
