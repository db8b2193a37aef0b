// A text cut into words for search: each as it is found with its marks and without.
//
// With its marks a word has one writing however it was typed: small letters, composed, the tone mark at the end of the
// syllable ("hoà" and "hòa" are one). Without them it is plain letters, đ as d.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace luytre::search {

inline constexpr std::size_t word_bytes_max = 60;  // longer runs of letters are no words; they are cut

struct Word {
  std::string exact;
  std::string folded;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  bool has_marks() const { return exact != folded; }
};

// Any bytes: what is not UTF-8 parts words. At most `words_max`.
std::vector<Word> words_of(std::string_view text, std::size_t words_max = 200'000);

// Back to how people write it, tone mark in its place: of "hoa" with a grave at its end "hòa".
std::string as_written(std::string_view exact);

// Capital letters that stand for words: "NTM" and "nông thôn mới" are one thing to search.
struct Synonym {
  std::string id;                        // "ntm"
  std::vector<std::vector<Word>> forms;  // the short form and the long one, in words
};
// Of reference/abbreviations.csv.
const std::vector<Synonym>& synonyms();

// A run of words that is a form of a synonym.
struct Meant {
  std::size_t first = 0;  // word
  std::size_t count = 0;
  const Synonym* synonym = nullptr;
};
// From left to right, the longest at each place, none over another. A word with marks must have those of the form; a
// word without marks fits any.
std::vector<Meant> synonyms_in(const std::vector<Word>& words);

}  // namespace luytre::search
