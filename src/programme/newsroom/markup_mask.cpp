#include "programme/newsroom/markup_mask.h"

#include <algorithm>

#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

// Blanks of as many bytes as the characters that they replace.
void blank_out(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + bytes > end) return;
    if (bytes == 1 && text[at] != '\n') text[at] = ' ';
    if (bytes == 2) text.replace(at, bytes, "\u00A0");
    if (bytes == 3) text.replace(at, bytes, "\u2003");
    at += bytes;
  }
}

void mask_claims(std::string_view source, MaskedText& masked) {
  for (const ClaimToken& token : claim_tokens(source)) {
    if (token.words.empty()) {
      masked.bound.push_back({token.id, token.begin, token.end});
      blank_out(masked.text, token.begin, token.end);
      continue;
    }
    const std::size_t words_end = token.end - 2;  // before "}}"
    const std::size_t words_begin = words_end - token.words.size();
    masked.bound.push_back({token.id, words_begin, words_end});
    blank_out(masked.text, token.begin, words_begin);
    blank_out(masked.text, words_end, token.end);
  }
}

// "](address)" of links and images.
void mask_links(std::string& text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
    const std::size_t close = text.find_first_of(")\n", at + 2);
    if (close != std::string::npos && text[close] == ')') blank_out(text, at, close + 1);
  }
}

// Bare addresses up to the next blank.
void mask_addresses(std::string& text) {
  for (const std::string_view scheme : {"https://", "http://", "www."}) {
    for (std::size_t at = text.find(scheme); at != std::string::npos; at = text.find(scheme, at + scheme.size())) {
      blank_out(text, at, std::min(text.find_first_of(" \n\t)>\"", at), text.size()));
    }
  }
}

}  // namespace

MaskedText masked(std::string_view text) {
  MaskedText made;
  made.text = std::string(text);
  mask_claims(text, made);
  mask_links(made.text);
  mask_addresses(made.text);
  return made;
}

}  // namespace luytre::newsroom
