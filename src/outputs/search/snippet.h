// The part of a text that shows why it was found.
#pragma once

#include <string>
#include <vector>

#include "outputs/search/query.h"

namespace luytre::search {

struct Piece {
  std::string text;
  bool is_hit = false;  // a word that was asked for
};

inline constexpr std::size_t snippet_words = 34;
inline constexpr std::size_t snippet_text_words_max = 4'000;  // looked at from the beginning of the text

// The run of words with the most different ones that were asked for, "…" where it was cut; the beginning when none is
// there. A whole title: `words` at least as many as it has.
std::vector<Piece> snippet_of(std::string_view text, const Query& query, std::size_t words = snippet_words);

// As HTML: escaped, hits within <mark>.
std::string html_of(const std::vector<Piece>& pieces);

}  // namespace luytre::search
