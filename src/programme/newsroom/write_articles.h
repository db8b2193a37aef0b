// The verbs of the newsroom: write, publish, correct, import, confirm or reject a figure. The actor is kept with each
// version, because the writer must not be the approver.
#pragma once

#include <string>
#include <vector>

#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/newsroom/article_register.h"

namespace luytre::newsroom {

inline constexpr std::size_t title_bytes_max = 600;
inline constexpr std::size_t body_bytes_max = 1U << 20U;

// An article with the figures found in it.
struct ArticleDraft {
  Article article;  // id, slug and version may be empty: they are given here
  std::vector<DraftFigure> figures;
};

struct RecordedArticles {
  audit::EventNumber event = 0;  // 0: all were known already, nothing was written
  std::vector<ArticleId> ids;    // one for each draft, known ones included
  std::size_t added = 0;
  std::size_t unchanged = 0;
};

// New articles, in the status they carry, all in one event. One whose slug exists with the same content is left as it
// is; with other content it becomes the next version. `unit`: for which the writer writes, empty the whole. Acts:
// news.write, and news.publish when one of them is not a draft. Problems news.no_title, news.no_text, news.too_long,
// news.no_date (published without a date), news.claim_unresolved (a {{claim:…}} that names no claim id).
Result<RecordedArticles> record_articles(commands::Writer& writer, const commands::Asked& asked,
                                         std::vector<ArticleDraft> drafts, const std::string& origin_words,
                                         long long unix_milliseconds, const std::string& unit = {});

// Whoever wrote a version of the text does not approve it; the local operator is exempt, and recorded. Problems
// news.unknown, news.already_published, news.second_person, news.working_title (an editor must choose a title first),
// news.figures_waiting (a drafted figure is neither confirmed nor rejected).
Result<audit::EventNumber> publish_article(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                           Date day);

// A published article whose text changes says so: `correction` is shown with it for ever.
Result<audit::EventNumber> correct_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                           const std::string& correction);

// Draft text changes freely (title, lead, body, category, source). Who began the draft may do it for the own `unit`,
// everybody else needs the act for the whole (problem news.not_writer).
Result<audit::EventNumber> revise_draft(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                        const std::string& unit = {});

// Binds a drafted figure to a claim: its words in lead or body become a link to it. Problems news.unknown,
// news.unknown_figure, news.figure_settled.
Result<audit::EventNumber> confirm_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                          int position, const std::string& claim_id);
Result<audit::EventNumber> reject_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                         int position);

// Whether the actor began the article: then it is theirs to see and to change while it is a draft.
bool has_begun(const ArticleRegister& known, const ArticleId& id, const access::Actor& actor);

}  // namespace luytre::newsroom
