// What staff see and do: their inbox, one task, its steps.
#include <algorithm>
#include <map>
#include <tuple>

#include "platform/http/parameters.h"
#include "platform/inspection/read_wish.h"
#include "programme/citizens/citizens_routes.h"
#include "programme/citizens/citizens_view.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/question_store.h"
#include "programme/citizens/redact.h"
#include "programme/citizens/subscription.h"
#include "programme/citizens/take_step.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t answer_bytes_max = answer_characters_max * 4;

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

// Answers each different ask once for a request.
class Rights {
 public:
  Rights(const http::Request& request, const CitizensDoors& doors) : request_(request), doors_(doors) {}
  bool may(const access::Ask& ask) {
    const auto key = std::make_tuple(ask.act, ask.unit, ask.day ? ask.day->days() : 0);
    const auto known = answers_.find(key);
    if (known != answers_.end()) return known->second;
    return answers_[key] = bool(doors_.guard(request_.actor, ask));
  }
  bool may(const Known& known, const Course& course, Command command) {
    if (!after(course.question.kind, course.state, command)) return false;
    if (command == Command::answer && !is_of_desk(doors_.desk, request_.actor, course)) return false;
    return may(ask_of(known, course, command));
  }
  // Anything but giving it on or sending it away again.
  bool is_turn(const Known& known, const Course& course) {
    switch (course.state) {
      case State::received:
        return may(known, course, course.question.kind == Kind::photo ? Command::take_down : Command::accept);
      case State::accepted:
        return may(known, course, Command::answer);
      case State::answered:
        return may(known, course, Command::publish);
      default:
        return false;
    }
  }
  bool may_view(const Known& known, const Course& course) {
    if (may(ask_to_view(known, course.question))) return true;
    return course.question.kind != Kind::photo && may(ask_of(known, course, Command::answer));
  }

 private:
  const http::Request& request_;
  const CitizensDoors& doors_;
  std::map<std::tuple<std::string, std::string, int>, bool> answers_;
};

Done must_be_signed_in(const http::Request& request, const CitizensDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {"citizens.view", "", {}, {}});
}

struct InboxAsked {
  std::optional<State> state;
  std::string turn;
  bool is_mine = false, is_overdue = false;
  std::size_t limit = 0;
  std::optional<std::vector<std::string>> after;
};

Result<InboxAsked> read_inbox(const http::Request& request) {
  auto fits = http::check_parameters(request, {"state", "turn", "mine", "overdue", "limit", "cursor"});
  if (!fits) return pass_on(fits);
  const auto state = http::choice_parameter(
      request, "state",
      {"received", "accepted", "answered", "refused", "published", "private", "withdrawn", "taken_down"});
  if (!state) return pass_on(state);
  const auto turn = http::choice_parameter(request, "turn", {"moderator", "owner", "publisher", "data_protection"});
  if (!turn) return pass_on(turn);
  const auto mine = http::flag_parameter(request, "mine");
  if (!mine) return pass_on(mine);
  const auto overdue = http::flag_parameter(request, "overdue");
  if (!overdue) return pass_on(overdue);
  const auto limit = http::limit_parameter(request, 50, 200);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 3);
  if (!cursor) return pass_on(cursor);
  InboxAsked asked{std::nullopt, turn->value_or(""), *mine, *overdue, *limit, *cursor};
  if (*state) asked.state = state_named(**state);
  return asked;
}

