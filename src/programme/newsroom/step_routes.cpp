#include <algorithm>
#include <charconv>

#include "platform/http/parameters.h"
#include "programme/newsroom/article_requests.h"
#include "programme/newsroom/correct_article.h"
#include "programme/newsroom/moment.h"
#include "programme/newsroom/preview_article.h"
#include "programme/newsroom/propose_change.h"
#include "programme/newsroom/settle_figure.h"
#include "programme/newsroom/take_step.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

void read_publication(http::Members& members, StepOrder& order) {
  order.date = inspection::date_member(members, "date");
  const std::string text = members.text_or_empty("visible_from");
  if (text.empty()) return;
  auto moment = read_moment(text);
  if (moment) {
    order.visible_from = *std::move(moment);
  } else {
    members.refuse("visible_from", {moment.error().code, moment.error().arguments, "", {}});
  }
}

void read_privacy(http::Members& members, StepOrder& order) {
  order.privacy.people = members.text_or_empty("people");
  order.privacy.consent = members.text_or_empty("consent");
  order.privacy.secrecy = members.text_or_empty("secrecy");
  order.privacy.secrecy_note = members.text_or_empty("secrecy_note");
}

Result<http::Response> take(const http::Request& request, const ArticleDoors& doors, const commands::Asked& asked,
                            StepOrder order) {
  const auto article = article_of(request, doors);
  if (!article) return pass_on(article);
  order.today = doors.today();
  if (order.step == Step::publish) order.frozen = frozen_of(*article, doors);
  const auto done = take_step(doors.writer, asked, *article, order);
  if (!done) return pass_on(done);
  return written_response(asked, article->id.text(), *done);
}

Result<http::Response> post_step(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  StepOrder order;
  const std::string word = members->text("step");
  const auto step = step_named(word);
  const bool is_open = step && *step != Step::update && *step != Step::correct;
  if (!word.empty() && !is_open) members->refuse("step", {"news.unknown_step", {{"step", word}}, "", {}});
  if (step) order.step = *step;
  order.expected_version = expected_version(*members);
  if (order.step == Step::publish) read_publication(*members, order);
  if (order.step == Step::check_privacy) read_privacy(*members, order);
  if (auto read = members->finish(); !read) return pass_on(read);
  return take(request, doors, *asked, std::move(order));
}

Result<http::Response> post_publication(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  StepOrder order;
  order.step = Step::publish;
  if (!request.body.empty()) {
    auto members = http::Members::of(request);
    if (!members) return pass_on(members);
    read_publication(*members, order);
    order.expected_version = expected_version(*members);
    if (auto read = members->finish(); !read) return pass_on(read);
  }
  return take(request, doors, *asked, std::move(order));
}

using OpenChange = Result<Written> (*)(commands::Writer&, const commands::Asked&, Article, const std::string&,
                                       const std::vector<FrozenFigure>&, std::optional<int>);

Result<http::Response> change_openly(const http::Request& request, const ArticleDoors& doors, const char* note_member,
                                     OpenChange change) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto article = article_of(request, doors);
  if (!article) return pass_on(article);
  read_text(*members, *article);
  const std::string embargo = article->embargo_until;
  read_details(*members, doors, *article);
  article->embargo_until = embargo;
  const auto expected = expected_version(*members);
  const std::string note = members->text(note_member);
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(*article, doors); !bound) return pass_on(bound);
  const std::string id = article->id.text();
  const auto frozen = frozen_of(*article, doors);
  const auto done = change(doors.writer, *asked, *std::move(article), note, frozen, expected);
  if (!done) return pass_on(done);
  return written_response(*asked, id, *done);
}

Result<http::Response> post_correction(const http::Request& request, const ArticleDoors& doors) {
  return change_openly(request, doors, "correction", correct_article);
}

Result<http::Response> post_update(const http::Request& request, const ArticleDoors& doors) {
  return change_openly(request, doors, "note", update_article);
}

