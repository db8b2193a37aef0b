#include "outputs/feeds/sitemap.h"

#include <algorithm>

#include "outputs/feeds/feed.h"

namespace luytre::feeds {
namespace {

std::string written(const std::vector<SitemapRow>& rows, const std::string& outer, const std::string& inner) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + outer +
                     " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  const std::size_t count = std::min(rows.size(), sitemap_rows_max);
  for (std::size_t i = 0; i < count; ++i) {
    text += "<" + inner + "><loc>" + xml_text(rows[i].address) + "</loc>";
    if (rows[i].changed) text += "<lastmod>" + rows[i].changed->rfc3339() + "</lastmod>";
    text += "</" + inner + ">\n";
  }
  return text + "</" + outer + ">\n";
}

}  // namespace

std::string write_sitemap(const std::vector<SitemapRow>& rows) { return written(rows, "urlset", "url"); }

std::string write_sitemap_index(const std::vector<SitemapRow>& lists) {
  return written(lists, "sitemapindex", "sitemap");
}

}  // namespace luytre::feeds
