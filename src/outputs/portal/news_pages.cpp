// Lists of articles: all, of a category, a tag, a month, a unit; and the way to each of them.
#include <algorithm>

#include "outputs/feeds/feed.h"
#include "outputs/portal/news_pages.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

constexpr std::size_t tags_shown_max = 60;
constexpr std::size_t units_shown_max = 300;

// Every category that has articles, with how many.
View category_choices(const Visit& visit, const NewsIndex& news, std::optional<newsroom::Category> chosen) {
  View choices = empty_list();
  const auto add = [&](const std::string& path, const std::string& words, std::size_t count, bool is_chosen) {
    View one;
    one.set("address", visit.link(path));
    one.set("words", words);
    one.set("count", visit.number(static_cast<std::int64_t>(count)));
    set_flag(one, "is_chosen", is_chosen);
    choices.push_back(one);
  };
  add(std::string(news_path), visit.say("reading.all"), news.all().size(), false);
  for (const newsroom::Category category : categories()) {
    const std::size_t count = news.of_category(category).size();
    if (count > 0 || chosen == category)
      add(category_path(category), category_words(category, visit.language), count, chosen == category);
  }
  return choices;
}

View feed_links(const std::vector<FeedLink>& feeds) {
  View links = empty_list();
  for (const FeedLink& feed : feeds) {
    View one;
    one.set("address", feed.path);
    one.set("words", feed.path.substr(feed.path.rfind('.') + 1));
    links.push_back(one);
  }
  return links;
}

// A list of the index, which lives as long as the list is held.
template <class Pick>
std::shared_ptr<const NewsList> part_of(std::shared_ptr<const NewsIndex> news, Pick pick) {
  const NewsList& list = pick(*news);
  return {std::move(news), &list};
}

std::string unit_words(const Visit& visit, const units::Unit& unit) { return unit.nearest(visit.day).name; }

View unit_row(const Visit& visit, const units::Unit& unit, std::size_t count) {
  const Date on = day_of_life(unit, visit.day);
  Parameters day;
  if (on != visit.day) day.emplace_back("ngay", on.text());
  View row;
  row.set("address", visit.link(unit_path(unit, on) + std::string(unit_news_ending), std::move(day)));
  row.set("words", unit.nearest(on).name);
  row.set("count", visit.number(static_cast<std::int64_t>(count)));
  return row;
}

// The units before a merger, whose stories stay theirs.
View earlier_units(const Visit& visit, const NewsIndex& news, const units::Unit& unit) {
  View list = empty_list();
  for (const units::Relative& relative : visit.snapshot->units->lineage(unit).predecessors) {
    const std::size_t count = news.of_unit(relative.unit->id.text()).size();
    if (count > 0 && relative.unit != &unit) list.push_back(unit_row(visit, *relative.unit, count));
  }
  return list;
}

}  // namespace

Result<http::Response> draw_news(const Visit& visit, const NewsListing& listing) {
  constexpr std::size_t cursor_parts = 2;
  const auto cursor = http::cursor_parameter(visit.request, cursor_parts);
  if (!cursor) return pass_on(cursor);
  const NewsSlice slice = slice_of(*listing.articles, *cursor, newsroom::ArticleRegister::page_rows);
  const auto news = visit.news();
  View view;
  view.set("heading", listing.heading);
  set_text(view, "lead", listing.lead);
  set_flag(view, "is_empty", slice.articles.empty());
  view.set("news", teasers(visit, slice.articles));
  set_flag(view, "is_later", cursor->has_value());
  view.set("first_address", visit.link(listing.path, listing.parameters));
  Parameters next = listing.parameters;
  if (slice.next) next.emplace_back("cursor", http::encode_cursor(*slice.next));
  set_text(view, "next_address", slice.next ? visit.link(listing.path, std::move(next)) : "");
  view.set("categories", category_choices(visit, *news, listing.category));
  set_flag(view, "is_all", listing.path == news_path);
  view.set("news_address", visit.link(news_path));
  view.set("events_address", visit.link(events_path));
  view.set("archive_address", visit.link(archive_path));
  view.set("earlier", listing.earlier);
  set_flag(view, "has_earlier", !listing.earlier.is_empty_list());
  set_text(view, "unit_address", listing.unit_address);
  set_text(view, "unit_name", listing.unit_name);
  const auto feeds = listing.has_feed ? feeds_at(visit, listing.path, listing.heading) : std::vector<FeedLink>();
  view.set("feed_links", feed_links(feeds));
  set_flag(view, "has_feeds", !feeds.empty());
  PageHead head{listing.heading, listing.lead.empty() ? visit.say("portal.news.description") : listing.lead, "news"};
  head.facts.feeds = feeds;
  return visit.site.page(visit, head, "news", std::move(view));
}

