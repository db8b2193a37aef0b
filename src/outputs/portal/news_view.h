// Articles as the pages show them: in lists, and the addresses of lists.
#pragma once

#include "outputs/portal/site.h"
#include "programme/newsroom/render.h"

namespace luytre::portal {

// The words of a claim named in an article by id or key.
newsroom::ClaimText claim_text(const Visit& visit);
// A claim that the public may see; nullptr: none of that id or key.
const statistics::Claim* public_claim(const Visit& visit, const std::string& name);

// {address, title, day, iso_day, lead, category, source} of a listing.
View teaser(const Visit& visit, const newsroom::Article& article);
View teasers(const Visit& visit, const NewsList& articles);

// "/tin-tuc/ket-qua-nam-2025"
std::string article_path(const newsroom::Article& article);

// "/tin-tuc/chuyen-muc/ocop"; addresses stay when a category's title changes.
std::string category_path(newsroom::Category category);
std::optional<newsroom::Category> category_at(std::string_view address);  // "ocop"
const std::vector<newsroom::Category>& categories();
std::string category_words(newsroom::Category category, Language language);

std::string tag_path(std::string_view slug);       // "/tin-tuc/the/duong-giao-thong"
std::string month_path(int year, unsigned month);  // "/tin-tuc/luu-tru/2025/12"
std::string month_words(const Visit& visit, int year, unsigned month);
inline constexpr std::string_view news_path = "/tin-tuc";
inline constexpr std::string_view archive_path = "/tin-tuc/luu-tru";
inline constexpr std::string_view events_path = "/su-kien";
inline constexpr std::string_view unit_news_ending = "/tin-tuc";  // behind a unit's path

// Autodiscovery of the feed of a list at `path`.
std::vector<FeedLink> feeds_at(const Visit& visit, const std::string& path, const std::string& title);

// {has_news, news, more_news_address, news_count} of a unit's own page: the newest articles about it.
void add_news_of_unit(const Visit& visit, const units::Unit& unit, const std::string& path, View& view);

}  // namespace luytre::portal