// What waits first, then by the day it is due; what is over last, newest first by its number.
std::vector<std::string> key_of(const Course& course) {
  const Question& question = course.question;
  if (is_over(course.state)) {
    return {"2", std::to_string(9'000'000'000'000'000 - question.event), question.id};
  }
  return {question.kind == Kind::photo ? "0" : "1", question.due_on ? question.due_on->text() : "9999", question.id};
}

Result<http::Response> get_inbox(const http::Request& request, const CitizensDoors& doors) {
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto asked = read_inbox(request);
  if (!asked) return pass_on(asked);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const Date today = doors.desk.today();
  Rights rights(request, doors);
  std::vector<std::pair<std::vector<std::string>, const Course*>> found;
  std::int64_t mine = 0, overdue = 0, open = 0;
  for (const Course& course : known->questions->all()) {
    if (!rights.may_view(*known, course)) continue;
    const bool is_turn = !is_over(course.state) && rights.is_turn(*known, course);
    mine += is_turn ? 1 : 0;
    overdue += course.is_overdue(today) ? 1 : 0;
    open += is_over(course.state) ? 0 : 1;
    if (asked->is_mine && !is_turn) continue;
    if (asked->is_overdue && !course.is_overdue(today)) continue;
    if (asked->state && course.state != *asked->state) continue;
    if (!asked->turn.empty() && turn_of(course.question.kind, course.state) != asked->turn) continue;
    auto key = key_of(course);
    if (asked->after && key <= *asked->after) continue;
    found.emplace_back(std::move(key), &course);
  }
  std::sort(found.begin(), found.end());
  json::object object{{"counts", json::object{{"open", open}, {"mine", mine}, {"overdue", overdue}}},
                      {"questions", json::array{}},
                      {"next_cursor", nullptr}};
  if (found.size() > asked->limit) {
    found.resize(asked->limit);
    object["next_cursor"] = http::encode_cursor(found.back().first);
  }
  for (const auto& [key, course] : found) {
    json::object row = to_staff_row(*course, *known, doors.desk);
    row["is_my_turn"] = rights.is_turn(*known, *course);
    object["questions"].as_array().push_back(std::move(row));
  }
  return for_staff(request, std::move(object), *known);
}

Result<http::Response> get_one(const http::Request& request, const CitizensDoors& doors) {
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  if (auto fits = http::check_parameters(request, {}); !fits) return pass_on(fits);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const std::string id = request.captured_text("id");
  const Course* course = known->questions->find(id);
  if (course == nullptr) return refuse("citizens.unknown", {{"question", id}});
  Rights rights(request, doors);
  if (!rights.may_view(*known, *course)) {
    return pass_on(doors.guard(request.actor, ask_to_view(*known, course->question)));
  }
  std::optional<std::string> words;
  bool has_contact = false;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    auto found = read_words(database, id, doors.desk.server_key);
    if (!found) return pass_on(found);
    words = *std::move(found);
    const auto contact = find_contact(database, id);
    if (!contact) return pass_on(contact);
    has_contact = contact->has_value();
    return {};
  });
  if (!read) return pass_on(read);
  json::object object = to_staff_json(*course, *known, doors.desk, words, has_contact, doors.name_of_actor);
  json::array may;
  for (const Command command : commands_at(course->question.kind, course->state)) {
    if (rights.may(*known, *course, command)) may.emplace_back(name_of(command));
  }
  object["may"] = std::move(may);
  object["is_my_turn"] = rights.is_turn(*known, *course);
  return for_staff(request, std::move(object), *known);
}

std::vector<Mark> marks_of_body(http::Members& members) {
  const json::value* value = members.value("marks");
  if (value == nullptr || value->is_null()) return {};
  auto marks = marks_of(compact(*value));
  const bool is_list = value->is_array();
  if (!is_list || marks.size() != value->as_array().size()) {
    members.refuse("marks", {"citizens.bad_marks", {{"max", std::to_string(marks_max)}}, "marks", {}});
  }
  return marks;
}

Result<http::Response> post_step(const http::Request& request, const CitizensDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  StepWish wish;
  wish.question = request.captured_text("id");
  wish.command = inspection::choice<Command>(
      members, "step", command_named, "accept, refuse, give, answer, send_back, publish, close, withdraw, take_down");
  wish.expected = inspection::needed_integer(members, "expected_version");
  wish.given_to = members.text_or_empty("given_to");
  wish.reason =
      inspection::choice<Reason>(members, "because", reason_named,
                                 "spam, duplicate, insult, personal, not_ours, unclear, no_picture, may_stay", false);
  wish.words = members.text_or_empty("words", answer_bytes_max);
  wish.title = members.text_or_empty("title");
  wish.picture = members.text_or_empty("picture");
  wish.correction = {members.text_or_empty("correction_kind"), members.text_or_empty("correction_id")};
  wish.marks = marks_of_body(members);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = take_step(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return inspection::written_response(
      got->asked,
      {{"event", taken->event},
       {"version", taken->event},
       {"state", name_of(taken->state)},
       {"slug", taken->slug.empty() ? json::value() : json::value(taken->slug)},
       {"to_do", taken->must_be_done_by_hand ? json::value(json::object{{"vi", say("citizens.by_hand", Language::vi)},
                                                                        {"en", say("citizens.by_hand", Language::en)}})
                                             : json::value()}});
}

Result<http::Response> get_subscriptions(const http::Request& request, const CitizensDoors& doors) {
  if (auto may = doors.guard(request.actor, {"citizens.count", "", {}, {}}); !may) return pass_on(may);
  if (auto fits = http::check_parameters(request, {}); !fits) return pass_on(fits);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  SubscriptionCounts counts;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    const auto counted = count_subscriptions(database);
    if (counted) counts = *counted;
    return counted ? Done{} : Done(pass_on(counted));
  });
  if (!read) return pass_on(read);
  return for_staff(request,
                   {{"confirmed", counts.confirmed},
                    {"daily", counts.daily},
                    {"weekly", counts.weekly},
                    {"waiting", counts.waiting},
                    {"waiting_mails", counts.mails}},
                   *known);
}

using Answer = Result<http::Response> (*)(const http::Request&, const CitizensDoors&);

}  // namespace

void add_inbox_routes(http::Router& router, const CitizensDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/citizens/questions", with(get_inbox));
  router.get("/api/v1/citizens/questions/{id}", with(get_one));
  router.post("/api/v1/citizens/questions/{id}/steps", with(post_step));
  router.get("/api/v1/citizens/subscriptions", with(get_subscriptions));
}

}  // namespace luytre::citizens
