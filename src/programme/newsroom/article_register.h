// Every article as known at one event. Immutable; loaded by article_store.h.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/article.h"

namespace luytre::newsroom {

struct ArticlePage {
  std::vector<const Article*> articles;
  std::optional<std::vector<std::string>> next;  // key (date, id) of the last one, when there are more
};

class ArticleRegister {
 public:
  static constexpr std::size_t page_rows = 8;

  ArticleRegister() = default;
  // Versions and figures in the order of their events; of one key the last stands.
  ArticleRegister(std::vector<Article> versions, std::vector<DraftFigure> figures, audit::EventNumber known_at);

  // Published (and corrected) articles, newest first. A page is found by the key of the last article seen, so it does
  // not shift when news comes in.
  ArticlePage page(const std::optional<std::vector<std::string>>& after, std::size_t rows = page_rows,
                   std::optional<Category> category = std::nullopt) const;
  std::vector<const Article*> drafts() const;  // in the order they were recorded

  const Article* find(std::string_view slug) const;  // newest version, drafts included; nullptr: none
  const Article* with_id(std::string_view id) const;
  const Article* published(std::string_view slug) const;            // nullptr for a draft too
  std::vector<const Article*> versions(std::string_view id) const;  // oldest first
  std::vector<const DraftFigure*> figures(std::string_view article_id) const;
  std::vector<const Article*> naming_claim(std::string_view claim_id) const;  // published, newest first
  bool is_slug_taken(std::string_view slug) const { return by_slug_.find(slug) != by_slug_.end(); }

  std::size_t size() const { return newest_.size(); }
  audit::EventNumber known_at() const { return known_at_; }

 private:
  std::vector<Article> versions_;
  std::map<std::string, std::size_t, std::less<>> newest_;   // id -> newest version
  std::map<std::string, std::string, std::less<>> by_slug_;  // every slug ever given -> id
  std::vector<std::size_t> published_;                       // newest first
  std::map<std::string, std::map<int, DraftFigure>, std::less<>> figures_;
  audit::EventNumber known_at_ = 0;
};

}  // namespace luytre::newsroom
