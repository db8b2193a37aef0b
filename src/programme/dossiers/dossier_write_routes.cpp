// What is written about dossiers.
#include <algorithm>

#include "platform/inspection/read_wish.h"
#include "programme/dossiers/appraise.h"
#include "programme/dossiers/change_due.h"
#include "programme/dossiers/dossier_routes.h"
#include "programme/dossiers/freeze_assessment.h"
#include "programme/dossiers/open_dossier.h"
#include "programme/dossiers/say_opinion.h"
#include "programme/dossiers/take_step.h"

namespace luytre::dossiers {
namespace {

using inspection::choice;
using inspection::needed_date;

constexpr std::string_view expected_version = "expected_version";

Result<http::Response> post_dossier(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  DossierWish wish;
  wish.purpose =
      choice<criteria::Purpose>(members, "purpose", criteria::purpose_named, "recognition, revocation", false);
  wish.unit = members.text("unit");
  wish.tier = members.text("tier");
  wish.year = static_cast<int>(std::clamp<std::int64_t>(inspection::needed_integer(members, "year"), 0, 9999));
  wish.set = members.text_or_empty("set");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto dossier = open_dossier(doors.desk, got->asked, got->known, wish);
  if (!dossier) return pass_on(dossier);
  return inspection::written_response(
      got->asked, {{"event", dossier->event}, {"dossier", dossier->id}, {"workflow", dossier->workflow}});
}

Result<http::Response> post_assessment(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto as_of = needed_date(got->members, "as_of");
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto frozen =
      freeze_assessment(doors.desk, got->asked, got->known, request.captured_text("id"), *as_of, expected);
  if (!frozen) return pass_on(frozen);
  return inspection::written_response(got->asked, {{"event", frozen->event},
                                                   {"version", frozen->version},
                                                   {"known_at", frozen->known_at},
                                                   {"outcome", engine::name_of(frozen->outcome)},
                                                   {"criteria_met", frozen->criteria_met},
                                                   {"criteria_total", frozen->criteria_total}});
}

Result<http::Response> post_file(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  FileWish wish;
  wish.part = members.text("part");
  wish.evidence = members.text("evidence");
  wish.words = members.text_or_empty("words", words_bytes_max);
  wish.is_withdrawn = members.flag("withdrawn");
  const auto expected = inspection::needed_integer(members, expected_version);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto evidence = doors.evidence(request.actor, wish.evidence);
  if (!evidence) return pass_on(evidence);
  const auto file =
      put_file(doors.desk, got->asked, got->known, request.captured_text("id"), wish, *evidence, expected);
  if (!file) return pass_on(file);
  return inspection::written_response(got->asked, {{"event", file->event}, {"part", file->part}});
}

Result<http::Response> post_opinion(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  OpinionWish wish;
  wish.voice = choice<Voice>(members, "voice", voice_named, "front, organisation, resident, other");
  wish.words = members.text("words", words_bytes_max);
  wish.day = inspection::date_member(members, "day");
  const auto expected = inspection::needed_integer(members, expected_version);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto opinion = say_opinion(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!opinion) return pass_on(opinion);
  return inspection::written_response(got->asked, {{"event", opinion->event}, {"opinion", opinion->id}});
}

Result<http::Response> post_answer(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const std::string words = got->members.text("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto answer = answer_opinion(doors.desk, got->asked, got->known, request.captured_text("id"),
                                     request.captured_text("opinion"), words, expected);
  if (!answer) return pass_on(answer);
  return inspection::written_response(got->asked, {{"event", answer->event}, {"opinion", answer->opinion}});
}

std::optional<engine::Outcome> finding_named(std::string_view name) {
  for (const auto outcome : {engine::Outcome::met, engine::Outcome::basically_met, engine::Outcome::not_met,
                             engine::Outcome::not_applicable}) {
    if (engine::name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

FindingWish read_finding(http::Members& members) {
  FindingWish wish;
  wish.indicator = members.text("indicator");
  wish.outcome =
      choice<engine::Outcome>(members, "outcome", finding_named, "met, basically_met, not_met, not_applicable");
  wish.reason_code = members.text_or_empty("reason_code");
  wish.words = members.text_or_empty("words", words_bytes_max);
  return wish;
}

Result<http::Response> post_findings(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  const auto version = members.integer("version");
  const auto wishes = inspection::items(members, "items", findings_at_once_max, "dossiers.too_many", read_finding);
  if (auto read = members.finish(); !read) return pass_on(read);
  const int looked_at = static_cast<int>(std::clamp<std::int64_t>(version.value_or(0), 0, 100'000));
  const auto event = appraise(doors.desk, got->asked, got->known, request.captured_text("id"), wishes, looked_at);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}, {"items", wishes.size()}});
}

Result<http::Response> post_step(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  StepWish wish;
  wish.move =
      choice<criteria::Move>(members, "move", criteria::move_named,
                             "publish, conclude, submit, accept, verify, appraise, recognise, announce, return, "
                             "withdraw, stop, warn, propose, keep, revoke");
  wish.reason_code = members.text_or_empty("reason_code");
  wish.words = members.text_or_empty("words", words_bytes_max);
  wish.decision.number = members.text_or_empty("decision");
  wish.decision.signed_on = inspection::date_member(members, "signed_on");
  wish.decision.in_force = inspection::date_member(members, "in_force");
  wish.decision.evidence = members.text_or_empty("evidence");
  const auto expected = inspection::needed_integer(members, expected_version);
  if (auto read = members.finish(); !read) return pass_on(read);
  if (!wish.decision.evidence.empty()) {
    const auto evidence = doors.evidence(request.actor, wish.decision.evidence);
    if (!evidence) return pass_on(evidence);
  }
  const auto step = take_step(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!step) return pass_on(step);
  return inspection::written_response(
      got->asked,
      {{"event", step->event}, {"move", name_of(wish.move)}, {"stage", step->to}, {"version", step->version}});
}

Result<http::Response> post_due(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto due_on = needed_date(got->members, "due_on");
  const std::string reason = got->asked.reason;
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto change =
      change_due(doors.desk, got->asked, got->known, request.captured_text("id"), *due_on, reason, expected);
  if (!change) return pass_on(change);
  return inspection::written_response(got->asked, {{"event", change->event}, {"due_on", change->due_on.text()}});
}

Result<http::Response> post_transfer(const http::Request& request, const DossierDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto step = transfer(doors.desk, got->asked, got->known, request.captured_text("id"), expected);
  if (!step) return pass_on(step);
  return inspection::written_response(got->asked,
                                      {{"event", step->event}, {"stage", step->to}, {"workflow", step->workflow}});
}

using Handler = Result<http::Response> (*)(const http::Request&, const DossierDoors&);

}  // namespace

void add_dossier_write_routes(http::Router& router, const DossierDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.post("/api/v1/dossiers", with(post_dossier));
  router.post("/api/v1/dossiers/{id}/assessment", with(post_assessment));
  router.post("/api/v1/dossiers/{id}/files", with(post_file));
  router.post("/api/v1/dossiers/{id}/opinions", with(post_opinion));
  router.post("/api/v1/dossiers/{id}/opinions/{opinion}/answer", with(post_answer));
  router.post("/api/v1/dossiers/{id}/findings", with(post_findings));
  router.post("/api/v1/dossiers/{id}/steps", with(post_step));
  router.post("/api/v1/dossiers/{id}/due", with(post_due));
  router.post("/api/v1/dossiers/{id}/transfer", with(post_transfer));
}

}  // namespace luytre::dossiers
