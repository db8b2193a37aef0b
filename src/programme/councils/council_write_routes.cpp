// What is written about councils.
#include "platform/inspection/write_request.h"
#include "programme/councils/convene.h"
#include "programme/councils/council_routes.h"
#include "programme/councils/preside.h"
#include "programme/councils/speak.h"
#include "programme/councils/vote.h"

namespace luytre::councils {
namespace {

// What every write here begins with.
struct Given {
  commands::Asked asked;
  http::Members members;
  Known known;
  std::string id;
  std::string dossier;
};

Result<Given> given(const http::Request& request, const CouncilDoors& doors, bool has_id, bool has_item) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  members->text_or_empty("reason", words_bytes_max);
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return Given{*std::move(asked), *std::move(members), *std::move(known),
               has_id ? request.captured_text("id") : std::string(),
               has_item ? request.captured_text("dossier") : std::string()};
}

EventNumber expected_of(http::Members& members) {
  const auto expected = members.integer("expected_version");
  if (!expected && members.value("expected_version") == nullptr) members.text("expected_version");
  return expected.value_or(0);
}

template <class Word>
Word choice(http::Members& members, std::string_view name, std::optional<Word> (*named)(std::string_view),
            const std::string& choices) {
  const std::string text = members.text(name);
  const auto found = named(text);
  if (!text.empty() && !found) {
    members.refuse(
        name, {"http.choice_unknown", {{"name", std::string(name)}, {"text", text}, {"choices", choices}}, "", {}});
  }
  return found.value_or(Word{});
}

Member read_member(const json::value& item, std::size_t at, http::Members& body) {
  const std::string where = "members/" + std::to_string(at);
  const json::object* object = item.if_object();
  http::Members members(object == nullptr ? json::object{} : *object);
  Member member;
  member.account = members.text("account");
  member.duty = choice<Duty>(members, "duty", duty_named, "chair, deputy, secretary, member");
  member.name = members.text("name", title_bytes_max);
  member.organisation = members.text_or_empty("organisation", title_bytes_max);
  if (auto read = members.finish(); !read) {
    Problem problem = std::move(read).error();
    problem.where = where;
    body.refuse("members", std::move(problem));
  }
  return member;
}

// The list under `name`, or nullptr: absent, empty or longer than it may be, and told.
const json::array* list_of(http::Members& members, std::string_view name, std::size_t max) {
  const json::value* value = members.value(name);
  const json::array* list = value == nullptr ? nullptr : value->if_array();
  if (list != nullptr && !list->empty() && list->size() <= max) return list;
  members.refuse(
      name,
      {"councils.list_needed", {{"name", std::string(name)}, {"max", std::to_string(max)}}, std::string(name), {}});
  return nullptr;
}

PlanWish read_plan(http::Members& members) {
  PlanWish wish;
  wish.title = members.text("title", title_bytes_max);
  members.text("held_on");
  wish.held_on = inspection::date_member(members, "held_on");
  wish.place = members.text("place", title_bytes_max);
  wish.decision = members.text_or_empty("decision", title_bytes_max);
  if (const json::array* list = list_of(members, "members", members_max)) {
    for (std::size_t at = 0; at < list->size(); ++at) wish.members.push_back(read_member((*list)[at], at, members));
  }
  wish.agenda = members.texts("agenda");
  if (wish.agenda.size() > agenda_max) {
    members.refuse("agenda",
                   {"councils.list_needed", {{"name", "agenda"}, {"max", std::to_string(agenda_max)}}, "agenda", {}});
  }
  return wish;
}

Result<http::Response> post_session(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, false, false);
  if (!got) return pass_on(got);
  const std::string province = got->members.text("province");
  const PlanWish wish = read_plan(got->members);
  // Who may not convene is told so before anything about the plan.
  const auto may = doors.guard(request.actor, {"councils.convene", province, doors.desk.today(), {}});
  if (!may) return pass_on(may);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto plan = convene(doors.desk, got->asked, got->known, province, wish);
  if (!plan) return pass_on(plan);
  return inspection::written_response(got->asked, {{"event", plan->event}, {"session", plan->session}});
}

Result<http::Response> post_change(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, false);
  if (!got) return pass_on(got);
  const PlanWish wish = read_plan(got->members);
  const auto expected = expected_of(got->members);
  const auto meeting = find_meeting(got->known, got->id);
  if (!meeting) return pass_on(meeting);
  const std::string& province = (*meeting)->session.province;
  const auto may = doors.guard(request.actor, {"councils.convene", province, doors.desk.today(), {}});
  if (!may) return pass_on(may);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto plan = change_plan(doors.desk, got->asked, got->known, got->id, wish, expected);
  if (!plan) return pass_on(plan);
  return inspection::written_response(got->asked, {{"event", plan->event}, {"session", plan->session}});
}

