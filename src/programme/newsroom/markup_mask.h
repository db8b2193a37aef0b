// An article's Markdown as text to be read: what is no word of the article (addresses of links, tokens of claims) is
// blanked out, and everything else keeps its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luytre::newsroom {

struct BoundWords {
  std::string claim;      // id
  std::size_t begin = 0;  // bytes of the token's words; of the whole token where it has none
  std::size_t end = 0;
};

struct MaskedText {
  std::string text;  // as many bytes and characters as the source
  std::vector<BoundWords> bound;
};

// `text` in NFC.
MaskedText masked(std::string_view text);

}  // namespace luytre::newsroom
