// What every page starts from: one snapshot, one language, one day; and what it ends in: the frame around its content.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "outputs/portal/article_findings.h"
#include "outputs/portal/judged_communes.h"
#include "outputs/portal/kept.h"
#include "outputs/portal/kept_places.h"
#include "outputs/portal/news_index.h"
#include "outputs/portal/page_cache.h"
#include "outputs/portal/page_head.h"
#include "outputs/portal/portal_routes.h"
#include "outputs/portal/series.h"
#include "outputs/portal/templates.h"
#include "outputs/portal/words.h"

namespace luytre::portal {

class Site;

// One request for a page. Lives as long as the handler runs.
struct Visit {
  const Site& site;
  const http::Request& request;
  Language language = Language::vi;
  std::string base;  // "" or "/en"
  std::shared_ptr<const record::Snapshot> snapshot;
  const units::Unit* province = nullptr;  // whose record this is; nullptr in an empty database
  Date today;
  Date day;                                    // the day asked about
  bool is_dated = false;                       // the reader chose the day
  std::optional<audit::EventNumber> as_known;  // the reader chose what is known

  std::string say(std::string_view code, const Arguments& arguments = {}) const {
    return luytre::say(code, arguments, language);
  }
  // An address of this site in the reader's language, with the choices that travel along (`biet`).
  std::string link(std::string_view path, Parameters parameters = {}) const;
  std::string unit_link(const units::Unit& unit, Date on, Parameters parameters = {}) const;
  std::string day_words(Date date) const { return day_text(date, language); }
  std::string number(std::int64_t value) const { return whole_text(value, language); }
  // The articles that may be read now, in their lists.
  std::shared_ptr<const NewsIndex> news() const;
};

struct PageHead {
  std::string title;        // without the site's name
  std::string description;  // one sentence for search engines
  std::string place;        // the menu entry it belongs to: "home", "communes", "news", "claims", "law", "about"
  int status = 200;
  // Of rooms above that draw their own pages in this frame: a menu instead of the public one ({address, words,
  // is_current, count, count_words}), HTML between header and content, a style sheet of their own.
  std::optional<View> menu = {};
  std::string bar = {};
  std::string stylesheet = {};
  HeadFacts facts = {};
};

using Page = std::function<Result<http::Response>(const Visit&)>;

class Site {
 public:
  // `public_address` as in portal_routes.h.
  Site(Source source, std::function<Date()> today, std::string_view public_address = {})
      : source_(std::move(source)),
        today_(std::move(today)),
        public_address_(public_address_of(public_address).value_or(std::string(own_machine))) {}

  // The handler of a page in one language; `base` is "" or "/en".
  http::Handler handler(Page page, std::string base) const;
  // The same for pages that are the same for everybody: drawn once for each address, event and day.
  http::Handler kept_handler(Page page, std::string base) const;
  // Of a page that shows no values: its day is today, whatever the newest value's is.
  http::Handler handler_of_today(Page page, std::string base) const;
  // The template `name` filled with `view` inside the frame.
  http::Response page(const Visit& visit, const PageHead& head, std::string_view name, View view) const;
  // A problem as a page; works without a snapshot. A room above gives its own frame and template for it.
  http::Response problem_page(const http::Request& request, const Problem& problem) const;
  http::Response problem_page(const http::Request& request, const Problem& problem, PageHead head,
                              std::string_view name, View view) const;

  const Templates& templates() const { return templates_; }
  JudgedCommunes& judged() const { return judged_; }
  NewsShelf& news() const { return news_; }
  ArticleReader& reader() const { return reader_; }
  Result<std::shared_ptr<const record::Snapshot>> newest() const { return source_(std::nullopt); }
  // "https://ntm.example.vn", to stand before a path.
  const std::string& public_address() const { return public_address_; }
  KeptPlaces& places() const { return places_; }
  Kept<Series>& series() const { return series_; }

 private:
  Result<Visit> begin(const http::Request& request, const std::string& base, bool is_of_today) const;
  Date default_day(const record::Snapshot& snapshot) const;
  View frame(const http::Request& request, const std::string& base, const PageHead& head) const;

  Source source_;
  std::function<Date()> today_;
  std::string public_address_;
  Templates templates_;
  mutable JudgedCommunes judged_;
  mutable NewsShelf news_;
  mutable ArticleReader reader_;
  mutable KeptPlaces places_;
  mutable Kept<Series> series_;
  mutable PageCache pages_;
  mutable std::mutex mutex_;
  mutable std::optional<std::pair<audit::EventNumber, Date>> latest_value_;  // under mutex_
};

// An embedded file of this room or of the office; empty: there is none.
std::string_view asset_bytes(std::string_view file);
// Address of an embedded file with its digest, so that it may be kept for ever: "/assets/portal.css?v=0f3a…".
std::string asset_address(std::string_view file);

}  // namespace luytre::portal
