// A correction or an update that one person writes and another releases. What waits is not public and changes nothing.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

inline constexpr std::size_t proposals_max = 50;  // open ones of one article

// `changed`: the public version with another title, lead or body. Act news.edit. Problems news.not_published,
// news.not_yet_readable, news.no_correction, news.nothing_changed, news.figures_open, news.too_many_proposals.
Result<Written> propose_change(commands::Writer& writer, const commands::Asked& asked, const Article& changed,
                               Step step, const std::string& note, long long unix_milliseconds);

// Takes it, in the open and with its note, or declines it with a reason. Whoever wrote it does not take it. Act
// news.correct. Problems news.unknown_proposal, news.proposal_settled, news.second_person, news.no_reason,
// news.version_conflict when the text has changed since it was proposed.
Result<Written> decide_proposal(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                                const std::string& proposal, bool is_taken, const std::vector<FrozenFigure>& frozen);

}  // namespace luytre::newsroom
