#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

const statistics::Claim* claim_named(const Visit& visit, const std::string& name) {
  const auto& claims = *visit.snapshot->claims;
  const statistics::Claim* claim = claims.find(name);
  if (claim == nullptr) claim = claims.with_key(name);
  // A draft is nobody's business yet, whatever article names it.
  return claim != nullptr && claim->status == statistics::ClaimStatus::draft ? nullptr : claim;
}

// Links of the article lead to the reader's language.
std::string in_base(const Visit& visit, std::string html) {
  if (visit.base.empty()) return html;
  constexpr std::string_view plain = "href=\"/so-lieu/";
  for (std::size_t at = html.find(plain); at != std::string::npos; at = html.find(plain, at + plain.size() + 3))
    html.insert(at + 6, visit.base);
  return html;
}

View version_of(const newsroom::Article& version) {
  View view;
  view.set("version", std::to_string(version.version));
  view.set("recorded_at", version.recorded_at.substr(0, 10));
  set_text(view, "correction", version.correction);
  return view;
}

View figures_of(const Visit& visit, const newsroom::Article& article) {
  View figures = empty_list();
  for (const std::string& name : newsroom::claims_of(article)) {
    const statistics::Claim* claim = claim_named(visit, name);
    if (claim == nullptr) continue;
    const auto& definition = visit.snapshot->claims->definition_of(*claim);
    View view;
    view.set("value", statistics::figure_text(*claim, definition, visit.language));
    view.set("meaning", definition.title(visit.language));
    view.set("day", visit.day_words(claim->as_of));
    view.set("address", visit.link("/so-lieu/" + claim->id.text()));
    set_flag(view, "is_discrepant", visit.snapshot->claims->discrepancy(*claim).has_value());
    figures.push_back(view);
  }
  return figures;
}

}  // namespace

newsroom::ClaimText claim_text(const Visit& visit) {
  return [&visit](const std::string& name) -> std::optional<std::string> {
    const statistics::Claim* claim = claim_named(visit, name);
    if (claim == nullptr) return std::nullopt;
    return statistics::link_text(*claim, visit.snapshot->claims->definition_of(*claim), visit.language);
  };
}

View teaser(const Visit& visit, const newsroom::Article& article) {
  View view;
  view.set("address", visit.link("/tin-tuc/" + article.slug));
  view.set("title", newsroom::plain_line(article.title, claim_text(visit)));
  view.set("lead", newsroom::plain_line(article.lead, claim_text(visit)));
  view.set("category", visit.say("newsroom.category." + std::string(newsroom::name_of(article.category))));
  view.set("day", article.date ? visit.day_words(*article.date) : "");
  view.set("iso_day", article.date ? article.date->text() : "");
  set_flag(view, "has_day", article.date.has_value());
  return view;
}

Result<http::Response> news_page(const Visit& visit) {
  constexpr std::size_t cursor_parts = 2;
  const auto cursor = http::cursor_parameter(visit.request, cursor_parts);
  if (!cursor) return pass_on(cursor);
  const auto page = visit.snapshot->articles->page(*cursor);
  View view;
  View list = empty_list();
  for (const newsroom::Article* article : page.articles) list.push_back(teaser(visit, *article));
  set_flag(view, "is_empty", page.articles.empty());
  view.set("news", list);
  set_flag(view, "is_later", cursor->has_value());
  view.set("first_address", visit.link("/tin-tuc"));
  set_text(view, "next_address",
           page.next ? visit.link("/tin-tuc", {{"cursor", http::encode_cursor(*page.next)}}) : "");
  return visit.site.page(visit, {visit.say("portal.news.title"), visit.say("portal.news.description"), "news"}, "news",
                         std::move(view));
}

Result<http::Response> article_page(const Visit& visit) {
  const std::string& slug = visit.request.captured_text("slug");
  const newsroom::Article* article = visit.snapshot->articles->published(slug);
  if (article == nullptr) return refuse("portal.article_unknown", {{"slug", slug}});
  const newsroom::ClaimText words = claim_text(visit);
  if (article->slug != slug) return http::redirect_response(visit.link("/tin-tuc/" + article->slug), true);
  View view = teaser(visit, *article);
  view.set("lead_html", in_base(visit, newsroom::render_line(article->lead, words)));
  view.set("body_html", in_base(visit, newsroom::render_body(article->body, words)));
  set_text(view, "source_name", article->source_name);
  set_text(view, "source_url", article->source_url);
  set_flag(view, "has_source", !article->source_name.empty() || !article->source_url.empty());
  set_flag(view, "is_made_up", article->is_demonstration);
  set_text(view, "correction", article->correction);
  View versions = empty_list();
  for (const newsroom::Article* version : visit.snapshot->articles->versions(article->id.text()))
    versions.push_back(version_of(*version));
  set_flag(view, "has_versions", article->version > 1);
  view.set("versions", versions);
  View figures = figures_of(visit, *article);
  set_flag(view, "has_figures", !figures.is_empty_list());
  view.set("figures", figures);
  view.set("news_address", visit.link("/tin-tuc"));
  const PageHead head{newsroom::plain_line(article->title, words), newsroom::plain_line(article->lead, words), "news"};
  return visit.site.page(visit, head, "article", std::move(view));
}

}  // namespace luytre::portal
