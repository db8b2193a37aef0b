#include "programme/newsroom/article_routes.h"

#include <algorithm>
#include <charconv>

#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/newsroom/import_text.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t listing_bytes_max = 4U << 20U;
constexpr std::size_t article_bytes_max = 3U << 20U;  // the text, and what JSON adds to it

bool may_see(const ArticleDoors& doors, const http::Request& request) {
  return doors.guard(request.actor, {"drafts.view", "", {}, {}}).has_value();
}

json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}

json::object draft_value(const Article& article) {
  return {{"id", article.id.text()},
          {"slug", article.slug},
          {"title", article.title},
          {"is_working_title", article.is_working_title},
          {"lead", article.lead},
          {"date", day_or_null(article.date)},
          {"category", name_of(article.category)},
          {"status", name_of(article.status)},
          {"version", article.version},
          {"recorded_at", article.recorded_at}};
}

json::object figure_value(const DraftFigure& figure) {
  return {{"position", figure.position},
          {"text", figure.text},
          {"definition", figure.definition},
          {"counts", figure.counts},
          {"numerator", figure.numerator},
          {"printed", figure.printed},
          {"place", figure.place},
          {"as_of", day_or_null(figure.as_of)},
          {"state", name_of(figure.state)},
          {"claim", figure.claim.empty() ? json::value(nullptr) : json::value(figure.claim)}};
}

// Whoever may see all sees all; whoever writes sees what they began.
Result<http::Response> list(const http::Request& request, const ArticleDoors& doors) {
  if (auto known = http::check_parameters(request, {"limit", "cursor"}); !known) return pass_on(known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  const auto may = doors.guard(request.actor, {"drafts.view", "", {}, {}});
  if (!may && !request.actor.is_signed_in()) return pass_on(may);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  std::vector<const Article*> drafts = (*articles)->drafts();
  std::erase_if(drafts, [&](const Article* one) { return !may && !has_begun(**articles, one->id, request.actor); });
  std::sort(drafts.begin(), drafts.end(),
            [](const Article* a, const Article* b) { return a->id.text() < b->id.text(); });
  json::array items;
  json::value next = nullptr;
  const Article* last = nullptr;
  for (const Article* one : drafts) {
    if (*cursor && one->id.text() <= (*cursor)->front()) continue;
    if (items.size() == *limit) {
      next = http::encode_cursor({last->id.text()});
      break;
    }
    items.push_back(draft_value(*one));
    last = one;
  }
  auto response = http::json_response(
      request, json::object{{"articles", std::move(items)}, {"next_cursor", std::move(next)}}, (*articles)->known_at());
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<http::Response> show(const http::Request& request, const ArticleDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const std::string& id = request.captured_text("id");
  const Article* article = (*articles)->with_id(id);
  const bool is_own = article != nullptr && has_begun(**articles, article->id, request.actor);
  // To everybody else an article at work is as unknown as one that does not exist.
  if (article == nullptr || (!is_own && !may_see(doors, request))) return refuse("news.unknown", {{"article", id}});
  json::object value = draft_value(*article);
  value["body"] = article->body;
  value["source_name"] = article->source_name;
  value["source_url"] = article->source_url;
  value["correction"] = article->correction;
  json::array figures;
  for (const DraftFigure* figure : (*articles)->figures(id)) figures.push_back(figure_value(*figure));
  value["figures"] = std::move(figures);
  json::array versions;
  for (const Article* version : (*articles)->versions(id)) {
    versions.push_back(json::object{{"version", version->version},
                                    {"title", version->title},
                                    {"status", name_of(version->status)},
                                    {"recorded_at", version->recorded_at},
                                    {"event", version->event}});
  }
  value["versions"] = std::move(versions);
  auto response = http::json_response(request, std::move(value), (*articles)->known_at());
  response.set("Cache-Control", "private, no-store");
  return response;
}

void put(http::Members& members, std::string_view name, std::string& into, std::size_t bytes_max = 2'000) {
  if (members.value(name) != nullptr) into = members.text_or_empty(name, bytes_max);
}

// What is not sent stays.
void read_text(http::Members& members, Article& article) {
  put(members, "title", article.title);
  put(members, "lead", article.lead, body_bytes_max);
  put(members, "body", article.body, body_bytes_max);
  put(members, "source_name", article.source_name);
  put(members, "source_url", article.source_url);
  const std::string word = members.text_or_empty("category");
  const auto category = category_named(word);
  if (category) article.category = *category;
  if (!word.empty() && !category) members.refuse("category", {"news.unknown_category", {{"category", word}}, "", {}});
}

// Figures in the text name claims that readers can open.
Done check_claims(const Article& article, const ArticleDoors& doors) {
  for (const std::string& claim : claims_of(article)) {
    if (!doors.text_of(claim)) return refuse("news.claim_unresolved", {{"claim", claim}, {"title", article.title}});
  }
  return {};
}

http::Response written(const commands::Asked& asked, const std::string& id, audit::EventNumber event) {
  return inspection::written_response(asked, {{"article", id}, {"event", event}});
}

Result<http::Response> post_article(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  ArticleDraft draft;
  members->text("title");
  read_text(*members, draft.article);
  draft.article.date = inspection::date_member(*members, "date");
  const std::string unit = members->text_or_empty("unit");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(draft.article, doors); !bound) return pass_on(bound);
  const auto recorded = record_articles(doors.writer, *asked, {draft}, "", doors.unix_milliseconds(), unit);
  if (!recorded) return pass_on(recorded);
  if (asked->is_dry_run) return inspection::written_response(*asked, {{"article", nullptr}, {"event", 0}});
  return written(*asked, recorded->ids.front().text(), recorded->event);
}

Result<http::Response> post_import(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (!request.actor.is_signed_in()) {
    if (auto may = doors.guard(request.actor, {"news.write", "", {}, {}}); !may) return pass_on(may);
  }
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  const auto text_date = inspection::date_member(upload->fields, "text_date");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const http::FormPart& file = upload->files.front();
  auto listing = read_listing(file.bytes);
  if (!listing) {
    listing.error().where = file.file_name;
    return pass_on(listing);
  }
  const auto desk = doors.desk();
  if (!desk) return pass_on(desk);
  const auto items = inspect_listing(*listing, {desk->units.get(), desk->home, text_date});
  const auto recorded =
      record_articles(doors.writer, *asked, drafts_of(items, desk->home), file.file_name, doors.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  json::array ids;
  for (const ArticleId& id : recorded->ids)
    if (!asked->is_dry_run) ids.emplace_back(id.text());
  return inspection::written_response(*asked, {{"articles", std::move(ids)},
                                               {"added", recorded->added},
                                               {"unchanged", recorded->unchanged},
                                               {"event", recorded->event}});
}

// The newest version of the article of the address.
Result<Article> article_of(const http::Request& request, const ArticleDoors& doors) {
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const std::string& id = request.captured_text("id");
  const Article* article = (*articles)->with_id(id);
  if (article != nullptr) return *article;
  Article none;  // the verb says that it is unknown, to those who may know
  none.id = ArticleId(id);
  return none;
}

Result<http::Response> post_revision(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto article = article_of(request, doors);
  if (!article) return pass_on(article);
  const std::string title = article->title;
  read_text(*members, *article);
  if (article->title != title) article->is_working_title = false;
  if (const auto day = inspection::date_member(*members, "date")) article->date = day;
  const std::string unit = members->text_or_empty("unit");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(*article, doors); !bound) return pass_on(bound);
  const std::string id = article->id.text();
  const auto event = revise_draft(doors.writer, *asked, *std::move(article), unit);
  if (!event) return pass_on(event);
  return written(*asked, id, *event);
}

Result<http::Response> post_publication(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  std::optional<Date> day;
  if (!request.body.empty()) {
    auto members = http::Members::of(request);
    if (!members) return pass_on(members);
    day = inspection::date_member(*members, "date");
    if (auto read = members->finish(); !read) return pass_on(read);
  }
  const std::string& id = request.captured_text("id");
  const auto event = publish_article(doors.writer, *asked, ArticleId(id), day.value_or(doors.today()));
  if (!event) return pass_on(event);
  return written(*asked, id, *event);
}

Result<http::Response> post_correction(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto article = article_of(request, doors);
  if (!article) return pass_on(article);
  read_text(*members, *article);
  const std::string correction = members->text("correction");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(*article, doors); !bound) return pass_on(bound);
  const std::string id = article->id.text();
  const auto event = correct_article(doors.writer, *asked, *std::move(article), correction);
  if (!event) return pass_on(event);
  return written(*asked, id, *event);
}

