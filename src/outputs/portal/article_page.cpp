// One article: its page, its paper, its calendar file, and what a reader finds where there is none.
#include "outputs/portal/article_view.h"
#include "outputs/portal/event_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/print_article.h"

namespace luytre::portal {
namespace {

constexpr std::string_view paper_ending = ".pdf";
constexpr std::string_view calendar_ending = ".ics";

bool takes_ending(std::string& slug, std::string_view ending) {
  if (slug.size() <= ending.size() || slug.substr(slug.size() - ending.size()) != ending) return false;
  slug.resize(slug.size() - ending.size());
  return true;
}

// Nobody has this address: those that are much like it, and a way to search.
http::Response unknown_article(const Visit& visit, const std::string& slug) {
  View view;
  view.set("detail", visit.say("portal.article_unknown", {{"slug", slug}}));
  const NewsList near = visit.news()->near(slug);
  set_flag(view, "has_news", !near.empty());
  view.set("news", teasers(visit, near));
  view.set("news_address", visit.link(news_path));
  view.set("archive_address", visit.link(archive_path));
  PageHead head{visit.say("http.status_404"), "", "news"};
  head.status = 404;
  head.facts.is_hidden = true;
  http::Response response = visit.site.page(visit, head, "article_unknown", std::move(view));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response calendar_response(const std::string& text, const std::string& file) {
  http::Response response = http::document_response(feeds::calendar_media_type, text);
  response.set("Content-Disposition", "attachment; filename=\"" + file + "\"");
  return response;
}

Result<http::Response> calendar_of(const Visit& visit, const newsroom::Article& article) {
  const auto event = calendar_event(visit, article);
  if (article.kind != newsroom::ArticleKind::event || !event)
    return refuse("reading.no_event", {{"slug", article.slug}});
  return calendar_response(feeds::write_calendar({*event}), article.slug + std::string(calendar_ending));
}

Result<http::Response> paper_of(const Visit& visit, const newsroom::Article& article) {
  auto pdf = print_article(paper_article(visit, article));
  if (!pdf) return pass_on(pdf);
  http::Response response = http::document_response("application/pdf", *std::move(pdf));
  response.set("Content-Disposition", "inline; filename=\"" + article.slug + std::string(paper_ending) + "\"");
  response.set("Content-Language", "vi");
  return response;
}

}  // namespace

Result<http::Response> article_page(const Visit& visit) {
  std::string slug = visit.request.captured_text("slug");
  const newsroom::Article* article = visit.snapshot->articles->published(slug);
  std::string_view ending;
  if (article == nullptr) {
    for (const std::string_view one : {paper_ending, calendar_ending}) {
      if (!ending.empty() || !takes_ending(slug, one)) continue;
      ending = one;
      article = visit.snapshot->articles->published(slug);
    }
  }
  if (article == nullptr) return unknown_article(visit, slug);
  if (article->slug != slug)
    return http::redirect_response(visit.link(article_path(*article) + std::string(ending)), true);
  if (ending == calendar_ending) return calendar_of(visit, *article);
  if (ending == paper_ending) return paper_of(visit, *article);
  View view = teaser(visit, *article);
  add_article(visit, *article, view);
  view.set("paper_address", visit.link(article_path(*article) + std::string(paper_ending)));
  const newsroom::ClaimText words = claim_text(visit);
  PageHead head{newsroom::plain_line(article->title, words), newsroom::plain_line(article->lead, words), "news"};
  head.facts = article_head(visit, *article);
  return visit.site.page(visit, head, "article", std::move(view));
}

Result<http::Response> preview_page(const Visit& visit) {
  const auto article = visit.snapshot->articles->preview(visit.request.captured_text("token"));
  if (!article) return pass_on(article);
  View view = teaser(visit, **article);
  add_article(visit, **article, view);
  set_flag(view, "is_preview", true);
  set_flag(view, "has_log", false);
  PageHead head{newsroom::plain_line((*article)->title, claim_text(visit)), "", "news"};
  head.facts.is_hidden = true;
  http::Response response = visit.site.page(visit, head, "article", std::move(view));
  response.set("Cache-Control", "no-store");
  response.set("X-Robots-Tag", "noindex");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

Result<http::Response> events_page(const Visit& visit) {
  const auto news = visit.news();
  View coming = empty_list();
  View past = empty_list();
  constexpr std::size_t shown_max = 50;
  std::size_t coming_count = 0;
  std::size_t past_count = 0;
  const auto row = [&](const newsroom::Article& article) {
    View one = teaser(visit, article);
    add_event(visit, article, one);
    return one;
  };
  const auto is_over = [&](const newsroom::Article* article) {
    const auto times = event_times(*article);
    return !times || times->ends.value_or(times->begins).day() < visit.today;
  };
  const NewsList& events = news->events();
  for (const newsroom::Article* article : events)
    if (!is_over(article) && coming_count++ < shown_max) coming.push_back(row(*article));
  for (auto at = events.rbegin(); at != events.rend(); ++at)
    if (is_over(*at) && past_count++ < shown_max) past.push_back(row(**at));
  View view;
  set_flag(view, "has_coming", coming_count > 0);
  view.set("coming", coming);
  set_flag(view, "has_past", past_count > 0);
  view.set("past", past);
  view.set("calendar_address", visit.link(std::string(events_path) + ".ics"));
  view.set("news_address", visit.link(news_path));
  PageHead head{visit.say("reading.events.title"), visit.say("reading.events.description"), "news"};
  head.facts.feeds.push_back({visit.say("reading.events.title"), std::string(events_path) + ".ics", "text/calendar"});
  return visit.site.page(visit, head, "events", std::move(view));
}

Result<http::Response> events_calendar(const Visit& visit) {
  constexpr std::size_t events_max = 500;  // the newest; programs ask again every few hours
  std::vector<feeds::CalendarEvent> list;
  const auto news = visit.news();
  const NewsList& events = news->events();
  for (auto at = events.rbegin(); at != events.rend() && list.size() < events_max; ++at)
    if (auto event = calendar_event(visit, **at)) list.push_back(*std::move(event));
  std::string name = visit.say("reading.events.title") + " – " + publisher_of(visit);
  if (visit.snapshot->is_demonstration()) name = "[" + visit.say("portal.made_up") + "] " + name;
  return calendar_response(feeds::write_calendar(list, name), "su-kien.ics");
}

}  // namespace luytre::portal