NewsListing all_news(const Visit& visit) {
  NewsListing listing;
  listing.heading = visit.say("portal.news.title");
  listing.path = std::string(news_path);
  listing.articles = part_of(visit.news(), [](const NewsIndex& news) -> const NewsList& { return news.all(); });
  listing.has_feed = true;
  return listing;
}

Result<NewsListing> news_of_category(const Visit& visit, const std::string& address) {
  const auto category = category_at(address);
  if (!category) return refuse("reading.list_unknown", {{"list", address}});
  NewsListing listing;
  listing.heading = category_words(*category, visit.language);
  listing.path = category_path(*category);
  listing.articles =
      part_of(visit.news(), [&](const NewsIndex& news) -> const NewsList& { return news.of_category(*category); });
  listing.category = category;
  listing.has_feed = true;
  return listing;
}

Result<NewsListing> news_of_unit(const Visit& visit, const std::string& name) {
  auto opened = open_unit(visit, name);
  if (!opened) return pass_on(opened);
  const units::Unit& unit = *opened->unit;
  NewsListing listing;
  listing.unit_name = unit_words(opened->visit, unit);
  listing.heading = visit.say("reading.unit.title", {{"unit", listing.unit_name}});
  const std::string path = unit_path(unit, opened->visit.day);
  listing.path = path + std::string(unit_news_ending);
  if (visit.is_dated) listing.parameters.emplace_back("ngay", visit.day.text());
  listing.unit_address = visit.link(path, listing.parameters);
  const auto news = visit.news();
  listing.articles =
      part_of(news, [&](const NewsIndex& all) -> const NewsList& { return all.of_unit(unit.id.text()); });
  listing.earlier = earlier_units(visit, *news, unit);
  listing.has_feed = true;
  return listing;
}

Result<http::Response> news_page(const Visit& visit) {
  // Offsets of the old site: which article stood there is not known any more, so the list begins anew.
  if (visit.request.query_text("start") != nullptr || visit.request.query_text("limitstart") != nullptr)
    return http::redirect_response(visit.link(news_path), true);
  return draw_news(visit, all_news(visit));
}

Result<http::Response> news_category_page(const Visit& visit) {
  const std::string& address = visit.request.captured_text("category");
  const std::size_t point = address.rfind('.');
  if (point != std::string::npos)
    return news_category_feed(visit, address.substr(0, point), std::string_view(address).substr(point + 1));
  const auto listing = news_of_category(visit, address);
  if (!listing) return pass_on(listing);
  return draw_news(visit, *listing);
}

Result<http::Response> news_tag_page(const Visit& visit) {
  const std::string& address = visit.request.captured_text("tag");
  const auto news = visit.news();
  const NewsIndex::Tag* tag = news->tag(address);
  if (tag == nullptr) return refuse("reading.list_unknown", {{"list", address}});
  NewsListing listing;
  listing.heading = visit.say("reading.tag.title", {{"tag", tag->words}});
  listing.path = tag_path(tag->slug);
  listing.articles = part_of(news, [&](const NewsIndex& all) -> const NewsList& { return all.of_tag(tag->slug); });
  return draw_news(visit, listing);
}

