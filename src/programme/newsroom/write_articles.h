// Writing: new articles, and changes before publication. The actor is kept with each version, because the writer must
// not be the approver.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

inline constexpr std::size_t title_bytes_max = 600;
inline constexpr std::size_t body_bytes_max = 1U << 20U;
inline constexpr std::size_t details_max = 50;  // tags, units or criteria of one article
inline constexpr std::size_t tag_bytes_max = 120;

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

// An address made from the title, cut between words, unlike any other.
std::string free_slug(const std::string& wanted, const ArticleRegister& known,
                      const std::set<std::string, std::less<>>& taken);

// New articles, in the status they carry, all in one event. One whose slug exists with the same content is left as it
// is; with other content it becomes the next version. `unit`: for which the writer writes, empty the whole. Acts:
// news.write, and news.publish when one of them is not a draft. Problems of check_article.
Result<RecordedArticles> record_articles(commands::Writer& writer, const commands::Asked& asked,
                                         std::vector<ArticleDraft> drafts, const std::string& origin_words,
                                         long long unix_milliseconds, const std::string& unit = {});

// A draft changes freely (text, category, source, tags, …). Who began it may do it for the own `unit` until an editor
// has taken it over (news.not_writer, news.with_editor); everybody else needs the act for the whole, and past the draft
// news.edit. A change after a check puts the article back before the check it concerns; Written says so. `changed` is
// the newest version with the changes in it. Nothing changed: event 0. Problems news.already_published,
// news.stage_moved, news.version_conflict, those of check_article.
Result<Written> revise_draft(commands::Writer& writer, const commands::Asked& asked, Article changed,
                             const std::string& unit = {}, std::optional<int> expected = std::nullopt);

}  // namespace luytre::newsroom
