// What machines read: feeds of a listing, the lists of addresses for search engines.
#include "outputs/feeds/feed.h"

#include <algorithm>

#include "outputs/feeds/sitemap.h"
#include "outputs/portal/article_view.h"
#include "outputs/portal/news_pages.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"

namespace luytre::portal {
namespace {

constexpr std::size_t feed_items = 30;
constexpr std::string_view xml_type = "application/xml; charset=utf-8";

feeds::FeedItem item_of(const Visit& visit, const newsroom::Article& article) {
  const newsroom::ClaimText words = claim_text(visit);
  const std::string& site = visit.site.public_address();
  feeds::FeedItem item;
  item.id = "urn:uuid:" + article.id.text();
  item.address = site + article_path(article);
  item.title = newsroom::plain_line(article.title, words);
  item.summary = newsroom::plain_line(article.lead, words);
  std::string html;
  if (article.is_demonstration) html += "<p><em>" + visit.say("portal.article.made_up") + "</em></p>\n";
  if (!article.lead.empty()) html += "<p>" + newsroom::render_line(article.lead, words) + "</p>\n";
  html += body_html(visit, article);
  item.html = feeds::with_absolute_addresses(std::move(html), site);
  item.published = published_moment(article);
  item.updated = updated_moment(article);
  item.categories.push_back(category_words(article.category, visit.language));
  for (const std::string& tag : article.tags) item.categories.push_back(tag);
  item.author = article.source_name.empty() ? publisher_of(visit) : article.source_name;
  item.source = article.source_name;
  return item;
}

Result<http::Response> draw_feed(const Visit& visit, const NewsListing& listing, std::string_view ending) {
  const auto form = feeds::form_with_ending(ending);
  if (!form) return refuse("reading.list_unknown", {{"list", std::string(ending)}});
  const std::string& site = visit.site.public_address();
  feeds::Feed feed;
  feed.publisher = publisher_of(visit);
  feed.title = listing.heading + " – " + feed.publisher;
  if (visit.snapshot->is_demonstration()) feed.title = "[" + visit.say("portal.made_up") + "] " + feed.title;
  feed.description = visit.snapshot->is_demonstration() ? visit.say("portal.site.demonstration")
                                                        : visit.say("portal.news.description");
  feed.site_address = site + address("", listing.path, listing.parameters);
  feed.self_address = site + address("", listing.path + "." + std::string(ending), listing.parameters);
  feed.icon_address = site + asset_address("icon.svg");
  const std::size_t count = std::min(listing.articles->size(), feed_items);
  for (std::size_t i = 0; i < count; ++i) feed.items.push_back(item_of(visit, *(*listing.articles)[i]));
  return http::document_response(feeds::media_type_of(*form), feeds::write_feed(feed, *form));
}

// "tin-tuc.rss" -> "rss"
std::string ending_of_path(const http::Request& request) {
  const std::size_t point = request.path.rfind('.');
  return point == std::string::npos ? "" : request.path.substr(point + 1);
}

std::vector<feeds::SitemapRow> rows_of_pages(const Visit& visit) {
  std::vector<feeds::SitemapRow> rows;
  const std::string& site = visit.site.public_address();
  const auto news = visit.news();
  for (const std::string_view path :
       {"/", "/xa", "/tinh", "/ban-do", "/xep-hang", "/cong-nhan", "/tin-tuc", "/tin-tuc/luu-tru", "/su-kien",
        "/so-lieu", "/luat", "/van-ban", "/du-lieu", "/hoi-dap", "/gioi-thieu"})
    rows.push_back({site + std::string(path), std::nullopt});
  for (const newsroom::Category category : categories())
    if (!news->of_category(category).empty()) rows.push_back({site + category_path(category), std::nullopt});
  for (const NewsIndex::Tag& tag : news->tags()) rows.push_back({site + tag_path(tag.slug), std::nullopt});
  for (const criteria::CriteriaSet& set : visit.snapshot->law->sets)
    rows.push_back({site + law_path(set.id), std::nullopt});
  return rows;
}

// Every unit under the province, those that have ended too: their pages are where their history is told.
std::vector<feeds::SitemapRow> rows_of_units(const Visit& visit) {
  std::vector<feeds::SitemapRow> rows;
  if (visit.province == nullptr) return rows;
  const units::Register& known = *visit.snapshot->units;
  for (const units::Unit& unit : known.units()) {
    const Date day = day_of_life(unit, visit.today);
    const units::Unit* province = known.province(unit, day);
    if (province == nullptr || province->id.code != visit.province->id.code) continue;
    if (known.with_code(unit.id.code).back() != &unit) continue;  // the address without a day is the last one's
    rows.push_back({visit.site.public_address() + unit_path(unit, day), std::nullopt});
  }
  return rows;
}

std::vector<feeds::SitemapRow> rows_of_claims(const Visit& visit) {
  std::vector<feeds::SitemapRow> rows;
  for (const statistics::Claim* claim : visit.snapshot->claims->all({.definition = "", .place = "", .origin = {}}))
    rows.push_back(
        {visit.site.public_address() + "/so-lieu/" + claim->id.text(), feeds::Moment::parse(claim->published_at)});
  return rows;
}

std::vector<feeds::SitemapRow> rows_of_month(const Visit& visit, const NewsIndex& news, int year, unsigned month) {
  std::vector<feeds::SitemapRow> rows;
  for (const newsroom::Article* article : news.of_month(year, month))
    rows.push_back({visit.site.public_address() + article_path(*article), updated_moment(*article)});
  return rows;
}

constexpr std::string_view month_prefix = "tin-tuc-";  // "tin-tuc-2025-12.xml"

http::Response xml(std::string text) { return http::document_response(xml_type, std::move(text)); }

}  // namespace

Result<http::Response> news_feed(const Visit& visit) {
  return draw_feed(visit, all_news(visit), ending_of_path(visit.request));
}

Result<http::Response> news_category_feed(const Visit& visit, const std::string& address, std::string_view ending) {
  const auto listing = news_of_category(visit, address);
  if (!listing) return pass_on(listing);
  return draw_feed(visit, *listing, ending);
}

Result<http::Response> unit_news_feed(const Visit& visit) {
  const auto listing = news_of_unit(visit, visit.request.captured_text("name"));
  if (!listing) return pass_on(listing);
  const std::string ending = ending_of_path(visit.request);
  if (auto moved = to_permanent(visit, listing->path + "." + ending)) return *std::move(moved);
  return draw_feed(visit, *listing, ending);
}

Result<http::Response> sitemap_index(const Visit& visit) {
  std::vector<feeds::SitemapRow> lists;
  const std::string site = visit.site.public_address() + "/sitemap/";
  for (const std::string_view name : {"trang", "don-vi", "so-lieu"})
    lists.push_back({site + std::string(name) + ".xml", std::nullopt});
  const auto news = visit.news();
  for (const NewsIndex::Month& month : news->months()) {
    const std::string first = Date::of(month.year, month.month, 1).text();
    lists.push_back({site + std::string(month_prefix) + first.substr(0, 7) + ".xml", std::nullopt});
  }
  return xml(feeds::write_sitemap_index(lists));
}

Result<http::Response> sitemap_list(const Visit& visit) {
  const std::string& asked = visit.request.captured_text("list");
  if (asked == "trang.xml") return xml(feeds::write_sitemap(rows_of_pages(visit)));
  if (asked == "don-vi.xml") return xml(feeds::write_sitemap(rows_of_units(visit)));
  if (asked == "so-lieu.xml") return xml(feeds::write_sitemap(rows_of_claims(visit)));
  const auto first = asked.rfind(month_prefix, 0) == 0
                         ? Date::parse(asked.substr(month_prefix.size(), 7) + "-01")
                         : Result<Date>(refuse("http.not_found", {{"path", visit.request.path}}));
  const auto news = visit.news();
  if (!first || asked != std::string(month_prefix) + first->text().substr(0, 7) + ".xml" ||
      news->of_month(first->year(), first->month()).empty())
    return refuse("http.not_found", {{"path", visit.request.path}});
  return xml(feeds::write_sitemap(rows_of_month(visit, *news, first->year(), first->month())));
}

Result<http::Response> robots(const Visit& visit) {
  // What is for people with accounts, previews, and the record as it was: nothing that a search should find.
  std::string text = "User-agent: *\n";
  for (const std::string_view path :
       {"/api/", "/lam-viec", "/dang-nhap", "/quan-tri/", "/xem-truoc/", "/*?biet=", "/*&biet="})
    text += "Disallow: " + std::string(path) + "\n";
  text += "\nSitemap: " + visit.site.public_address() + "/sitemap.xml\n";
  return http::document_response("text/plain", std::move(text));
}

}  // namespace luytre::portal
