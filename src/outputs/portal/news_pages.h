// Lists of articles, as pages and as feeds: the same listing is drawn by both.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "outputs/portal/news_index.h"
#include "outputs/portal/site.h"

namespace luytre::portal {

struct NewsListing {
  std::string heading;
  std::string lead;
  std::string path;  // its address, without the language's base
  Parameters parameters;
  std::shared_ptr<const NewsList> articles;
  std::optional<newsroom::Category> category;
  bool has_feed = false;
  std::string unit_name, unit_address;  // of a unit's list
  View earlier = empty_list();          // the units before a merger that have news: {address, words, count}
};

NewsListing all_news(const Visit& visit);
Result<NewsListing> news_of_category(const Visit& visit, const std::string& address);  // problem reading.list_unknown
Result<NewsListing> news_of_unit(const Visit& visit, const std::string& name);         // problems of open_unit

// Eight a page, by the cursor of the request.
Result<http::Response> draw_news(const Visit& visit, const NewsListing& listing);

// The same as a feed: "rss", "atom" or "json".
Result<http::Response> news_category_feed(const Visit& visit, const std::string& address, std::string_view ending);

// {units, tags} of the archive: {address, words, count} each, those with most articles first.
void add_units_and_tags(const Visit& visit, const NewsIndex& news, View& view);

}  // namespace luytre::portal
