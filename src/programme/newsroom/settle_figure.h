// Each figure of a text is bound to a claim, quoted from a source, or said to be no statistic.
#pragma once

#include <string>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

struct Settling {
  FigureState state = FigureState::not_statistic;  // never drafted
  std::string claim;                               // of a binding
  std::string source;                              // of a quotation
  std::string source_url;
};

// By the place in the list, or by its words as they stand in the text (position 0). Binding makes the words a link and
// is a new version; after the fact check it puts the article back before it. Of a published article only quotations and
// marks are taken, for figures that an update or a correction will bring. Act news.bind. Problems news.unknown,
// news.unknown_figure, news.figure_settled, news.words_gone, news.claim_unresolved, news.quote_without_source,
// news.already_published, news.version_conflict.
Result<Written> settle_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id, int position,
                              const std::string& words, const Settling& settling,
                              std::optional<int> expected = std::nullopt);

Result<Written> confirm_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                               int position, const std::string& claim_id);
Result<Written> reject_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                              int position);

}  // namespace luytre::newsroom
