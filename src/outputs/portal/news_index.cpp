#include "outputs/portal/news_index.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/vietnamese.h"

namespace luytre::portal {
namespace {

using newsroom::Article;

constexpr std::size_t words_shared_max = 400;       // a word of more addresses says nothing about one of them
constexpr std::size_t candidates_max = 200;         // whose distance is measured
constexpr std::size_t slug_letters_max = 200;       // of an address that is compared
constexpr std::size_t distance_part_of_length = 2;  // an address further away than half its length is another one

std::string day_text(const Article& article) { return article.date ? article.date->text() : std::string(); }

template <class Map, class Key>
const NewsList& found_in(const Map& map, const Key& key) {
  static const NewsList none;
  const auto found = map.find(key);
  return found == map.end() ? none : found->second;
}

std::set<std::string> words_of(std::string_view slug) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < slug.size();) {
    const std::size_t end = std::min(slug.find('-', at), slug.size());
    if (end - at > 1) words.emplace(slug.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Letters that must be put in, taken out or exchanged to make one text of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t exchanged = corner + (a[i - 1] == b[j - 1] ? 0U : 1U);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, exchanged});
    }
  }
  return row[b.size()];
}

}  // namespace

NewsSlice slice_of(const NewsList& list, const std::optional<std::vector<std::string>>& after, std::size_t rows) {
  auto at = list.begin();
  if (after) {
    at = std::partition_point(list.begin(), list.end(), [&](const Article* article) {
      return std::tuple(day_text(*article), article->id.text()) >= std::tuple((*after)[0], (*after)[1]);
    });
  }
  NewsSlice slice;
  const auto left = static_cast<std::size_t>(list.end() - at);
  slice.articles.assign(at, at + static_cast<std::ptrdiff_t>(std::min(rows, left)));
  if (left > rows) slice.next = {{day_text(*slice.articles.back()), slice.articles.back()->id.text()}};
  return slice;
}

NewsIndex::NewsIndex(std::shared_ptr<const newsroom::ArticleRegister> articles) : articles_(std::move(articles)) {
  all_ = articles_->visible();
  for (const Article* article : all_) add(article);
  std::stable_sort(events_.begin(), events_.end(),
                   [](const Article* a, const Article* b) { return a->plan.begins_at < b->plan.begins_at; });
  for (const auto& [month, list] : by_month_) months_.push_back({month.first, month.second, list.size()});
  std::reverse(months_.begin(), months_.end());
  count_tags();
}

void NewsIndex::add(const Article* article) {
  by_category_[article->category].push_back(article);
  if (article->date) by_month_[{article->date->year(), article->date->month()}].push_back(article);
  std::set<std::string> places;  // a list has an article once, however often the article names the thing
  for (const std::string& tag : article->tags) {
    const std::string address = slug(tag);
    if (address.empty() || !places.insert(address).second) continue;
    by_tag_[address].push_back(article);
    tag_words_.emplace(address, tag);  // as the newest article writes it
  }
  for (const std::string& unit : std::set<std::string>(article->units.begin(), article->units.end()))
    by_unit_[unit].push_back(article);
  places.clear();
  for (const auto& criterion : article->criteria) {
    // An article on indicator 9.2 is one on criterion 9.
    const std::string key = criterion.set + "/" + criterion.code.substr(0, criterion.code.find('.'));
    if (places.insert(key).second) by_criterion_[key].push_back(article);
  }
  for (const std::string& word : words_of(article->slug)) {
    NewsList& sharing = by_word_[word];
    if (sharing.size() <= words_shared_max) sharing.push_back(article);
  }
  if (article->kind == newsroom::ArticleKind::event) events_.push_back(article);
}

void NewsIndex::count_tags() {
  for (const auto& [address, list] : by_tag_) tags_.push_back({address, tag_words_[address], list.size()});
  std::stable_sort(tags_.begin(), tags_.end(), [](const Tag& a, const Tag& b) { return a.count > b.count; });
}

const NewsList& NewsIndex::of_category(newsroom::Category category) const { return found_in(by_category_, category); }
const NewsList& NewsIndex::of_tag(std::string_view slug) const { return found_in(by_tag_, slug); }
const NewsList& NewsIndex::of_unit(std::string_view identity) const { return found_in(by_unit_, identity); }

const NewsList& NewsIndex::of_criterion(std::string_view set, std::string_view criterion) const {
  return found_in(by_criterion_, std::string(set) + "/" + std::string(criterion));
}

const NewsList& NewsIndex::of_month(int year, unsigned month) const {
  return found_in(by_month_, std::pair(year, month));
}

NewsList NewsIndex::of_year(int year) const {
  NewsList list;
  for (unsigned month = 12; month >= 1; --month) {
    const NewsList& of_it = of_month(year, month);
    list.insert(list.end(), of_it.begin(), of_it.end());
  }
  return list;
}

const NewsIndex::Tag* NewsIndex::tag(std::string_view slug) const {
  const auto found = std::find_if(tags_.begin(), tags_.end(), [&](const Tag& one) { return one.slug == slug; });
  return found == tags_.end() ? nullptr : &*found;
}

NewsList NewsIndex::near(std::string_view asked) const {
  const std::string wanted = slug(asked.substr(0, slug_letters_max));
  std::map<const Article*, std::size_t> shared;
  for (const std::string& word : words_of(wanted)) {
    const NewsList& sharing = found_in(by_word_, word);
    if (sharing.size() > words_shared_max) continue;
    for (const Article* article : sharing) ++shared[article];
  }
  std::vector<std::pair<std::size_t, const Article*>> candidates;
  for (const auto& [article, words] : shared) candidates.emplace_back(words, article);
  const auto by_words = [](const auto& a, const auto& b) {
    return std::tuple(b.first, b.second->id.text()) < std::tuple(a.first, a.second->id.text());
  };
  const std::size_t kept = std::min(candidates.size(), candidates_max);
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(),
                    by_words);
  candidates.resize(kept);
  for (auto& [far, article] : candidates) far = distance(wanted, article->slug.substr(0, slug_letters_max));
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  NewsList list;
  for (const auto& [far, article] : candidates) {
    const std::size_t longest = std::max(wanted.size(), std::min(article->slug.size(), slug_letters_max));
    if (list.size() == near_max || far * distance_part_of_length > longest) break;
    list.push_back(article);
  }
  return list;
}

std::shared_ptr<const NewsIndex> NewsShelf::index(const std::shared_ptr<const newsroom::ArticleRegister>& articles) {
  const auto next_change_ms = articles->next_change_ms();
  const std::lock_guard lock(mutex_);
  const auto kept = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) {
    return one.articles == articles.get() && one.next_change_ms == next_change_ms;
  });
  if (kept != kept_.end()) return kept->index;
  kept_.push_front({articles.get(), next_change_ms, std::make_shared<const NewsIndex>(articles)});
  if (kept_.size() > kept_max) kept_.pop_back();
  return kept_.front().index;
}

}  // namespace luytre::portal
