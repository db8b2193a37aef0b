// What is written about rounds, slips left out: slip_routes.cpp.
#include "platform/inspection/read_wish.h"
#include "programme/surveys/audio.h"
#include "programme/surveys/plan.h"
#include "programme/surveys/review.h"
#include "programme/surveys/seal.h"
#include "programme/surveys/send.h"
#include "programme/surveys/survey_routes.h"
#include "programme/surveys/take_step.h"
#include "programme/surveys/tasks.h"

namespace luytre::surveys {
namespace {

using inspection::choice;

constexpr std::string_view expected_version = "expected_version";

FrameWish read_frame(http::Members& members) {
  FrameWish wish;
  wish.village = members.text("village");
  wish.households = inspection::needed_integer(members, "households");
  wish.as_of = inspection::needed_date(members, "as_of");
  wish.source = members.text("source", short_bytes_max);
  return wish;
}

ThresholdWish read_threshold(http::Members& members) {
  ThresholdWish wish;
  wish.what = choice<What>(members, "what", what_named, "overall, each_item, coverage");
  wish.percent = members.text("percent", 20);
  wish.document = members.text_or_empty("document", short_bytes_max);
  wish.words = members.text_or_empty("words", words_bytes_max);
  return wish;
}

RoundWish read_round(http::Members& members) {
  RoundWish wish;
  wish.unit = members.text("unit");
  wish.tier = members.text("tier");
  wish.set = members.text_or_empty("set");
  wish.form = members.text("form");
  wish.document = members.text("document", short_bytes_max);
  wish.opens_on = inspection::needed_date(members, "opens_on");
  wish.closes_on = inspection::needed_date(members, "closes_on");
  wish.sample = choice<Sample>(members, "sample", sample_named, "every_household, share_of_households");
  wish.sample_percent = members.text_or_empty("sample_percent", 20);
  wish.replaces = members.text_or_empty("replaces");
  wish.frame = inspection::items(members, "frame", villages_max, "surveys.list_needed", read_frame);
  if (members.value("thresholds") != nullptr) {
    wish.thresholds = inspection::items(members, "thresholds", 20, "surveys.list_needed", read_threshold);
  }
  return wish;
}

json::array notes_value(const Round& round) {
  json::array notes;
  for (const Note& each : round.notes) {
    json::value problem = nullptr;
    if (!each.problem.empty()) {
      const Problem told{each.problem, {{"percent", each.percent}}, std::string(name_of(each.what)), {}};
      problem = http::problem_value(told, Language::vi);
    }
    notes.push_back(json::object{{"what", name_of(each.what)},
                                 {"percent", each.percent},
                                 {"document", each.document},
                                 {"words", each.words},
                                 {"problem", std::move(problem)}});
  }
  return notes;
}

Result<http::Response> post_round(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const RoundWish wish = read_round(got->members);
  // Who may not plan is told so before anything about the plan.
  const auto may = doors.guard(request.actor, {"surveys.plan", wish.unit, doors.desk.today(), {}});
  if (!may) return pass_on(may);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto round = plan_round(doors.desk, got->asked, got->known, wish);
  if (!round) return pass_on(round);
  return inspection::written_response(got->asked,
                                      {{"event", round->event}, {"round", round->id}, {"notes", notes_value(*round)}});
}

Result<http::Response> post_frame(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto frame = inspection::items(got->members, "villages", villages_max, "surveys.list_needed", read_frame);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = change_frame(doors.desk, got->asked, got->known, request.captured_text("id"), frame, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}});
}

std::optional<Command> step_named(std::string_view name) {
  const auto command = command_named(name);
  constexpr Command steps[] = {Command::approve, Command::train, Command::consolidate, Command::display,
                               Command::confirm, Command::send,  Command::give_back,   Command::cancel};
  if (command && std::find(std::begin(steps), std::end(steps), *command) != std::end(steps)) return command;
  return std::nullopt;
}

Result<http::Response> post_step(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  StepWish wish;
  wish.command = choice<Command>(got->members, "step", step_named,
                                 "approve, train, consolidate, display, confirm, send, return, cancel");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const std::string dossier = got->members.text_or_empty("dossier");
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const std::string id = request.captured_text("id");
  if (wish.command == Command::send) {
    const auto sent = send_round(doors.desk, got->asked, got->known, id, dossier, expected);
    if (!sent) return pass_on(sent);
    return inspection::written_response(got->asked, {{"event", sent->event}, {"dossier", sent->dossier}});
  }
  const auto event = take_step(doors.desk, got->asked, got->known, id, wish, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}, {"step", name_of(wish.command)}});
}

Result<http::Response> post_seal(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const std::string words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto sealed = seal_village(doors.desk, got->asked, got->known, request.captured_text("id"),
                                   request.captured_text("village"), words, expected);
  if (!sealed) return pass_on(sealed);
  return inspection::written_response(got->asked, {{"event", sealed->event}, {"village", sealed->village}});
}

Result<http::Response> post_review(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  ReviewWish wish;
  wish.verdict = choice<ReviewVerdict>(got->members, "verdict", review_verdict_named, "answered, accepted, refused");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = review_anomaly(doors.desk, got->asked, got->known, request.captured_text("id"),
                                    request.captured_text("anomaly"), wish, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}, {"verdict", name_of(wish.verdict)}});
}

Result<http::Response> post_task(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  TaskWish wish;
  wish.question = got->members.text_or_empty("question");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  wish.given_to = got->members.text("given_to");
  wish.due_on = inspection::needed_date(got->members, "due_on");
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto task = make_task(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!task) return pass_on(task);
  return inspection::written_response(got->asked, {{"event", task->event}, {"task", task->id}});
}

Result<http::Response> post_task_answer(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const std::string words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  if (auto may = may_somewhere(doors, request.actor, "surveys.answer_task"); !may) return pass_on(may);
  const auto event = answer_task(doors.desk, got->asked, got->known, request.captured_text("id"),
                                 request.captured_text("task"), words, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}});
}

// A form with the field `unit` (whose Front records it) and the sound as its file; without a file it is taken away.
Result<http::Response> post_audio(const http::Request& request, const SurveyDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  const std::string unit = upload->fields.text("unit");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const auto may = doors.guard(request.actor, {"surveys.record_audio", unit, doors.desk.today(), {}});
  if (!may) return pass_on(may);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const AudioWish wish{request.captured_text("form"), request.captured_text("question"),
                       request.captured_text("language"), upload->files.front().bytes};
  const auto audio = record_audio(doors.desk, doors.files, *asked, *known, unit, wish);
  if (!audio) return pass_on(audio);
  return inspection::written_response(*asked, {{"event", audio->event}, {"sha256", audio->file}});
}

using Handler = Result<http::Response> (*)(const http::Request&, const SurveyDoors&);

}  // namespace

void add_survey_write_routes(http::Router& router, const SurveyDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.post("/api/v1/surveys", with(post_round));
  router.post("/api/v1/surveys/forms/{form}/audio/{question}/{language}", with(post_audio));
  router.post("/api/v1/surveys/{id}/frame", with(post_frame));
  router.post("/api/v1/surveys/{id}/steps", with(post_step));
  router.post("/api/v1/surveys/{id}/tasks", with(post_task));
  router.post("/api/v1/surveys/{id}/tasks/{task}/answers", with(post_task_answer));
  router.post("/api/v1/surveys/{id}/anomalies/{anomaly}/reviews", with(post_review));
  router.post("/api/v1/surveys/{id}/villages/{village}/seal", with(post_seal));
}

}  // namespace luytre::surveys
