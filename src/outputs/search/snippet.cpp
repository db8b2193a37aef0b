#include "outputs/search/snippet.h"

#include <algorithm>
#include <set>

#include "base/html.h"

namespace luytre::search {
namespace {

// A form of a synonym that was asked for counts as one hit in all its words.
std::vector<std::string> hits_of(const std::vector<Word>& words, const Query& query) {
  std::vector<std::string> hits(words.size());
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is_hit(query, words[at])) hits[at] = words[at].folded;
  }
  const bool has_synonym =
      std::any_of(query.terms.begin(), query.terms.end(), [](const Term& term) { return term.synonym != nullptr; });
  if (!has_synonym) return hits;
  for (const Meant& meant : synonyms_in(words)) {
    const bool is_asked = std::any_of(query.terms.begin(), query.terms.end(),
                                      [&](const Term& term) { return term.synonym == meant.synonym; });
    for (std::size_t at = meant.first; is_asked && at < meant.first + meant.count; ++at) {
      hits[at] = "synonym " + meant.synonym->id;
    }
  }
  return hits;
}

// Where the run of `count` words with the most different hits begins; the first of the best.
std::size_t best_run(const std::vector<std::string>& hits, std::size_t count) {
  std::multiset<std::string> within;
  std::size_t best = 0, best_score = 0, different = 0, all = 0;
  for (std::size_t at = 0; at < hits.size(); ++at) {
    if (!hits[at].empty()) {
      different += within.count(hits[at]) == 0 ? 1U : 0U;
      within.insert(hits[at]);
      ++all;
    }
    if (at >= count && !hits[at - count].empty()) {
      within.erase(within.find(hits[at - count]));
      different -= within.count(hits[at - count]) == 0 ? 1U : 0U;
      --all;
    }
    constexpr std::size_t different_weighs = 1'000;
    const std::size_t score = different * different_weighs + all;
    if (score > best_score) {
      best_score = score;
      best = at + 1 >= count ? at + 1 - count : 0;
    }
  }
  return best;
}

}  // namespace

std::vector<Piece> snippet_of(std::string_view text, const Query& query, std::size_t words_wanted) {
  const std::vector<Word> words = words_of(text, snippet_text_words_max);
  if (words.empty()) return {};
  const auto hits = hits_of(words, query);
  const std::size_t count = std::min(words_wanted, words.size());
  // A few words before the first hit, so that it does not stand alone at the edge; the last hit stays within.
  constexpr std::size_t before = 4;
  std::size_t first = best_run(hits, count);
  std::size_t first_hit = first;
  while (first_hit < words.size() && hits[first_hit].empty()) ++first_hit;
  if (first_hit < words.size() && first_hit > first + before) first = first_hit - before;
  first = std::min(first, words.size() - count);
  const std::size_t last = first + count - 1;
  std::vector<Piece> pieces;
  std::size_t at = first == 0 ? 0 : words[first].begin;
  std::string open = first == 0 ? "" : "… ";
  for (std::size_t index = first; index <= last; ++index) {
    const Word& word = words[index];
    open.append(text.substr(at, word.begin - at));
    at = word.end;
    if (hits[index].empty()) {
      open.append(text.substr(word.begin, word.end - word.begin));
      continue;
    }
    if (!open.empty()) pieces.push_back({std::move(open), false});
    open.clear();
    pieces.push_back({std::string(text.substr(word.begin, word.end - word.begin)), true});
  }
  const bool is_whole = last + 1 == words.size() && words.size() < snippet_text_words_max;
  open.append(is_whole ? text.substr(at) : std::string_view(" …"));
  if (!open.empty()) pieces.push_back({std::move(open), false});
  return pieces;
}

std::string html_of(const std::vector<Piece>& pieces) {
  std::string html;
  for (const Piece& piece : pieces) {
    html += piece.is_hit ? "<mark>" + escape_html(piece.text) + "</mark>" : escape_html(piece.text);
  }
  return html;
}

}  // namespace luytre::search
