// Changes in the open: a correction or an update of what the public has read. The old text stays, the log says why.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

// `note`: what was wrong, or what is new; readers see it for ever. A claim bound before keeps the value of its day;
// `frozen` holds those bound now. Problems news.not_published, news.not_yet_readable (withdraw it instead),
// news.no_correction, news.figures_open (a figure that the text did not have and that nobody has settled),
// news.version_conflict, those of check_article.
Result<Written> correct_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                const std::string& note, const std::vector<FrozenFigure>& frozen = {},
                                std::optional<int> expected = std::nullopt);
// The same for something new; what was corrected before stays told.
Result<Written> update_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                               const std::string& note, const std::vector<FrozenFigure>& frozen = {},
                               std::optional<int> expected = std::nullopt);

// The same as a change within another verb, for an article whose newest version is `before`; `step` is update or
// correct.
Result<Change> changed_openly(const ArticleRegister& known, const Article& before, Article after, Step step,
                              const std::string& note, const commands::Asked& asked);
// Of each claim that `after` names: as it was when it was first bound, else as it is `now`.
std::vector<FrozenFigure> kept_frozen(const Article& before, const Article& after,
                                      const std::vector<FrozenFigure>& now);

}  // namespace luytre::newsroom