Result<int> position_of(const http::Request& request) {
  const std::string& text = request.captured_text("position");
  int position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error == std::errc{} && end == text.data() + text.size() && position > 0) return position;
  return refuse("news.unknown_figure", {{"article", request.captured_text("id")}, {"position", text}});
}

Result<http::Response> post_confirmation(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string claim = members->text("claim");
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto position = position_of(request);
  if (!position) return pass_on(position);
  const std::string& id = request.captured_text("id");
  if (!doors.text_of(claim)) return refuse("news.claim_unresolved", {{"claim", claim}, {"title", id}}, "/claim");
  const auto event = confirm_figure(doors.writer, *asked, ArticleId(id), *position, claim);
  if (!event) return pass_on(event);
  return written(*asked, id, *event);
}

Result<http::Response> post_rejection(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const auto position = position_of(request);
  if (!position) return pass_on(position);
  const std::string& id = request.captured_text("id");
  const auto event = reject_figure(doors.writer, *asked, ArticleId(id), *position);
  if (!event) return pass_on(event);
  return written(*asked, id, *event);
}

}  // namespace

void add_article_routes(http::Router& router, const ArticleDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const ArticleDoors&);
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/articles", with(list));
  router.get("/api/v1/articles/{id}", with(show));
  router.post("/api/v1/articles", with(post_article), article_bytes_max);
  router.post("/api/v1/articles/import", with(post_import), listing_bytes_max);
  router.post("/api/v1/articles/{id}/revision", with(post_revision), article_bytes_max);
  router.post("/api/v1/articles/{id}/publication", with(post_publication));
  router.post("/api/v1/articles/{id}/correction", with(post_correction), article_bytes_max);
  router.post("/api/v1/articles/{id}/figures/{position}/confirmation", with(post_confirmation));
  router.post("/api/v1/articles/{id}/figures/{position}/rejection", with(post_rejection));
}

}  // namespace luytre::newsroom