Result<http::Response> post_step(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, false);
  if (!got) return pass_on(got);
  StepWish wish;
  wish.command = choice<Command>(got->members, "step", command_named,
                                 "open, attend, adjourn, close, present, begin, count, postpone");
  wish.dossier = got->members.text_or_empty("dossier");
  if (got->members.value("present") != nullptr) wish.present = got->members.texts("present");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = expected_of(got->members);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto stepped = preside(doors.desk, got->asked, got->known, got->id, wish, expected);
  if (!stepped) return pass_on(stepped);
  return inspection::written_response(got->asked, {{"event", stepped->event},
                                                   {"step", name_of(wish.command)},
                                                   {"state", stepped->state},
                                                   {"item_state", stepped->item_state}});
}

Result<http::Response> post_conflict(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, true);
  if (!got) return pass_on(got);
  ConflictWish wish;
  wish.account = got->members.text_or_empty("account");
  wish.reason =
      choice<ConflictReason>(got->members, "reason_code", conflict_reason_named, "own_unit, own_file, relation, other");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto conflict = declare_conflict(doors.desk, got->asked, got->known, got->id, got->dossier, wish);
  if (!conflict) return pass_on(conflict);
  return inspection::written_response(got->asked, {{"event", conflict->event}, {"account", conflict->account}});
}

Result<http::Response> post_opinion(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, true);
  if (!got) return pass_on(got);
  OpinionWish wish;
  if (got->members.value("reason_codes") != nullptr) wish.reason_codes = got->members.texts("reason_codes");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto opinion = say_opinion(doors.desk, got->asked, got->known, got->id, got->dossier, wish);
  if (!opinion) return pass_on(opinion);
  return inspection::written_response(got->asked, {{"event", opinion->event}});
}

Result<http::Response> post_vote(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, true);
  if (!got) return pass_on(got);
  VoteWish wish;
  wish.choice = choice<Choice>(got->members, "choice", choice_named, "yes, no, abstain");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = vote(doors.desk, got->asked, got->known, got->id, got->dossier, wish);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}});
}

std::optional<engine::Outcome> view_outcome(std::string_view name) {
  for (const auto outcome : {engine::Outcome::met, engine::Outcome::basically_met, engine::Outcome::not_met,
                             engine::Outcome::not_applicable}) {
    if (engine::name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

ViewWish read_view(const json::value& item, std::size_t at, http::Members& body) {
  const json::object* object = item.if_object();
  http::Members members(object == nullptr ? json::object{} : *object);
  ViewWish wish;
  wish.criterion = members.text_or_empty("criterion");
  wish.outcome =
      choice<engine::Outcome>(members, "outcome", view_outcome, "met, basically_met, not_met, not_applicable");
  wish.words = members.text_or_empty("words", words_bytes_max);
  if (auto read = members.finish(); !read) {
    Problem problem = std::move(read).error();
    problem.where = "items/" + std::to_string(at);
    body.refuse("items", std::move(problem));
  }
  return wish;
}

Result<http::Response> post_views(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, true);
  if (!got) return pass_on(got);
  std::vector<ViewWish> wishes;
  if (const json::array* list = list_of(got->members, "items", views_at_once_max)) {
    for (std::size_t at = 0; at < list->size(); ++at) wishes.push_back(read_view((*list)[at], at, got->members));
  }
  const auto expected = expected_of(got->members);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = record_views(doors.desk, got->asked, got->known, got->id, got->dossier, wishes, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}, {"items", wishes.size()}});
}

Result<http::Response> post_close(const http::Request& request, const CouncilDoors& doors) {
  auto got = given(request, doors, true, true);
  if (!got) return pass_on(got);
  const std::string words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = expected_of(got->members);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto closed = close_item(doors.desk, got->asked, got->known, got->id, got->dossier, words, expected);
  if (!closed) return pass_on(closed);
  return inspection::written_response(
      got->asked, {{"event", closed->event}, {"result", name_of(closed->conclusion)}, {"stage", closed->stage}});
}

using Handler = Result<http::Response> (*)(const http::Request&, const CouncilDoors&);

}  // namespace

void add_council_write_routes(http::Router& router, const CouncilDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.post("/api/v1/councils", with(post_session));
  router.post("/api/v1/councils/{id}/changes", with(post_change));
  router.post("/api/v1/councils/{id}/steps", with(post_step));
  router.post("/api/v1/councils/{id}/items/{dossier}/conflict", with(post_conflict));
  router.post("/api/v1/councils/{id}/items/{dossier}/opinion", with(post_opinion));
  router.post("/api/v1/councils/{id}/items/{dossier}/vote", with(post_vote));
  router.post("/api/v1/councils/{id}/items/{dossier}/views", with(post_views));
  router.post("/api/v1/councils/{id}/items/{dossier}/close", with(post_close));
}

}  // namespace luytre::councils
