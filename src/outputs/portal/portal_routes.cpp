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

void add_portal_routes(http::Router& router, Source source, std::function<Date()> today) {
  const auto site = std::make_shared<const Site>(std::move(source), std::move(today));
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
  add("/tin-tuc", news_page);
  add("/tin-tuc/{slug}", article_page);
  add("/so-lieu", claims_page);
  add("/so-lieu/tinh", computed_figure_page);
  add("/so-lieu/{id}", claim_page);
  add("/so-lieu/{place}/{date}/{figure}", claim_of_key);
  add("/cong-nhan", recognitions_page);
  add("/luat", law_page);
  add("/luat/{subject}/{period}", criteria_set_page);
  add("/gioi-thieu", about_page);
  router.get("/assets/{file}", asset);
  router.get("/robots.txt", [](const http::Request&) -> Result<http::Response> {
    return http::document_response("text/plain", "User-agent: *\nDisallow: /api/\n");
  });
  router.set_problem_page(
      [site](const http::Request& request, const Problem& problem) { return site->problem_page(request, problem); });
}

}  // namespace luytre::portal
