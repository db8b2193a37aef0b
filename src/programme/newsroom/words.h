// A text cut into words and signs with their places, so that findings can be shown where they stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace luytre::newsroom {

// Half-open, in bytes and in characters (code points) of the text, which is in NFC.
struct Span {
  std::size_t byte_begin = 0;
  std::size_t byte_end = 0;
  std::size_t char_begin = 0;
  std::size_t char_end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

enum class TokenKind { word, number, sign };  // a number is digits with marks between them: "5.860", "06/10/2022"

struct Token {
  TokenKind kind = TokenKind::sign;
  std::string text;
  std::string lower;   // with its marks
  std::string folded;  // without
  std::string key;     // lower, the tone mark moved behind the syllable: "hoà" and "hòa" have one key
  bool is_capitalised = false;
  Span span;
};

// `text` must be UTF-8 in NFC.
std::vector<Token> tokens_of(std::string_view text);

Span span_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last);  // both included
std::string text_of(std::string_view text, const Span& span);

std::vector<std::string_view> parts_of(std::string_view text, char mark);

// The key of a whole phrase: keys of its words joined by blanks.
std::string phrase_key(std::string_view text);

// True when the lower words at `at` are these ("đạt chuẩn").
bool words_at(const std::vector<Token>& tokens, std::size_t at, std::string_view phrase);

}  // namespace luytre::newsroom
