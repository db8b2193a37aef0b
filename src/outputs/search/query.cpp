#include "outputs/search/query.h"

#include <algorithm>

namespace luytre::search {
namespace {

// Not within a character of more than one byte.
std::size_t cut_at(std::string_view text, std::size_t bytes_max) {
  std::size_t end = std::min(text.size(), bytes_max);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

// Between two quotation marks, of any kind that a keyboard gives; the last may be missing.
std::vector<std::pair<std::size_t, std::size_t>> quoted_bytes(std::string_view text) {
  constexpr std::string_view open_mark = "“", close_mark = "”";
  std::vector<std::pair<std::size_t, std::size_t>> quoted;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_mark =
        text[at] == '"' || text.substr(at).starts_with(open_mark) || text.substr(at).starts_with(close_mark);
    if (!is_mark) continue;
    if (begin == std::string_view::npos) {
      begin = at;
      continue;
    }
    quoted.emplace_back(begin, at);
    begin = std::string_view::npos;
  }
  if (begin != std::string_view::npos) quoted.emplace_back(begin, text.size());
  return quoted;
}

}  // namespace

Query read_query(std::string_view text) {
  Query query;
  query.text = std::string(text.substr(0, cut_at(text, query_bytes_max)));
  query.is_cut = query.text.size() < text.size();
  std::vector<Word> words = words_of(query.text, query_words_max + 1);
  if (words.size() > query_words_max) {
    words.resize(query_words_max);
    query.is_cut = true;
  }
  for (Word& word : words) {
    query.has_marks = query.has_marks || word.has_marks();
    query.terms.push_back({std::move(word), nullptr, 0});
  }
  std::vector<Word> read;
  for (const Term& term : query.terms) read.push_back(term.word);
  for (const Meant& meant : synonyms_in(read)) {
    query.terms[meant.first].synonym = meant.synonym;
    query.terms[meant.first].synonym_words = meant.count;
  }
  for (const auto& [begin, end] : quoted_bytes(query.text)) {
    std::size_t first = 0, count = 0;
    for (std::size_t at = 0; at < read.size(); ++at) {
      if (read[at].begin < begin || read[at].end > end) continue;
      if (count++ == 0) first = at;
    }
    if (count > 1) query.phrases.emplace_back(first, count);
  }
  const auto last = query.text.find_last_not_of(" \t\r\n");
  query.last_is_prefix =
      !query.is_cut && !read.empty() && last != std::string::npos && query.text[last] == '*' && read.back().end == last;
  return query;
}

bool is_hit(const Query& query, const Word& word) {
  return std::any_of(query.terms.begin(), query.terms.end(),
                     [&](const Term& term) { return term.word.folded == word.folded; });
}

}  // namespace luytre::search
