#include "programme/newsroom/news_routes.h"

#include "platform/http/parameters.h"

namespace luytre::newsroom {
namespace {

json::object summary_of(const Article& article, const ClaimText& text_of) {
  return {{"slug", article.slug},
          {"title", plain_line(article.title, text_of)},
          {"lead", plain_line(article.lead, text_of)},
          {"date", article.date ? json::value(article.date->text()) : json::value(nullptr)},
          {"category", name_of(article.category)},
          {"source", article.source_name.empty() ? json::value(nullptr) : json::value(article.source_name)},
          {"is_demonstration", article.is_demonstration},
          {"status", name_of(article.status)}};
}

json::object full_value(const Article& article, const ArticleRegister& articles, const ClaimText& text_of) {
  json::object value = summary_of(article, text_of);
  value["id"] = article.id.text();
  value["version"] = article.version;
  value["source_url"] = article.source_url.empty() ? json::value(nullptr) : json::value(article.source_url);
  value["lead_html"] = render_line(article.lead, text_of);
  value["body_html"] = render_body(article.body, text_of);
  value["correction"] = article.correction.empty() ? json::value(nullptr) : json::value(article.correction);
  json::array claims;
  for (const std::string& id : claims_of(article)) claims.push_back(json::value(id));
  value["claims"] = std::move(claims);
  json::array versions;
  for (const Article* version : articles.versions(article.id.text())) {
    if (version->status == ArticleStatus::draft) continue;
    versions.push_back(json::object{{"version", version->version},
                                    {"title", plain_line(version->title, text_of)},
                                    {"recorded_at", version->recorded_at},
                                    {"status", name_of(version->status)}});
  }
  value["versions"] = std::move(versions);
  return value;
}

Result<http::Response> list(const http::Request& request, const ArticleSource& source, const ClaimText& text_of) {
  const auto known = http::check_parameters(request, {"cursor", "limit", "category", "as_known"});
  if (!known) return pass_on(known);
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  const auto rows = http::limit_parameter(request, ArticleRegister::page_rows);
  if (!rows) return pass_on(rows);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto word = http::text_parameter(request, "category");
  if (!word) return pass_on(word);
  std::optional<Category> category;
  if (*word) {
    category = category_named(**word);
    if (!category) return refuse("news.unknown_category", {{"category", **word}}, "query:category");
  }
  const auto articles = source(*as_known);
  if (!articles) return pass_on(articles);
  const ArticlePage page = (*articles)->page(*cursor, *rows, category);
  json::array items;
  for (const Article* article : page.articles) items.push_back(summary_of(*article, text_of));
  json::object value{{"articles", std::move(items)}};
  value["next_cursor"] = page.next ? json::value(http::encode_cursor(*page.next)) : json::value(nullptr);
  return http::json_response(request, std::move(value), (*articles)->known_at());
}

Result<http::Response> show(const http::Request& request, const ArticleSource& source, const ClaimText& text_of) {
  const auto known = http::check_parameters(request, {"as_known"});
  if (!known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto articles = source(*as_known);
  if (!articles) return pass_on(articles);
  const std::string& slug = request.captured_text("slug");
  const Article* article = (*articles)->published(slug);
  if (article == nullptr) return refuse("news.unknown", {{"article", slug}});
  return http::json_response(request, full_value(*article, **articles, text_of), (*articles)->known_at());
}

}  // namespace

void add_news_routes(http::Router& router, const ArticleSource& source, const ClaimText& text_of) {
  router.get("/api/v1/news",
             [source, text_of](const http::Request& request) { return list(request, source, text_of); });
  router.get("/api/v1/news/{slug}",
             [source, text_of](const http::Request& request) { return show(request, source, text_of); });
}

}  // namespace luytre::newsroom
