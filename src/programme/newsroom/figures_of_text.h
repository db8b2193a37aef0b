// Which figures stand in an article's words now, and what was said of each: bound, quoted, no statistic, or nothing
// yet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/article_register.h"

namespace luytre::newsroom {

struct TextFigure {
  DraftFigure figure;     // position 0: nobody has recorded it yet
  std::string part;       // "title", "lead", "body"; "" when the words are gone from the text
  std::size_t begin = 0;  // bytes of the first occurrence in the part
  std::size_t end = 0;
  int occurrences = 0;
};

// One for each different wording, those of the text first in reading order. A figure inside a claim token is bound.
std::vector<TextFigure> figures_of_text(const Article& article, const std::vector<const DraftFigure*>& recorded);

// Those that wait: in the text, and neither bound, quoted nor marked.
std::vector<TextFigure> open_figures(const Article& article, const std::vector<const DraftFigure*>& recorded);

// The wordings of all figures of the text, to see whether a change brought others.
std::vector<std::string> figure_words(const Article& article);

}  // namespace luytre::newsroom
