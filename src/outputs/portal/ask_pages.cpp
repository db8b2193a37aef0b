#include "outputs/portal/ask_pages.h"

#include <algorithm>

#include "outputs/portal/page_subject.h"
#include "platform/http/parameters.h"
#include "programme/citizens/ask.h"
#include "programme/citizens/hidden_words.h"

namespace luytre::portal {
namespace {

using citizens::CitizensDoors;
using citizens::Kind;

constexpr std::string_view form_path = "/gop-y";
constexpr std::string_view purpose = "gop-y";
constexpr std::string_view trap_field = "trang-web";

// What came with the form, or stood in its address.
struct Typed {
  std::string kind, words, page, picture, email;
};

Typed typed_of(const std::vector<http::FormPart>& parts) {
  return {field_of(parts, "loai"), field_of(parts, "loi"), field_of(parts, "trang"), field_of(parts, "anh"),
          field_of(parts, "thu")};
}

Typed typed_of(const http::Request& request) {
  const auto given = [&](std::string_view name) {
    const std::string* text = request.query_text(name);
    return text == nullptr ? std::string() : *text;
  };
  return {given("loai"), "", given("trang"), given("anh"), ""};
}

View kinds_view(const Visit& visit, const std::string& chosen) {
  View list = empty_list();
  for (const Kind kind : {Kind::question, Kind::wrong_fact, Kind::photo, Kind::other}) {
    const std::string name(citizens::name_of(kind));
    View view;
    view.set("kind", name);
    view.set("kind_words", visit.say("portal_citizens.kind." + name));
    set_flag(view, "is_chosen", chosen == name);
    list.push_back(view);
  }
  return list;
}

http::Response form_page(const Visit& visit, const CitizensDoors& doors, const Typed& typed, const Problem* problem) {
  View view;
  view.set("action", visit.base + std::string(form_path));
  set_text(view, "problem", problem == nullptr ? "" : visit.say(problem->code, problem->arguments));
  view.set("kinds", kinds_view(visit, typed.kind));
  set_text(view, "words", typed.words);
  set_text(view, "email", typed.email);
  set_text(view, "picture", typed.picture);
  view.set("page", typed.page.empty() ? "/" : typed.page);
  const auto page = citizens::page_of(typed.page);
  set_text(view, "page_title", page ? subject_of_page(*visit.snapshot, *page, visit.today).title : std::string());
  view.set("characters_max", std::to_string(citizens::question_characters_max));
  view.set("token", citizens::new_form_token(purpose, doors.desk.server_key, doors.desk.unix_milliseconds()).text);
  const PageHead head{visit.say("portal_citizens.ask.title"), visit.say("portal_citizens.ask.description"), "ask",
                      problem == nullptr ? 200 : http_status(problem->code)};
  return private_page(visit, head, "ask", std::move(view));
}

Result<http::Response> get_form(const Visit& visit, const CitizensDoors& doors) {
  const Typed typed = typed_of(visit.request);
  if (const auto page = citizens::page_of(typed.page); !page) return form_page(visit, doors, typed, &page.error());
  return form_page(visit, doors, typed, nullptr);
}

Result<citizens::Received> take(const Visit& visit, const CitizensDoors& doors, const Typed& typed,
                                const std::vector<http::FormPart>& parts) {
  const auto token = check_form(parts, purpose, doors.desk);
  if (!token) return pass_on(token);
  const auto kind = citizens::kind_named(typed.kind);
  if (!kind) return refuse("citizens.kind_needed", {}, "loai");
  if (auto may = doors.question_pace->take(citizens::sender_of(visit.request)); !may) return pass_on(may);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return citizens::ask(doors.desk, *known,
                       {*kind, typed.words, typed.page, typed.picture, typed.email, visit.language, token->nonce});
}

Result<http::Response> post_form(const Visit& visit, const CitizensDoors& doors) {
  const auto parts = http::form_body(visit.request);
  if (!parts) return pass_on(parts);
  const Typed typed = typed_of(*parts);
  const auto received = take(visit, doors, typed, *parts);
  if (!received && received.error().code.starts_with("citizens.")) {
    return form_page(visit, doors, typed, &received.error());
  }
  if (!received) return pass_on(received);
  View view;
  view.set("receipt", received->receipt);
  view.set("address", citizens::status_path_of(received->token, visit.language));
  set_text(view, "due_on", received->due_on ? visit.day_words(*received->due_on) : "");
  set_flag(view, "has_email", !typed.email.empty());
  return private_page(visit, {visit.say("portal_citizens.received.title"), "", "ask"}, "ask_received", std::move(view));
}

// A correction that came of it, as the reader can open it.
std::string correction_address(const Visit& visit, const citizens::Correction& correction) {
  if (correction.kind == "claim") return visit.link("/so-lieu/" + correction.id);
  const auto* article = correction.kind == "article" ? visit.snapshot->articles->with_id(correction.id) : nullptr;
  return article == nullptr ? std::string() : visit.link("/tin-tuc/" + article->slug);
}

void set_refusal(View& view, const Visit& visit, const citizens::Course& course) {
  const citizens::Step* step = course.last(citizens::Command::refuse);
  const bool is_refused = course.state == citizens::State::refused && step != nullptr;
  set_text(view, "refused_because",
           is_refused ? visit.say("citizens.reason." + std::string(citizens::name_of(step->reason))) : "");
  set_text(view, "refused_words", is_refused ? step->words : "");
}

Result<http::Response> get_status(const Visit& visit, const CitizensDoors&) {
  const std::string& token = visit.request.captured_text("token");
  const auto known = visit.snapshot->known_questions();
  const citizens::Course* course = known.questions->with_status(citizens::token_hash(token));
  if (course == nullptr) return refuse("citizens.no_such_address");
  const citizens::Question& question = course->question;
  const bool is_published = course->state == citizens::State::published;
  const bool is_told = is_published || course->state == citizens::State::closed;
  const citizens::Step* answer = course->last(citizens::Command::answer);
  View view;
  view.set("receipt", question.receipt);
  view.set("kind", visit.say("citizens.kind." + std::string(citizens::name_of(question.kind))));
  view.set("state", visit.say("citizens.state." + std::string(citizens::name_of(course->state))));
  view.set("received_on", visit.day_words(question.received_on));
  set_text(view, "due_on",
           question.due_on && !citizens::is_over(course->state) ? visit.day_words(*question.due_on) : "");
  set_flag(view, "is_overdue", course->is_overdue(visit.today));
  view.set("page_address", visit.link(question.page));
  view.set("page_title", question.page_title.empty() ? question.page : question.page_title);
  set_text(view, "answer", is_told && answer != nullptr ? answer->words : "");
  set_text(view, "correction_address",
           is_told && answer != nullptr ? correction_address(visit, answer->correction) : "");
  set_text(view, "public_address",
           is_published ? visit.link("/hoi-dap/" + course->last(citizens::Command::publish)->slug) : "");
  set_refusal(view, visit, *course);
  return private_page(visit, {visit.say("portal_citizens.status.title", {{"receipt", question.receipt}}), "", "ask"},
                      "ask_status", std::move(view));
}

View answer_row(const Visit& visit, const citizens::Course& course) {
  const citizens::Step& publish = *course.last(citizens::Command::publish);
  View view;
  view.set("address", visit.link("/hoi-dap/" + publish.slug));
  view.set("title", publish.title);
  view.set("kind", visit.say("citizens.kind." + std::string(citizens::name_of(course.question.kind))));
  view.set("day", visit.day_words(publish.day));
  view.set("iso_day", publish.day.text());
  view.set("page_title", course.question.page_title.empty() ? course.question.page : course.question.page_title);
  return view;
}

View topics_view(const Visit& visit, const std::string& chosen) {
  View list = empty_list();
  for (const std::string& topic : citizens::topics()) {
    View view;
    view.set("topic", topic);
    std::string code = "portal_citizens.topic." + topic;
    std::replace(code.begin(), code.end(), '-', '_');
    view.set("topic_words", visit.say(code));
    set_flag(view, "is_chosen", topic == chosen);
    list.push_back(view);
  }
  return list;
}

std::string asked_for(const Visit& visit, std::string_view name) {
  const std::string* text = visit.request.query_text(name);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

http::Response private_page(const Visit& visit, const PageHead& given, std::string_view name, View view) {
  PageHead head = given;
  head.stylesheet = asset_address("ask.css");
  http::Response response = visit.site.page(visit, head, name, std::move(view));
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Robots-Tag", "noindex");
  return response;
}

std::string field_of(const std::vector<http::FormPart>& parts, std::string_view name) {
  for (const http::FormPart& part : parts) {
    if (part.name == name) return part.bytes;
  }
  return {};
}

Result<citizens::FormToken> check_form(const std::vector<http::FormPart>& parts, std::string_view of,
                                       const citizens::Desk& desk) {
  if (!field_of(parts, trap_field).empty()) return refuse("citizens.trap");
  return citizens::read_form_token(field_of(parts, "phieu"), of, desk.server_key, desk.unix_milliseconds());
}

Result<http::Response> answers_page(const Visit& visit, const CitizensDoors&) {
  constexpr std::size_t page_rows = 10;
  const auto cursor = http::cursor_parameter(visit.request, 2);
  if (!cursor) return pass_on(cursor);
  const std::string unit = asked_for(visit, "don-vi"), topic = asked_for(visit, "chu-de"),
                    about = asked_for(visit, "trang");
  citizens::PublicQuestion asked{"", topic, about, "", "", page_rows};
  const units::Unit* named = unit.empty() ? nullptr : visit.snapshot->units->find(unit, visit.today);
  if (!unit.empty() && named == nullptr) return refuse("portal.unit_unknown", {{"name", unit}});
  if (named != nullptr) asked.unit = named->id.text();
  if (*cursor) {
    asked.before_day = (*cursor)->front();
    asked.before_id = (*cursor)->back();
  }
  auto found = visit.snapshot->questions->published(asked);
  const Parameters chosen{{"don-vi", unit}, {"chu-de", topic}, {"trang", about}};
  View view;
  std::string next;
  if (found.size() > page_rows) {
    found.resize(page_rows);
    const citizens::Course& last = *found.back();
    Parameters parameters = chosen;
    parameters.emplace_back("cursor",
                            http::encode_cursor({last.last(citizens::Command::publish)->day.text(), last.question.id}));
    next = visit.link("/hoi-dap", parameters);
  }
  View list = empty_list();
  for (const citizens::Course* course : found) list.push_back(answer_row(visit, *course));
  set_flag(view, "is_empty", found.empty());
  view.set("answers", list);
  view.set("topics", topics_view(visit, topic));
  view.set("list_address", visit.link("/hoi-dap"));
  view.set("ask_address", address(visit.base, "/gop-y", {{"trang", about}}));
  set_text(view, "unit", unit);
  set_text(view, "about", about);
  set_flag(view, "is_later", cursor->has_value());
  view.set("first_address", visit.link("/hoi-dap", chosen));
  set_text(view, "next_address", next);
  PageHead head{visit.say("portal_citizens.answers.title"), visit.say("portal_citizens.answers.description"),
                "answers"};
  head.stylesheet = asset_address("ask.css");
  return visit.site.page(visit, head, "answers", std::move(view));
}

Result<http::Response> answer_page(const Visit& visit, const CitizensDoors& doors) {
  const std::string& slug = visit.request.captured_text("slug");
  const citizens::Course* course = visit.snapshot->questions->published(slug);
  if (course == nullptr) return refuse("citizens.not_published", {{"slug", slug}});
  const citizens::Step& publish = *course->last(citizens::Command::publish);
  if (publish.slug != slug) return http::redirect_response(visit.link("/hoi-dap/" + publish.slug), true);
  const citizens::Step* answer = course->last(citizens::Command::answer);
  const citizens::Question& question = course->question;
  const auto known = visit.snapshot->known_questions();
  View view = answer_row(visit, *course);
  view.set("words", course->shown);
  set_flag(view, "is_shortened", !publish.marks.empty());
  set_text(view, "answer", answer == nullptr ? "" : answer->words);
  view.set("answered_by", citizens::desk_words(known, doors.desk, course->given_to, publish.day, visit.language));
  view.set("received_on", visit.day_words(question.received_on));
  view.set("page_address", visit.link(question.page));
  set_text(view, "correction_address", answer == nullptr ? "" : correction_address(visit, answer->correction));
  view.set("list_address", visit.link("/hoi-dap"));
  PageHead head{publish.title, visit.say("portal_citizens.answers.description"), "answers"};
  head.stylesheet = asset_address("ask.css");
  return visit.site.page(visit, head, "answer", std::move(view));
}

void add_citizens_pages(http::Router& router, Source source, std::function<Date()> today, CitizensDoors doors) {
  const auto site = std::make_shared<const Site>(std::move(source), std::move(today));
  const auto shared = std::make_shared<const CitizensDoors>(std::move(doors));
  using WithDoors = Result<http::Response> (*)(const Visit&, const CitizensDoors&);
  const auto add = [&](const char* method, const std::string& path, WithDoors page) {
    for (const std::string base : {"", "/en"}) {
      const auto drawn =
          site->handler_of_today([shared, page](const Visit& visit) { return page(visit, *shared); }, base);
      router.add_unasked(method, base + path, [site, drawn](const http::Request& request) { return drawn(request); });
    }
  };
  add("GET", "/gop-y", get_form);
  add("POST", "/gop-y", post_form);
  add("GET", "/gop-y/{token}", get_status);
  add("GET", "/hoi-dap", answers_page);
  add("GET", "/hoi-dap/{slug}", answer_page);
  add("GET", "/dang-ky", get_subscription);
  add("POST", "/dang-ky", post_subscription);
  add("GET", "/dang-ky/xac-nhan/{token}", get_confirmation);
  add("POST", "/dang-ky/xac-nhan/{token}", post_confirmation);
  add("GET", "/dang-ky/bo/{token}", get_stop);
  add("POST", "/dang-ky/bo/{token}", post_stop);
}

}  // namespace luytre::portal
