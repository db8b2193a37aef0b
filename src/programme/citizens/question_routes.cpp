// What anybody may ask, and read: nobody is asked who they are.
#include "base/hash.h"
#include "base/secret_box.h"
#include "platform/http/body.h"
#include "platform/http/parameters.h"
#include "platform/inspection/read_wish.h"
#include "programme/citizens/ask.h"
#include "programme/citizens/citizens_routes.h"
#include "programme/citizens/citizens_view.h"
#include "programme/citizens/hidden_words.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t listed_max = 100;
constexpr std::size_t words_bytes_max = question_characters_max * 4;

http::Response answer(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  return http::json_response(request, std::move(value), known.number);
}

std::optional<Language> language_of(std::string_view code) { return language_named(code); }

// Of a program that sends the same again under its key: what it asked is done once.
std::string nonce_of(const http::Request& request, const Desk& desk) {
  const std::string_view key = request.header("idempotency-key");
  if (key.empty()) return hex(random_bytes(16));
  return keyed_mark(key, key_for("citizens api", desk.server_key)).substr(0, 32);
}

Result<http::Response> post_question(const http::Request& request, const CitizensDoors& doors) {
  if (auto may = doors.question_pace->take(sender_of(request)); !may) return pass_on(may);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  QuestionWish wish;
  wish.kind = inspection::choice<Kind>(*members, "kind", kind_named, "question, wrong_fact, photo, other");
  wish.words = members->text("words", words_bytes_max);
  wish.page = members->text("page");
  wish.picture = members->text_or_empty("picture");
  wish.email = members->text_or_empty("email");
  wish.language = inspection::choice<Language>(*members, "language", language_of, "vi, en", false);
  wish.nonce = nonce_of(request, doors.desk);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto received = ask(doors.desk, *known, wish);
  if (!received) return pass_on(received);
  http::Response response =
      answer(request,
             {{"event", received->event},
              {"receipt", received->receipt},
              {"status_address", status_path_of(received->token, wish.language)},
              {"due_on", received->due_on ? json::value(received->due_on->text()) : json::value()}},
             *known);
  response.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> get_questions(const http::Request& request, const CitizensDoors& doors) {
  if (auto fits = http::check_parameters(request, {"unit", "topic", "page", "limit", "cursor"}); !fits) {
    return pass_on(fits);
  }
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  const auto topic = http::text_parameter(request, "topic");
  if (!topic) return pass_on(topic);
  const auto page = http::text_parameter(request, "page");
  if (!page) return pass_on(page);
  const auto limit = http::limit_parameter(request, 20, listed_max);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  PublicQuestion asked{unit->value_or(""), topic->value_or(""), page->value_or(""), "", "", *limit};
  if (*cursor) {
    asked.before_day = (*cursor)->front();
    asked.before_id = (*cursor)->back();
  }
  auto found = known->questions->published(asked);
  json::object object{{"questions", json::array{}}, {"next_cursor", nullptr}};
  if (found.size() > *limit) {
    found.resize(*limit);
    const Course& last = *found.back();
    object["next_cursor"] = http::encode_cursor({last.last(Command::publish)->day.text(), last.question.id});
  }
  for (const Course* course : found)
    object["questions"].as_array().push_back(to_public_json(*course, *known, doors.desk));
  return answer(request, std::move(object), *known);
}

Result<http::Response> get_question(const http::Request& request, const CitizensDoors& doors) {
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const std::string& slug = request.captured_text("slug");
  const Course* course = known->questions->published(slug);
  if (course == nullptr) return refuse("citizens.not_published", {{"slug", slug}});
  return answer(request, to_public_json(*course, *known, doors.desk), *known);
}

Result<http::Response> get_status(const http::Request& request, const CitizensDoors& doors) {
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const Course* course = known->questions->with_status(token_hash(request.captured_text("token")));
  if (course == nullptr) return refuse("citizens.no_such_address");
  http::Response response = answer(request, to_status_json(*course, *known, doors.desk), *known);
  response.set("Cache-Control", "no-store");
  return response;
}

using Answer = Result<http::Response> (*)(const http::Request&, const CitizensDoors&);

}  // namespace

void add_question_routes(http::Router& router, const CitizensDoors& doors) {
  const auto add = [&](const char* method, const char* path, Answer answer) {
    router.add_unasked(method, path, [doors, answer](const http::Request& request) { return answer(request, doors); });
  };
  add("POST", "/api/v1/questions", post_question);
  add("GET", "/api/v1/questions", get_questions);
  add("GET", "/api/v1/questions/{slug}", get_question);
  add("GET", "/api/v1/questions/status/{token}", get_status);
}

}  // namespace luytre::citizens
