#include "programme/newsroom/news_routes.h"

#include "platform/http/parameters.h"
#include "programme/newsroom/moment.h"

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

json::array texts_value(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::array log_value(const ArticleRegister& articles, const std::string& id) {
  json::array log;
  for (const LogEntry& entry : articles.public_log(id)) {
    log.push_back(json::object{{"version", entry.version},
                               {"kind", entry.kind},
                               {"at", short_moment(entry.at)},
                               {"note", text_or_null(entry.note)},
                               {"parts", texts_value(entry.parts)}});
  }
  return log;
}

// Whose figures they are: bound ones as they were on the day of publication, quoted ones with their source.
void add_figures(const Article& article, const ArticleRegister& articles, json::object& value) {
  json::array frozen, quoted;
  for (const FrozenFigure& one : article.frozen) {
    frozen.push_back(json::object{{"claim", one.claim},
                                  {"value", one.value},
                                  {"numerator", text_or_null(one.numerator)},
                                  {"denominator", text_or_null(one.denominator)},
                                  {"printed", text_or_null(one.printed)},
                                  {"as_of", one.as_of}});
  }
  for (const DraftFigure* figure : articles.figures(article.id.text())) {
    if (figure->state != FigureState::quoted) continue;
    quoted.push_back(json::object{
        {"text", figure->text}, {"source", figure->source}, {"source_url", text_or_null(figure->source_url)}});
  }
  value["figures_as_published"] = std::move(frozen);
  value["figures_quoted"] = std::move(quoted);
}

json::array images_value(const ArticleRegister& articles, const std::string& id) {
  json::array images;
  for (const ArticleImage* image : articles.images(id)) {
    images.push_back(json::object{{"id", image->id},
                                  {"alt", image->alt},
                                  {"caption", image->caption},
                                  {"credit", image->credit},
                                  {"source", image->source},
                                  {"width", image->width},
                                  {"height", image->height},
                                  {"address", image->large_address()},
                                  {"small_address", image->small_address()}});
  }
  return images;
}

void add_details(const Article& article, const ArticleRegister& articles, json::object& value) {
  const std::string& id = article.id.text();
  value["stage"] = name_of(article.stage);
  value["kind"] = name_of(article.kind);
  value["plan"] = article.kind != ArticleKind::event
                      ? json::value(nullptr)
                      : json::value(json::object{{"begins_at", short_moment(article.plan.begins_at)},
                                                 {"ends_at", text_or_null(short_moment(article.plan.ends_at))},
                                                 {"place", article.plan.place},
                                                 {"organiser", article.plan.organiser}});
  value["tags"] = texts_value(article.tags);
  value["units"] = texts_value(article.units);
  json::array criteria;
  for (const CriterionRef& one : article.criteria)
    criteria.push_back(json::object{{"set", one.set}, {"code", one.code}});
  value["criteria"] = std::move(criteria);
  value["published_at"] = short_moment(article.published_at);
  value["is_taken_over"] = article.is_taken_over;
  value["original_url"] = text_or_null(article.original_url);
  value["log"] = log_value(articles, id);
  value["images"] = images_value(articles, id);
  add_figures(article, articles, value);
}

json::object full_value(const Article& article, const ArticleRegister& articles, const ClaimText& text_of) {
  json::object value = summary_of(article, text_of);
  value["id"] = article.id.text();
  value["version"] = article.version;
  value["source_url"] = article.source_url.empty() ? json::value(nullptr) : json::value(article.source_url);
  value["lead_html"] = render_line(article.lead, text_of);
  value["body_html"] = render_body(article.body, text_of, articles.image_words(article.id.text()));
  value["correction"] = article.correction.empty() ? json::value(nullptr) : json::value(article.correction);
  json::array claims;
  for (const std::string& id : claims_of(article)) claims.push_back(json::value(id));
  value["claims"] = std::move(claims);
  json::array versions;
  for (const Article* version : articles.public_versions(article.id.text())) {
    versions.push_back(json::object{{"version", version->version},
                                    {"title", plain_line(version->title, text_of)},
                                    {"recorded_at", version->recorded_at},
                                    {"status", name_of(version->status)}});
  }
  value["versions"] = std::move(versions);
  add_details(article, articles, value);
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
