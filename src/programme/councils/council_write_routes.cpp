// What is written about councils.
#include "platform/inspection/read_wish.h"
#include "programme/councils/convene.h"
#include "programme/councils/council_routes.h"
#include "programme/councils/preside.h"
#include "programme/councils/speak.h"
#include "programme/councils/take_back_conflict.h"
#include "programme/councils/vote.h"

namespace luytre::councils {
namespace {

using inspection::choice;

constexpr std::string_view expected_version = "expected_version";

Member read_member(http::Members& members) {
  Member member;
  member.account = members.text("account");
  member.duty = choice<Duty>(members, "duty", duty_named, "chair, deputy, secretary, member");
  member.name = members.text("name", title_bytes_max);
  member.organisation = members.text_or_empty("organisation", title_bytes_max);
  return member;
}

PlanWish read_plan(http::Members& members) {
  PlanWish wish;
  wish.title = members.text("title", title_bytes_max);
  wish.held_on = inspection::needed_date(members, "held_on");
  wish.place = members.text("place", title_bytes_max);
  wish.decision = members.text_or_empty("decision", title_bytes_max);
  wish.members = inspection::items(members, "members", members_max, "councils.list_needed", read_member);
  wish.agenda = members.texts("agenda");
  if (wish.agenda.size() > agenda_max) {
    members.refuse("agenda",
                   {"councils.list_needed", {{"name", "agenda"}, {"max", std::to_string(agenda_max)}}, "agenda", {}});
  }
  return wish;
}

Result<http::Response> post_session(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
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
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const PlanWish wish = read_plan(got->members);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  const auto meeting = find_meeting(got->known, request.captured_text("id"));
  if (!meeting) return pass_on(meeting);
  const std::string& province = (*meeting)->session.province;
  const auto may = doors.guard(request.actor, {"councils.convene", province, doors.desk.today(), {}});
  if (!may) return pass_on(may);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto plan = change_plan(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!plan) return pass_on(plan);
  return inspection::written_response(got->asked, {{"event", plan->event}, {"session", plan->session}});
}

Result<http::Response> post_step(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  StepWish wish;
  wish.command = choice<Command>(got->members, "step", command_named,
                                 "open, attend, adjourn, close, present, begin, count, postpone");
  wish.dossier = got->members.text_or_empty("dossier");
  if (got->members.value("present") != nullptr) wish.present = got->members.texts("present");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto stepped = preside(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!stepped) return pass_on(stepped);
  return inspection::written_response(got->asked, {{"event", stepped->event},
                                                   {"step", name_of(wish.command)},
                                                   {"state", stepped->state},
                                                   {"item_state", stepped->item_state}});
}

Result<http::Response> post_conflict(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  ConflictWish wish;
  wish.account = got->members.text_or_empty("account");
  wish.reason =
      choice<ConflictReason>(got->members, "reason_code", conflict_reason_named, "own_unit, own_file, relation, other");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto conflict = declare_conflict(doors.desk, got->asked, got->known, request.captured_text("id"),
                                         request.captured_text("dossier"), wish);
  if (!conflict) return pass_on(conflict);
  return inspection::written_response(got->asked, {{"event", conflict->event}, {"account", conflict->account}});
}

Result<http::Response> post_taking_back(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const std::string account = got->members.text_or_empty("account");
  const std::string words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto back = take_back_conflict(doors.desk, got->asked, got->known, request.captured_text("id"),
                                       request.captured_text("dossier"), account, words);
  if (!back) return pass_on(back);
  return inspection::written_response(got->asked, {{"event", back->event}, {"account", back->account}});
}

Result<http::Response> post_opinion(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  OpinionWish wish;
  if (got->members.value("reason_codes") != nullptr) wish.reason_codes = got->members.texts("reason_codes");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto opinion = say_opinion(doors.desk, got->asked, got->known, request.captured_text("id"),
                                   request.captured_text("dossier"), wish);
  if (!opinion) return pass_on(opinion);
  return inspection::written_response(got->asked, {{"event", opinion->event}});
}

Result<http::Response> post_vote(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  VoteWish wish;
  wish.choice = choice<Choice>(got->members, "choice", choice_named, "yes, no, abstain");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event =
      vote(doors.desk, got->asked, got->known, request.captured_text("id"), request.captured_text("dossier"), wish);
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

ViewWish read_view(http::Members& members) {
  ViewWish wish;
  wish.criterion = members.text_or_empty("criterion");
  wish.outcome =
      choice<engine::Outcome>(members, "outcome", view_outcome, "met, basically_met, not_met, not_applicable");
  wish.words = members.text_or_empty("words", words_bytes_max);
  return wish;
}

Result<http::Response> post_views(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto wishes = inspection::items(got->members, "items", views_at_once_max, "councils.list_needed", read_view);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = record_views(doors.desk, got->asked, got->known, request.captured_text("id"),
                                  request.captured_text("dossier"), wishes, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}, {"items", wishes.size()}});
}

Result<http::Response> post_close(const http::Request& request, const CouncilDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const std::string words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto closed = close_item(doors.desk, got->asked, got->known, request.captured_text("id"),
                                 request.captured_text("dossier"), words, expected);
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
  router.post("/api/v1/councils/{id}/items/{dossier}/conflict/taking-back", with(post_taking_back));
  router.post("/api/v1/councils/{id}/items/{dossier}/opinion", with(post_opinion));
  router.post("/api/v1/councils/{id}/items/{dossier}/vote", with(post_vote));
  router.post("/api/v1/councils/{id}/items/{dossier}/views", with(post_views));
  router.post("/api/v1/councils/{id}/items/{dossier}/close", with(post_close));
}

}  // namespace luytre::councils
