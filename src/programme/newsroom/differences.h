// Two versions side by side: words added and taken away, paragraph by paragraph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "programme/newsroom/article.h"

namespace luytre::newsroom {

enum class WordChange { same, added, removed };

struct WordRun {
  WordChange change = WordChange::same;
  std::string text;  // words with the blanks behind them
};

struct ParagraphDifference {
  WordChange change = WordChange::same;  // of the whole paragraph
  bool is_changed = false;               // it is in both, with other words
  std::vector<WordRun> words;
};

// Paragraphs are matched first, then the words within those that changed. A pair of paragraphs too long to be compared
// word by word is told as one taken away and one added.
std::vector<ParagraphDifference> differences(std::string_view before, std::string_view after);

// {from, to, parts, details} of two versions of one article.
json::object differences_value(const Article& from, const Article& to);

}  // namespace luytre::newsroom
