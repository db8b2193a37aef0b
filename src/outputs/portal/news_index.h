// Where articles stand in lists: of a category, a tag, a unit, a criterion, a month. Made once from a register of
// articles, so that no page walks through all of them.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/article_register.h"

namespace luytre::portal {

using NewsList = std::vector<const newsroom::Article*>;  // newest first

// A part of a list that a page shows.
struct NewsSlice {
  NewsList articles;
  std::optional<std::vector<std::string>> next;  // key (date, id) of the last one, when there are more
};

// The articles after the key of the last one seen, so that a page does not shift when news come in.
NewsSlice slice_of(const NewsList& list, const std::optional<std::vector<std::string>>& after, std::size_t rows);

class NewsIndex {
 public:
  static constexpr std::size_t near_max = 5;  // suggestions for an address that nobody has

  explicit NewsIndex(std::shared_ptr<const newsroom::ArticleRegister> articles);

  const newsroom::ArticleRegister& articles() const { return *articles_; }
  const NewsList& all() const { return all_; }
  const NewsList& of_category(newsroom::Category category) const;
  const NewsList& of_tag(std::string_view slug) const;
  const NewsList& of_unit(std::string_view identity) const;                              // "06001@2025-07-01"
  const NewsList& of_criterion(std::string_view set, std::string_view criterion) const;  // "commune-ntm/2021-2025", "9"
  const NewsList& of_month(int year, unsigned month) const;

  struct Month {
    int year = 0;
    unsigned month = 0;
    std::size_t count = 0;
  };
  const std::vector<Month>& months() const { return months_; }  // newest first
  NewsList of_year(int year) const;

  struct Tag {
    std::string slug;
    std::string words;
    std::size_t count = 0;
  };
  const std::vector<Tag>& tags() const { return tags_; }  // most used first
  const Tag* tag(std::string_view slug) const;            // nullptr: no visible article has it

  const std::map<std::string, NewsList, std::less<>>& units() const { return by_unit_; }  // by identity
  const NewsList& events() const { return events_; }  // those that begin first stand first

  // Articles whose address is much like this one, the likest first. Bounded work: words that many share are left out.
  NewsList near(std::string_view slug) const;

 private:
  void add(const newsroom::Article* article);
  void count_tags();

  std::shared_ptr<const newsroom::ArticleRegister> articles_;
  NewsList all_, events_;
  std::map<newsroom::Category, NewsList> by_category_;
  std::map<std::string, NewsList, std::less<>> by_tag_, by_unit_, by_criterion_, by_word_;
  std::map<std::pair<int, unsigned>, NewsList> by_month_;
  std::map<std::string, std::string, std::less<>> tag_words_;
  std::vector<Month> months_;
  std::vector<Tag> tags_;
};

// Keeps the indexes asked for last. An index is good until an event changes the articles, or a scheduled one comes out.
class NewsShelf {
 public:
  static constexpr std::size_t kept_max = 4;
  std::shared_ptr<const NewsIndex> index(const std::shared_ptr<const newsroom::ArticleRegister>& articles);

 private:
  struct Kept {
    const newsroom::ArticleRegister* articles = nullptr;
    std::optional<long long> next_change_ms;
    std::shared_ptr<const NewsIndex> index;
  };
  std::mutex mutex_;
  std::deque<Kept> kept_;  // last asked first
};

}  // namespace luytre::portal
