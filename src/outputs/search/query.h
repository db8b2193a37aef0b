// What somebody typed, read as a question. Any bytes are a question, and none is without bounds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outputs/search/words.h"

namespace luytre::search {

inline constexpr std::size_t query_bytes_max = 300;
inline constexpr std::size_t query_words_max = 16;

struct Term {
  Word word;
  const Synonym* synonym = nullptr;  // this word begins a form of it …
  std::size_t synonym_words = 0;     // … of so many words
};

struct Query {
  std::string text;                                          // as typed, cut to query_bytes_max between characters
  std::vector<Term> terms;                                   // every one must be there
  std::vector<std::pair<std::size_t, std::size_t>> phrases;  // first term and count: next to each other, in this order
  bool last_is_prefix = false;                               // written with "*": what begins with the last word will do
  bool has_marks = false;                                    // with marks typed, what has the same ones comes first
  bool is_cut = false;  // longer than it may be; what is over the limit is not asked
  bool is_empty() const { return terms.empty(); }
};

Query read_query(std::string_view text);

// The words that a reader is shown marked.
bool is_hit(const Query& query, const Word& word);

}  // namespace luytre::search
