#include "programme/newsroom/article_routes.h"

#include <algorithm>

#include "platform/http/parameters.h"
#include "programme/newsroom/article_requests.h"
#include "programme/newsroom/article_view.h"
#include "programme/newsroom/differences.h"
#include "programme/newsroom/import_text.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t listing_bytes_max = 4U << 20U;

http::Response private_response(const http::Request& request, json::object value, audit::EventNumber known_at) {
  auto response = http::json_response(request, std::move(value), known_at);
  response.set("Cache-Control", "private, no-store");
  return response;
}

// The articles of a list: at work and waiting for their instant, or those of one stage that are public.
Result<std::vector<const Article*>> listed(const http::Request& request, const ArticleRegister& known) {
  const auto word = http::text_parameter(request, "stage");
  if (!word) return pass_on(word);
  if (!*word) return known.drafts();
  const auto stage = stage_named(**word);
  if (!stage) return refuse("news.unknown_stage", {{"stage", **word}}, "query:stage");
  auto articles = known.all();
  std::erase_if(articles, [&](const Article* one) { return one->stage != *stage; });
  return articles;
}

// Whoever may see all sees all; whoever writes sees what they began.
Result<http::Response> list(const http::Request& request, const ArticleDoors& doors) {
  if (auto known = http::check_parameters(request, {"limit", "cursor", "stage"}); !known) return pass_on(known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  const auto may = doors.guard(request.actor, {"drafts.view", "", {}, {}});
  if (!may && !request.actor.is_signed_in()) return pass_on(may);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  auto chosen = listed(request, **articles);
  if (!chosen) return pass_on(chosen);
  std::vector<const Article*>& drafts = *chosen;
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
    items.push_back(summary_value(**articles, *one));
    last = one;
  }
  return private_response(request, {{"articles", std::move(items)}, {"next_cursor", std::move(next)}},
                          (*articles)->known_at());
}

// To everybody else an article at work is as unknown as one that does not exist.
Result<const Article*> seen_article(const http::Request& request, const ArticleDoors& doors,
                                    const ArticleRegister& known) {
  const std::string& id = request.captured_text("id");
  const Article* article = known.with_id(id);
  if (article == nullptr || !may_see(doors, known, *article, request.actor))
    return refuse("news.unknown", {{"article", id}});
  return article;
}

Result<http::Response> show(const http::Request& request, const ArticleDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const auto article = seen_article(request, doors, **articles);
  if (!article) return pass_on(article);
  return private_response(request, article_value(**articles, **article, doors, request), (*articles)->known_at());
}

Result<http::Response> show_differences(const http::Request& request, const ArticleDoors& doors) {
  constexpr std::int64_t version_max = 1'000'000;
  if (auto known = http::check_parameters(request, {"from", "to"}); !known) return pass_on(known);
  const auto from = http::integer_parameter(request, "from", 1, version_max);
  if (!from) return pass_on(from);
  const auto to = http::integer_parameter(request, "to", 1, version_max);
  if (!to) return pass_on(to);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const auto article = seen_article(request, doors, **articles);
  if (!article) return pass_on(article);
  const int newest = (*article)->version;
  const auto version_of = [&](const std::optional<std::int64_t>& asked, int otherwise) -> Result<const Article*> {
    const int number = asked ? static_cast<int>(*asked) : otherwise;
    const Article* version = (*articles)->version((*article)->id.text(), number);
    if (version != nullptr) return version;
    return refuse("news.unknown_version", {{"article", (*article)->slug}, {"version", std::to_string(number)}});
  };
  const auto later = version_of(*to, newest);
  if (!later) return pass_on(later);
  const auto earlier = version_of(*from, std::max(1, (*later)->version - 1));
  if (!earlier) return pass_on(earlier);
  return private_response(request, differences_value(**earlier, **later), (*articles)->known_at());
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
  read_details(*members, doors, draft.article);
  const std::string unit = members->text_or_empty("unit");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(draft.article, doors); !bound) return pass_on(bound);
  const auto recorded = record_articles(doors.writer, *asked, {draft}, "", doors.unix_milliseconds(), unit);
  if (!recorded) return pass_on(recorded);
  const std::string id = asked->is_dry_run || recorded->ids.empty() ? std::string() : recorded->ids.front().text();
  return written_response(*asked, id, {recorded->event, 1, Stage::draft, {}, {}});
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
  read_details(*members, doors, *article);
  const auto expected = expected_version(*members);
  const std::string unit = members->text_or_empty("unit");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(*article, doors); !bound) return pass_on(bound);
  const std::string id = article->id.text();
  const auto done = revise_draft(doors.writer, *asked, *std::move(article), unit, expected);
  if (!done) return pass_on(done);
  return written_response(*asked, id, *done);
}

}  // namespace

void add_article_routes(http::Router& router, const ArticleDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const ArticleDoors&);
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/articles", with(list));
  router.get("/api/v1/articles/{id}", with(show));
  router.post("/api/v1/articles", with(post_article), article_request_bytes_max);
  router.post("/api/v1/articles/import", with(post_import), listing_bytes_max);
  router.post("/api/v1/articles/{id}/revision", with(post_revision), article_request_bytes_max);
  router.get("/api/v1/articles/{id}/differences", with(show_differences));
  add_step_routes(router, doors);
}

}  // namespace luytre::newsroom