// A correction or an update that waits for a second person.
Result<http::Response> post_proposal(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto article = article_of(request, doors);
  if (!article) return pass_on(article);
  const std::string word = members->text("step");
  const auto step = step_named(word);
  const bool is_open = step && (*step == Step::update || *step == Step::correct);
  if (!word.empty() && !is_open) members->refuse("step", {"news.unknown_step", {{"step", word}}, "", {}});
  read_text(*members, *article);
  const std::string note = members->text("note");
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto bound = check_claims(*article, doors); !bound) return pass_on(bound);
  const auto done = propose_change(doors.writer, *asked, *article, *step, note, doors.unix_milliseconds());
  if (!done) return pass_on(done);
  const json::object* answer = done->answer.if_object();
  const json::value* id = answer == nullptr ? nullptr : answer->if_contains("proposal");
  return written_response(*asked, article->id.text(), *done,
                          {{"proposal", id == nullptr || asked->is_dry_run ? json::value(nullptr) : *id}});
}

Result<http::Response> post_decision(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string word = members->text("decision");
  const bool is_taken = word == "take";
  if (!word.empty() && !is_taken && word != "decline")
    members->refuse("decision", {"news.unknown_decision", {{"decision", word}}, "", {}});
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const std::string& id = request.captured_text("proposal");
  const Proposal* proposal = (*articles)->proposal_with_id(id);
  Article after;
  if (proposal != nullptr) {
    after.title = proposal->title;
    after.lead = proposal->lead;
    after.body = proposal->body;
  }
  const ArticleId article(request.captured_text("id"));
  const auto done = decide_proposal(doors.writer, *asked, article, id, is_taken, frozen_of(after, doors));
  if (!done) return pass_on(done);
  return written_response(*asked, article.text(), *done);
}

Result<int> position_of(const http::Request& request) {
  const std::string& text = request.captured_text("position");
  int position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error == std::errc{} && end == text.data() + text.size() && position > 0) return position;
  return refuse("news.unknown_figure", {{"article", request.captured_text("id")}, {"position", text}});
}

Result<http::Response> settle(const http::Request& request, const ArticleDoors& doors, const commands::Asked& asked,
                              int position, const std::string& words, const Settling& settling,
                              std::optional<int> expected) {
  const std::string& id = request.captured_text("id");
  if (settling.state == FigureState::bound && !doors.text_of(settling.claim))
    return refuse("news.claim_unresolved", {{"claim", settling.claim}, {"title", id}}, "/claim");
  const auto done = settle_figure(doors.writer, asked, ArticleId(id), position, words, settling, expected);
  if (!done) return pass_on(done);
  json::object also;
  const json::object* answer = done->answer.if_object();
  if (answer != nullptr && answer->contains("position")) also["position"] = answer->at("position");
  return written_response(asked, id, *done, std::move(also));
}

// By the words: {words, state, claim | source, source_url}.
Result<http::Response> post_figure(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string words = members->text("words");
  const std::string word = members->text("state");
  const auto state = figure_state_named(word);
  const bool is_settled = state && *state != FigureState::drafted;
  if (!word.empty() && !is_settled) members->refuse("state", {"news.unknown_figure_state", {{"state", word}}, "", {}});
  Settling settling;
  if (state) settling.state = *state;
  if (settling.state == FigureState::bound) settling.claim = members->text("claim");
  if (settling.state == FigureState::quoted) {
    settling.source = members->text_or_empty("source");
    settling.source_url = members->text_or_empty("source_url");
  }
  const auto position = members->integer("position");
  const auto expected = expected_version(*members);
  if (auto read = members->finish(); !read) return pass_on(read);
  const int place = position ? static_cast<int>(std::clamp<std::int64_t>(*position, 0, 1'000'000)) : 0;
  return settle(request, doors, *asked, place, words, settling, expected);
}

Result<http::Response> post_at_position(const http::Request& request, const ArticleDoors& doors, FigureState state) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  Settling settling{state, "", "", ""};
  if (state != FigureState::not_statistic) {
    auto members = http::Members::of(request);
    if (!members) return pass_on(members);
    if (state == FigureState::bound) settling.claim = members->text("claim");
    if (state == FigureState::quoted) {
      settling.source = members->text_or_empty("source");
      settling.source_url = members->text_or_empty("source_url");
    }
    if (auto read = members->finish(); !read) return pass_on(read);
  }
  const auto position = position_of(request);
  if (!position) return pass_on(position);
  return settle(request, doors, *asked, *position, "", settling, std::nullopt);
}

