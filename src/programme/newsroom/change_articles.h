// What the verbs of the newsroom share: read the register under the lock, decide, append, and say what became of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/commands/writer.h"
#include "programme/newsroom/article_register.h"

namespace luytre::newsroom {

// Where a change put an article back.
struct FellBack {
  Stage from = Stage::draft;
  Stage to = Stage::draft;
  std::string why;  // "figures", "words", "pictures", "details"
};

// What a verb did. `stage` and `version` are the article's afterwards; of a trial, what they would be.
struct Written {
  audit::EventNumber event = 0;
  int version = 0;
  Stage stage = Stage::draft;
  std::optional<FellBack> fell_back;
  json::value answer;
};

struct Change {
  std::vector<Article> articles;
  std::vector<DraftFigure> figures;
  std::string kind;
  json::object about;
  std::vector<TakenStep> steps;
  std::vector<Preview> previews;
  std::optional<FellBack> fell_back;
  std::vector<audit::Subject> subjects;  // beside those of the above
  // Appends what other files of the room keep.
  std::function<Done(storage::Database&, audit::EventNumber)> also;
};

// Without asks it is the actor's own matter, and `decide` sees to it that it is.
using Decide = std::function<Result<Change>(const ArticleRegister&)>;

Result<commands::Outcome> change_articles(commands::Writer& writer, const commands::Asked& asked, std::string act,
                                          std::vector<access::Ask> asks, Decide decide);
Result<Written> change_article(commands::Writer& writer, const commands::Asked& asked, std::string act,
                               std::vector<access::Ask> asks, const ArticleId& id, Decide decide);

access::Ask ask_for(std::string right, const std::string& unit = {});

// Problem news.unknown; with `expected`, news.version_conflict with what changed since.
Result<Article> newest_of(const ArticleRegister& known, const ArticleId& id,
                          std::optional<int> expected = std::nullopt);

// Problems news.no_title, news.no_text, news.too_long, news.no_date, news.claim_unresolved, news.too_many_details,
// news.event_without_time, news.event_ends_early.
Done check_article(const Article& article);

Article next_version(Article article, const access::Actor& actor, std::string_view kind);

// May the text or its pictures be changed by the actor now? `seen`: the stage the caller knew when it chose the acts.
// Problems news.already_published, news.not_writer, news.with_editor, news.stage_moved.
Done check_changeable(const ArticleRegister& known, const Article& article, const access::Actor& actor,
                      const std::string& unit, Stage seen);

// Whether the actor began the article: then it is theirs to see and, while it is a draft, to change.
bool has_begun(const ArticleRegister& known, const ArticleId& id, const access::Actor& actor);

// Of the text: whoever only bound figures, approved or tagged has not written it.
bool has_written(const ArticleRegister& known, const ArticleId& id, const std::string& actor);

TakenStep step_taken(const Article& article, std::string_view step, Stage stage, const commands::Asked& asked);

}  // namespace luytre::newsroom