Result<http::Response> unit_news_page(const Visit& visit) {
  const auto listing = news_of_unit(visit, visit.request.captured_text("name"));
  if (!listing) return pass_on(listing);
  if (auto moved = to_permanent(visit, listing->path)) return *std::move(moved);
  return draw_news(visit, *listing);
}

Result<http::Response> news_month_page(const Visit& visit) {
  const std::string& year = visit.request.captured_text("year");
  const std::string& month = visit.request.captured_text("month");
  const auto first = Date::parse(year + "-" + month + "-01");
  if (!first) return refuse("reading.list_unknown", {{"list", year + "/" + month}});
  NewsListing listing;
  listing.heading = visit.say("reading.month.title", {{"month", month_words(visit, first->year(), first->month())}});
  listing.path = month_path(first->year(), first->month());
  listing.articles = part_of(visit.news(), [&](const NewsIndex& news) -> const NewsList& {
    return news.of_month(first->year(), first->month());
  });
  return draw_news(visit, listing);
}

Result<http::Response> news_year_page(const Visit& visit) {
  const std::string& year = visit.request.captured_text("year");
  const auto first = Date::parse(year + "-01-01");
  if (!first) return refuse("reading.list_unknown", {{"list", year}});
  NewsListing listing;
  listing.heading = visit.say("reading.year.title", {{"year", year}});
  listing.path = std::string(archive_path) + "/" + year;
  listing.articles = std::make_shared<const NewsList>(visit.news()->of_year(first->year()));
  return draw_news(visit, listing);
}

Result<http::Response> news_archive_page(const Visit& visit) {
  const auto news = visit.news();
  View years = empty_list();
  const auto& months = news->months();
  for (std::size_t at = 0; at < months.size();) {
    View year;
    View list = empty_list();
    std::size_t count = 0;
    const int number = months[at].year;
    for (; at < months.size() && months[at].year == number; ++at) {
      View month;
      month.set("address", visit.link(month_path(number, months[at].month)));
      month.set("words", visit.say("portal.month." + std::to_string(months[at].month)));
      month.set("count", visit.number(static_cast<std::int64_t>(months[at].count)));
      list.push_back(month);
      count += months[at].count;
    }
    year.set("year", std::to_string(number));
    year.set("address", visit.link(std::string(archive_path) + "/" + std::to_string(number)));
    year.set("count", visit.number(static_cast<std::int64_t>(count)));
    year.set("months", list);
    years.push_back(year);
  }
  View view;
  view.set("years", years);
  set_flag(view, "is_empty", months.empty());
  add_units_and_tags(visit, *news, view);
  view.set("news_address", visit.link(news_path));
  return visit.site.page(visit, {visit.say("reading.archive.title"), visit.say("reading.archive.description"), "news"},
                         "news_archive", std::move(view));
}

void add_units_and_tags(const Visit& visit, const NewsIndex& news, View& view) {
  std::vector<std::pair<std::size_t, const units::Unit*>> counted;
  for (const auto& [identity, list] : news.units()) {
    const auto id = units::UnitId::parse(identity);
    const units::Unit* unit = id ? visit.snapshot->units->unit(*id) : nullptr;
    if (unit != nullptr) counted.emplace_back(list.size(), unit);
  }
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (counted.size() > units_shown_max) counted.resize(units_shown_max);
  View units = empty_list();
  for (const auto& [count, unit] : counted) units.push_back(unit_row(visit, *unit, count));
  set_flag(view, "has_units", !counted.empty());
  view.set("units", units);
  View tags = empty_list();
  for (std::size_t i = 0; i < std::min(news.tags().size(), tags_shown_max); ++i) {
    const NewsIndex::Tag& tag = news.tags()[i];
    View one;
    one.set("address", visit.link(tag_path(tag.slug)));
    one.set("words", tag.words);
    one.set("count", visit.number(static_cast<std::int64_t>(tag.count)));
    tags.push_back(one);
  }
  set_flag(view, "has_tags", !news.tags().empty());
  view.set("tags", tags);
}

}  // namespace luytre::portal
