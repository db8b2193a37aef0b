// What is written about periods and reports.
#include "platform/inspection/read_wish.h"
#include "programme/reporting/form.h"
#include "programme/reporting/open_period.h"
#include "programme/reporting/remark.h"
#include "programme/reporting/remind.h"
#include "programme/reporting/reporting_routes.h"
#include "programme/reporting/reporting_store.h"
#include "programme/reporting/take_step.h"
#include "programme/reporting/verify.h"

namespace luytre::reporting {
namespace {

using inspection::choice;
using inspection::needed_date;

Result<http::Response> post_period(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  PeriodWish wish;
  wish.set = members.text("set");
  wish.province = members.text("province");
  wish.title_vi = members.text("title", title_bytes_max);
  wish.title_en = members.text_or_empty("title_en", title_bytes_max);
  wish.as_of = needed_date(members, "as_of");
  wish.opens_on = inspection::date_member(members, "opens_on");
  wish.due_on = needed_date(members, "due_on");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto period = open_period(doors.desk, got->asked, got->known, wish);
  if (!period) return pass_on(period);
  return inspection::written_response(got->asked, {{"event", period->event}, {"period", period->id}});
}

Result<http::Response> post_change(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ChangeWish wish;
  wish.kind = choice<ChangeKind>(members, "change", change_named, "locked, reopened, due_moved");
  wish.unit = members.text_or_empty("unit");
  wish.due_on = inspection::date_member(members, "due_on");
  wish.reason = members.text_or_empty("reason", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto change = change_period(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!change) return pass_on(change);
  return inspection::written_response(
      got->asked, {{"event", change->event}, {"change", name_of(change->kind)}, {"unit", change->unit}});
}

Result<http::Response> post_step(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  StepWish wish;
  wish.kind = choice<StepKind>(members, "step", step_named, "submitted, signed, returned");
  wish.seen = members.integer("seen").value_or(0);
  wish.reason_code = members.text_or_empty("reason_code");
  wish.words = members.text_or_empty("words", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto step =
      take_step(doors.desk, got->asked, got->known, request.captured_text("id"), request.captured_text("unit"), wish);
  if (!step) return pass_on(step);
  return inspection::written_response(
      got->asked,
      {{"event", step->event}, {"step", name_of(step->kind)}, {"version", step->version}, {"is_late", step->is_late}});
}

Result<http::Response> post_remark(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  const std::string indicator = members.text("indicator");
  const std::string words = members.text("words", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto remark = make_remark(doors.desk, got->asked, got->known, request.captured_text("id"),
                                  request.captured_text("unit"), indicator, words);
  if (!remark) return pass_on(remark);
  return inspection::written_response(got->asked, {{"event", remark->event}, {"indicator", remark->indicator}});
}

Word read_word(http::Members& members) {
  Word word;
  word.unit = members.text("unit");
  word.indicator = members.text("indicator");
  word.decision = choice<Decision>(members, "decision", decision_named, "verified, returned");
  word.reason_code = members.text_or_empty("reason_code");
  word.words = members.text_or_empty("words", words_bytes_max);
  return word;
}

Result<http::Response> post_verifications(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  const auto seen = members.integer("seen");
  const auto words = inspection::items(members, "items", verified_at_once_max, "reporting.too_many", read_word);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto event = verify(doors.desk, got->asked, got->known, request.captured_text("id"), words, seen.value_or(0));
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked,
                                      {{"event", *event}, {"items", static_cast<std::int64_t>(words.size())}});
}

Result<http::Response> post_reminders(const http::Request& request, const ReportingDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto reminded = remind(doors.desk, got->asked, got->known, request.captured_text("id"));
  if (!reminded) return pass_on(reminded);
  return inspection::written_response(
      got->asked, {{"event", reminded->event}, {"count", static_cast<std::int64_t>(reminded->units)}});
}

using Answer = Result<http::Response> (*)(const http::Request&, const ReportingDoors&);

}  // namespace

void add_reporting_write_routes(http::Router& router, const ReportingDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/reporting/periods", with(post_period));
  router.post("/api/v1/reporting/periods/{id}/change", with(post_change));
  router.post("/api/v1/reporting/periods/{id}/reminders", with(post_reminders));
  router.post("/api/v1/reporting/periods/{id}/verifications", with(post_verifications));
  router.post("/api/v1/reporting/periods/{id}/units/{unit}/step", with(post_step));
  router.post("/api/v1/reporting/periods/{id}/units/{unit}/remarks", with(post_remark));
}

}  // namespace luytre::reporting
