// Every article as known at one event. Immutable but for the clock: what is public is decided when it is asked, because
// a scheduled article becomes readable without an event. Loaded by article_store.h.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "programme/newsroom/article.h"
#include "programme/newsroom/article_image.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {

// Unix milliseconds.
using Clock = std::function<long long()>;
Clock system_clock();

struct ArticlePage {
  std::vector<const Article*> articles;
  std::optional<std::vector<std::string>> next;  // key (date, id) of the last one, when there are more
};

// What readers are told of an article's public life.
struct LogEntry {
  int version = 0;
  std::string kind;  // "published", "updated", "corrected", "archived"
  std::string at;
  std::string note;
  std::vector<std::string> parts;  // what changed: "title", "lead", "body", "details"
};

struct TagCount {
  std::string words;
  std::size_t count = 0;
};

struct ArticleParts {
  std::vector<Article> versions;  // these and the others in the order of their events; of one key the last stands
  std::vector<DraftFigure> figures;
  std::vector<TakenStep> steps;
  std::vector<Preview> previews;
  std::vector<Proposal> proposals;
  std::vector<ArticleImage> images;
  std::map<std::string, std::string, std::less<>> redirects;  // redirect_key of an old address -> path of this site
};

class ArticleRegister {
 public:
  static constexpr std::size_t page_rows = 8;

  ArticleRegister() = default;
  ArticleRegister(ArticleParts parts, audit::EventNumber known_at, Clock clock = system_clock());

  // What the public may read now, newest first. A page is found by the key of the last article seen, so it does not
  // shift when news comes in.
  ArticlePage page(const std::optional<std::vector<std::string>>& after, std::size_t rows = page_rows,
                   std::optional<Category> category = std::nullopt) const;
  std::vector<const Article*> visible() const;
  const Article* published(std::string_view slug) const;  // archived ones too; nullptr: none that is public now
  std::vector<const Article*> naming_claim(std::string_view claim_id) const;
  std::vector<const Article*> tagged(std::string_view tag_slug) const;
  std::vector<const Article*> about_unit(std::string_view identity) const;
  std::vector<const Article*> about_criterion(std::string_view set, std::string_view code) const;
  std::vector<const Article*> events(std::string_view from_instant) const;  // not over then; by their beginning
  std::map<std::string, TagCount> tags() const;                             // by address
  std::vector<const Article*> public_versions(std::string_view id) const;   // oldest first
  std::vector<LogEntry> public_log(std::string_view id) const;              // oldest first
  bool is_visible(const Article& article) const;
  // Visible or waiting for its instant: for an index that asks is_visible of each hit.
  std::vector<const Article*> all_public() const;
  // When the answers above change next without an event; a kept page is stale from then on.
  std::optional<long long> next_change_ms() const;

  // What a link lets read: the newest version. Problems news.preview_unknown, news.preview_expired.
  Result<const Article*> preview(std::string_view token) const;

  // Pictures that may be shown with the article, in their order; the first is the lead picture.
  std::vector<const ArticleImage*> images(std::string_view article_id) const;
  ImageWords image_words(std::string_view article_id) const;     // for render_body; valid as long as the register
  const ArticleImage* image_with_id(std::string_view id) const;  // taken down ones too
  std::vector<const ArticleImage*> images_with_digest(std::string_view hex) const;  // taken down ones too
  bool shows_people(std::string_view article_id) const;                             // somebody who can be recognised

  // Where an old address (path and query, with or without host) leads now; chains are followed, loops cut.
  std::optional<std::string> moved_to(std::string_view address) const;
  std::string redirect_of(std::string_view key) const;  // one hop; "" none
  const std::map<std::string, std::string, std::less<>>& redirects() const { return redirects_; }

  std::vector<const Article*> drafts() const;  // at work or not readable yet, in the order they were recorded
  std::vector<const Article*> all() const;     // newest versions, by id

  const Article* find(std::string_view slug) const;  // newest version, drafts included; nullptr: none
  const Article* with_id(std::string_view id) const;
  std::vector<const Article*> versions(std::string_view id) const;  // oldest first
  const Article* version(std::string_view id, int number) const;
  std::vector<const DraftFigure*> figures(std::string_view article_id) const;
  std::vector<const TakenStep*> steps(std::string_view article_id) const;
  std::vector<const Preview*> previews(std::string_view article_id) const;
  std::vector<const Proposal*> proposals(std::string_view article_id) const;
  const Proposal* proposal_with_id(std::string_view id) const;
  const Preview* preview_with_id(std::string_view id) const;
  bool is_slug_taken(std::string_view slug) const { return by_slug_.find(slug) != by_slug_.end(); }

  std::size_t size() const { return newest_.size(); }
  audit::EventNumber known_at() const { return known_at_; }
  std::string now() const;  // of the clock, as an instant

 private:
  void number_versions();
  void give_stages();
  void list_public();
  void list_images(std::vector<ArticleImage> images);
  using Places = std::vector<std::size_t>;  // in versions_
  using Index = std::map<std::string, Places, std::less<>>;
  std::vector<const Article*> visible_of(const Places& places) const;
  std::vector<const Article*> visible_under(const Index& index, std::string_view key) const;
  LogEntry entry_of(const Article& article, const Article* before) const;

  std::vector<Article> versions_;
  Index by_id_;                                              // its versions, oldest first
  std::map<std::string, std::size_t, std::less<>> newest_;   // id -> newest version
  std::map<std::string, std::string, std::less<>> by_slug_;  // every slug ever given -> id
  // No drafts, newest first, those that wait for their instant included.
  Places published_;
  Places events_;
  std::vector<std::string> instants_;  // from which articles are shown, sorted
  Index by_claim_, by_tag_, by_unit_, by_criterion_;
  std::map<std::string, std::map<int, DraftFigure>, std::less<>> figures_;
  std::map<std::string, std::vector<TakenStep>, std::less<>> steps_;
  std::map<std::string, Proposal, std::less<>> proposals_;                         // by id
  std::map<std::string, Preview, std::less<>> previews_;                           // by id
  std::map<std::string, ArticleImage, std::less<>> images_;                        // by id
  std::map<std::string, std::vector<std::string>, std::less<>> images_of_;         // article -> ids, in their order
  std::map<std::string, std::vector<std::string>, std::less<>> images_by_digest_;  // ids
  std::map<std::string, std::string, std::less<>> redirects_;
  Clock clock_ = system_clock();
  audit::EventNumber known_at_ = 0;
};

// The parts of the text and around it in which two versions differ: "title", "lead", "body", "details".
std::vector<std::string> differing_parts(const Article& a, const Article& b);

}  // namespace luytre::newsroom
