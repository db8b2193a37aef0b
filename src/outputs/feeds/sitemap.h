// What a search engine is told of the site: an index of lists, each of at most 50,000 addresses (sitemaps.org 0.9).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outputs/feeds/moment.h"

namespace luytre::feeds {

inline constexpr std::size_t sitemap_rows_max = 50'000;

struct SitemapRow {
  std::string address;  // absolute
  std::optional<Moment> changed;
};

std::string write_sitemap(const std::vector<SitemapRow>& rows);  // of pages; those beyond the limit are left out
std::string write_sitemap_index(const std::vector<SitemapRow>& lists);

}  // namespace luytre::feeds
