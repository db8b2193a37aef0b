#include "programme/newsroom/article_register.h"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace luytre::newsroom {
namespace {

std::string day_text(const Article& article) { return article.date ? article.date->text() : std::string(); }

// Newest day first; of one day the later id (ids sort by time) first.
bool comes_before(const Article& a, const Article& b) {
  return std::tuple(day_text(a), a.id.text()) > std::tuple(day_text(b), b.id.text());
}

}  // namespace

ArticleRegister::ArticleRegister(std::vector<Article> versions, std::vector<DraftFigure> figures,
                                 audit::EventNumber known_at)
    : versions_(std::move(versions)), known_at_(known_at) {
  for (std::size_t at = 0; at < versions_.size(); ++at) {
    const Article& article = versions_[at];
    newest_[article.id.text()] = at;
    by_slug_.emplace(article.slug, article.id.text());
  }
  for (const auto& [id, at] : newest_) {
    if (versions_[at].status != ArticleStatus::draft) published_.push_back(at);
  }
  std::sort(published_.begin(), published_.end(),
            [&](std::size_t a, std::size_t b) { return comes_before(versions_[a], versions_[b]); });
  for (DraftFigure& figure : figures) figures_[figure.article.text()][figure.position] = std::move(figure);
}

ArticlePage ArticleRegister::page(const std::optional<std::vector<std::string>>& after, std::size_t rows,
                                  std::optional<Category> category) const {
  ArticlePage page;
  for (const std::size_t at : published_) {
    const Article& article = versions_[at];
    if (category && article.category != *category) continue;
    if (after && std::tuple(day_text(article), article.id.text()) >= std::tuple((*after)[0], (*after)[1])) continue;
    if (page.articles.size() == rows) {
      const Article& last = *page.articles.back();
      page.next = {{day_text(last), last.id.text()}};
      break;
    }
    page.articles.push_back(&article);
  }
  return page;
}

std::vector<const Article*> ArticleRegister::drafts() const {
  std::vector<const Article*> drafts;
  for (const auto& [id, at] : newest_) {
    if (versions_[at].status == ArticleStatus::draft) drafts.push_back(&versions_[at]);
  }
  std::sort(drafts.begin(), drafts.end(), [&](const Article* a, const Article* b) {
    const Article* first_a = versions(a->id.text()).front();
    const Article* first_b = versions(b->id.text()).front();
    return first_a < first_b;  // places in versions_, which is in the order of events
  });
  return drafts;
}

const Article* ArticleRegister::with_id(std::string_view id) const {
  const auto found = newest_.find(id);
  return found == newest_.end() ? nullptr : &versions_[found->second];
}

const Article* ArticleRegister::find(std::string_view slug) const {
  const auto found = by_slug_.find(slug);
  return found == by_slug_.end() ? nullptr : with_id(found->second);
}

const Article* ArticleRegister::published(std::string_view slug) const {
  const Article* article = find(slug);
  return article != nullptr && article->status != ArticleStatus::draft ? article : nullptr;
}

std::vector<const Article*> ArticleRegister::versions(std::string_view id) const {
  std::vector<const Article*> found;
  for (const Article& article : versions_) {
    if (article.id.text() == id) found.push_back(&article);
  }
  return found;
}

std::vector<const DraftFigure*> ArticleRegister::figures(std::string_view article_id) const {
  std::vector<const DraftFigure*> found;
  const auto kept = figures_.find(article_id);
  if (kept == figures_.end()) return found;
  for (const auto& [position, figure] : kept->second) found.push_back(&figure);
  return found;
}

std::vector<const Article*> ArticleRegister::naming_claim(std::string_view claim_id) const {
  std::vector<const Article*> found;
  for (const std::size_t at : published_) {
    const auto ids = claims_of(versions_[at]);
    if (std::find(ids.begin(), ids.end(), claim_id) != ids.end()) found.push_back(&versions_[at]);
  }
  return found;
}

}  // namespace luytre::newsroom