Result<http::Response> post_confirmation(const http::Request& request, const ArticleDoors& doors) {
  return post_at_position(request, doors, FigureState::bound);
}

Result<http::Response> post_quotation(const http::Request& request, const ArticleDoors& doors) {
  return post_at_position(request, doors, FigureState::quoted);
}

Result<http::Response> post_rejection(const http::Request& request, const ArticleDoors& doors) {
  return post_at_position(request, doors, FigureState::not_statistic);
}

// Who began the article asks no role.
Result<std::vector<access::Ask>> asks_to_see(const http::Request& request, const ArticleDoors& doors) {
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  if (has_begun(**articles, ArticleId(request.captured_text("id")), request.actor)) return std::vector<access::Ask>();
  return std::vector<access::Ask>{ask_for("drafts.view")};
}

Result<http::Response> post_preview(const http::Request& request, const ArticleDoors& doors) {
  constexpr int hours_default = 72;
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  int hours = hours_default;
  if (!request.body.empty()) {
    auto members = http::Members::of(request);
    if (!members) return pass_on(members);
    const auto sent = members->integer("hours");
    if (sent && (*sent < 1 || *sent > preview_hours_max))
      members->refuse("hours", {"news.preview_hours", {{"max", std::to_string(preview_hours_max)}}, "", {}});
    if (sent) hours = static_cast<int>(std::clamp<std::int64_t>(*sent, 1, preview_hours_max));
    if (auto read = members->finish(); !read) return pass_on(read);
  }
  auto asks = asks_to_see(request, doors);
  if (!asks) return pass_on(asks);
  const NewPreview preview = new_preview(doors.unix_milliseconds(), hours);
  const ArticleId id(request.captured_text("id"));
  const auto done = make_preview(doors.writer, *asked, id, preview, *std::move(asks));
  if (!done) return pass_on(done);
  const json::object* answer = done->answer.if_object();
  const json::value* kept = answer == nullptr ? nullptr : answer->if_contains("preview");
  const bool is_told = !asked->is_dry_run && kept != nullptr && *kept == json::value(preview.id);
  return written_response(*asked, id.text(), *done,
                          {{"preview", kept == nullptr ? json::value(nullptr) : *kept},
                           {"address", is_told ? json::value("/xem-truoc/" + preview.token) : json::value(nullptr)},
                           {"expires_at", short_moment(preview.expires_at)}});
}

Result<http::Response> post_revocation(const http::Request& request, const ArticleDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto asks = asks_to_see(request, doors);
  if (!asks) return pass_on(asks);
  const ArticleId id(request.captured_text("id"));
  const auto done = revoke_preview(doors.writer, *asked, id, request.captured_text("preview"), *std::move(asks));
  if (!done) return pass_on(done);
  return written_response(*asked, id.text(), *done);
}

}  // namespace

void add_step_routes(http::Router& router, const ArticleDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const ArticleDoors&);
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  constexpr std::size_t bytes = article_request_bytes_max;
  router.post("/api/v1/articles/{id}/steps", with(post_step));
  router.post("/api/v1/articles/{id}/publication", with(post_publication));
  router.post("/api/v1/articles/{id}/correction", with(post_correction), bytes);
  router.post("/api/v1/articles/{id}/update", with(post_update), bytes);
  router.post("/api/v1/articles/{id}/proposals", with(post_proposal), bytes);
  router.post("/api/v1/articles/{id}/proposals/{proposal}/decision", with(post_decision));
  router.post("/api/v1/articles/{id}/figures", with(post_figure));
  router.post("/api/v1/articles/{id}/figures/{position}/confirmation", with(post_confirmation));
  router.post("/api/v1/articles/{id}/figures/{position}/quotation", with(post_quotation));
  router.post("/api/v1/articles/{id}/figures/{position}/rejection", with(post_rejection));
  router.post("/api/v1/articles/{id}/previews", with(post_preview));
  router.post("/api/v1/articles/{id}/previews/{preview}/revocation", with(post_revocation));
}

}  // namespace luytre::newsroom
