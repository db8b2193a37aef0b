// Slips: printed, handed out, entered, counted again.
#include "platform/inspection/read_wish.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/hand_out.h"
#include "programme/surveys/print_round.h"
#include "programme/surveys/read_slip.h"
#include "programme/surveys/recount.h"
#include "programme/surveys/survey_routes.h"
#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

using inspection::choice;

constexpr std::string_view expected_version = "expected_version";

// Slips that could be read; of the others what is wrong, in `refused`.
std::vector<SlipWish> wishes_of(const criteria::SurveyForm& form, const std::vector<RawSlip>& raw,
                                std::vector<SlipResult>& refused) {
  std::vector<SlipWish> wishes;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    auto wish = wish_of(form, raw[i]);
    if (!wish) {
      refused.push_back({i, SlipState::refused, wish.error()});
      continue;
    }
    wish->row = i;
    wishes.push_back(*std::move(wish));
  }
  return wishes;
}

std::string list_of(const std::vector<std::string>& serials) {
  std::string list = "serial\n";
  for (const std::string& each : serials) list += each + "\n";
  return list;
}

// The only time that the serials are seen: in the bytes of the answer, and nowhere after.
Result<http::Response> post_print(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto count = inspection::needed_integer(got->members, "count");
  const auto expected = inspection::needed_integer(got->members, expected_version);
  // A list for a printer's own layout, or for the choices of a Kobo form.
  const bool is_list = got->members.text_or_empty("format") == "csv";
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const std::string id = request.captured_text("id"), village = request.captured_text("village");
  const auto printed = print_slips(doors.desk, got->asked, got->known, id, village, count, expected);
  if (!printed) return pass_on(printed);
  // A trial keeps no marks: what it would print nobody could ever enter.
  if (got->asked.is_dry_run) return inspection::written_response(got->asked, {{"event", printed->event}});
  const auto course = find_course(got->known, id);
  if (!course) return pass_on(course);
  auto bytes = is_list ? Result<std::string>(list_of(printed->serials))
                       : slips_of(doors, request, got->known, **course, village, printed->serials);
  if (!bytes) return pass_on(bytes);
  auto response = http::document_response(is_list ? "text/csv; charset=utf-8" : "application/pdf", *std::move(bytes));
  response.set("Content-Disposition",
               is_list ? "attachment; filename=\"phieu.csv\"" : "attachment; filename=\"phieu.pdf\"");
  response.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> post_hand_out(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto count = inspection::needed_integer(got->members, "count");
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto event = hand_out(doors.desk, got->asked, got->known, request.captured_text("id"),
                              request.captured_text("village"), count, expected);
  if (!event) return pass_on(event);
  return inspection::written_response(got->asked, {{"event", *event}});
}

Result<http::Response> post_entries(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const auto channel = choice<Channel>(got->members, "channel", channel_named, "paper, meeting, phone, kiosk");
  const auto raw = inspection::items(got->members, "slips", slips_of_batch_max, "surveys.list_needed", read_slip);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto course = find_course(got->known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const auto may =
      doors.guard(request.actor, ask_about(got->known, "surveys.enter", (*course)->round, doors.desk.today()));
  if (!may) return pass_on(may);
  const auto form = form_of((*course)->round, got->known.law());
  if (!form) return pass_on(form);
  std::vector<SlipResult> results;
  const auto wishes = wishes_of(**form, raw, results);
  EventNumber event = 0;
  if (!wishes.empty()) {
    auto entered = enter_slips(doors.desk, got->asked, got->known, (*course)->round.id,
                               request.captured_text("village"), channel, wishes);
    if (!entered) return pass_on(entered);
    event = entered->event;
    std::move(entered->results.begin(), entered->results.end(), std::back_inserter(results));
  }
  return inspection::written_response(
      got->asked, {{"event", event}, {"results", results_value(request, "index", std::move(results))}});
}

Result<http::Response> post_recount(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  RecountWish wish;
  wish.village = got->members.text("village");
  wish.by_unit = got->members.text("by_unit");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto recount = order_recount(doors.desk, got->asked, got->known, request.captured_text("id"), wish, expected);
  if (!recount) return pass_on(recount);
  return inspection::written_response(got->asked, {{"event", recount->event}, {"slips", recount->slips}});
}

Result<http::Response> post_recounted(const http::Request& request, const SurveyDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  std::vector<RawSlip> raw;
  if (got->members.value("slips") != nullptr) {
    raw = inspection::items(got->members, "slips", slips_of_batch_max, "surveys.list_needed", read_slip);
  }
  RecountedWish wish;
  if (got->members.value("missing") != nullptr) wish.missing = got->members.texts("missing");
  wish.words = got->members.text_or_empty("words", words_bytes_max);
  const auto expected = inspection::needed_integer(got->members, expected_version);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  if (auto may = may_somewhere(doors, request.actor, "surveys.recount"); !may) return pass_on(may);
  const auto course = find_course(got->known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const auto form = form_of((*course)->round, got->known.law());
  if (!form) return pass_on(form);
  std::vector<SlipResult> refused;
  wish.slips = wishes_of(**form, raw, refused);
  if (!refused.empty()) return tl::unexpected(*refused.front().problem);
  const auto result = record_recount(doors.desk, got->asked, got->known, (*course)->round.id,
                                     request.captured_text("village"), wish, expected);
  if (!result) return pass_on(result);
  return inspection::written_response(got->asked, {{"event", result->event},
                                                   {"alike", result->alike},
                                                   {"different", result->different},
                                                   {"missing", result->missing},
                                                   {"answers_different", result->answers_different}});
}

using Handler = Result<http::Response> (*)(const http::Request&, const SurveyDoors&);

}  // namespace

void add_slip_routes(http::Router& router, const SurveyDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.post("/api/v1/surveys/{id}/villages/{village}/slips", with(post_print));
  router.post("/api/v1/surveys/{id}/villages/{village}/hand-out", with(post_hand_out));
  router.post("/api/v1/surveys/{id}/villages/{village}/entries", with(post_entries));
  router.post("/api/v1/surveys/{id}/recounts", with(post_recount));
  router.post("/api/v1/surveys/{id}/recounts/{village}/result", with(post_recounted));
}

}  // namespace luytre::surveys
