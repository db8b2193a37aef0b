#include "outputs/portal/portal_routes.h"

#include "outputs/portal/pages.h"

namespace luytre::portal {
namespace {

std::string media_type_of(std::string_view file) {
  const auto ends = [&](std::string_view ending) {
    return file.size() > ending.size() && file.substr(file.size() - ending.size()) == ending;
  };
  if (ends(".css")) return "text/css";
  if (ends(".js")) return "text/javascript";
  if (ends(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

Result<http::Response> asset(const http::Request& request) {
  const std::string& file = request.captured_text("file");
  const std::string_view bytes = asset_bytes(file);
  if (bytes.empty()) return refuse("http.not_found", {{"path", request.path}});
  http::Response response = http::document_response(media_type_of(file), std::string(bytes));
  // The address carries a digest of the bytes, so it never means anything else.
  const bool is_versioned = request.query_text("v") != nullptr;
  response.set("Cache-Control", is_versioned ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

}  // namespace

void add_portal_routes(http::Router& router, Source source, std::function<Date()> today,
                       std::string_view public_address) {
  const auto site = std::make_shared<const Site>(std::move(source), std::move(today), public_address);
  const auto add = [&](const std::string& path, const Page& page) {
    for (const std::string base : {"", "/en"}) {
      const std::string pattern = path == "/" && !base.empty() ? base : base + path;
      router.get(pattern, [site, handler = site->kept_handler(page, base)](const http::Request& request) {
        return handler(request);
      });
    }
  };
  add("/", home_page);
  add("/xa", communes_page);
  add("/xa/{name}", commune_page);
  add("/xa/{name}/lich-su-danh-hieu", title_history_page);
  add("/xa/{name}/lay-y-kien", display_page);
  add("/xa/{name}/hai-long", survey_page);
  add("/xa/{name}/tin-tuc", unit_news_page);
  add("/tin-tuc", news_page);
  add("/tin-tuc/chuyen-muc/{category}", news_category_page);
  add("/tin-tuc/the/{tag}", news_tag_page);
  add("/tin-tuc/luu-tru", news_archive_page);
  add("/tin-tuc/luu-tru/{year}", news_year_page);
  add("/tin-tuc/luu-tru/{year}/{month}", news_month_page);
  add("/tin-tuc/{slug}", article_page);
  add("/xem-truoc/{token}", preview_page);
  add("/su-kien", events_page);
  add("/so-lieu", claims_page);
  add("/so-lieu/tinh", computed_figure_page);
  add("/so-lieu/{id}", claim_page);
  add("/so-lieu/{place}/{date}/{figure}", claim_of_key);
  add("/cong-nhan", recognitions_page);
  add("/van-ban", documents_page);
  add("/van-ban/{slug}", document_page);
  add("/luat", law_page);
  add("/luat/{subject}/{period}", criteria_set_page);
  add("/luat/{subject}/{period}/{criterion}", criterion_page);
  add("/gioi-thieu", about_page);
  add("/ban-do", map_page);
  add("/ban-do.csv", map_csv);
  add("/ban-do/ca-nuoc", country_page);
  add("/xep-hang", league_page);
  add("/xep-hang.csv", league_csv);
  add("/tinh", province_page);
  add("/tinh/chuoi.csv", province_series_csv);
  add("/xa/{name}/chuoi.csv", commune_series_csv);
  add("/xa/{name}/thon/{village}", village_page);
  add("/so-lieu/chuoi.csv", claim_series_csv);
  add("/du-lieu", open_data_page);
  add("/du-lieu.json", open_data_json);
  router.get("/assets/{file}", asset);
  const auto add_machine = [&](const std::string& path, const Page& page) {
    router.get(path, [site, handler = site->kept_handler(page, "")](const http::Request& request) {
      return handler(request);
    });
  };
  for (const std::string ending : {".rss", ".atom", ".json"}) {
    add_machine("/tin-tuc" + ending, news_feed);
    add_machine("/xa/{name}/tin-tuc" + ending, unit_news_feed);
  }
  add_machine("/su-kien.ics", events_calendar);
  add_machine("/sitemap.xml", sitemap_index);
  add_machine("/sitemap/{list}", sitemap_list);
  add_machine("/robots.txt", robots);
  router.set_problem_page([site](const http::Request& request, const Problem& problem) {
    auto moved = problem.code == "http.not_found" ? moved_page(*site, request) : std::nullopt;
    return moved ? *std::move(moved) : site->problem_page(request, problem);
  });
}

}  // namespace luytre::portal
