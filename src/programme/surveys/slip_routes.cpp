// Slips: printed, handed out, entered, counted again.
#include "platform/inspection/read_wish.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/hand_out.h"
#include "programme/surveys/recount.h"
#include "programme/surveys/survey_routes.h"
#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

using inspection::choice;

constexpr std::string_view expected_version = "expected_version";
constexpr std::int64_t seconds_max = 86'400;

// {"q01": "satisfied", …}; a question that is not named has no answer.
struct RawSlip {
  std::string serial;
  json::object answers;
  json::object words;
  std::int64_t seconds = 0;
};

json::object object_under(http::Members& members, std::string_view name) {
  const json::value* value = members.value(name);
  if (value == nullptr) return {};
  if (const auto* object = value->if_object()) return *object;
  members.refuse(name, {"http.json_expected", {}, std::string(name), {}});
  return {};
}

RawSlip read_slip(http::Members& members) {
  RawSlip slip;
  slip.serial = members.text("serial", 40);
  slip.answers = object_under(members, "answers");
  slip.words = object_under(members, "words");
  slip.seconds = std::clamp<std::int64_t>(members.integer("seconds").value_or(0), 0, seconds_max);
  return slip;
}

// By the form's questions. A question or answer that is not of the form refuses the slip alone.
Result<SlipWish> wish_of(const criteria::SurveyForm& form, const RawSlip& raw) {
  SlipWish wish;
  wish.serial = raw.serial;
  wish.seconds = static_cast<int>(raw.seconds);
  wish.answers.assign(form.questions.size(), Answer::none);
  for (const auto& [question, said] : raw.answers) {
    const auto* found = form.question(std::string_view(question));
    if (found == nullptr) return refuse("surveys.question_unknown", {{"question", std::string(question)}}, "answers");
    const auto* text = said.if_string();
    const auto answer = text == nullptr ? std::nullopt : answer_named(std::string_view(*text));
    if (!answer) return refuse("surveys.answer_unknown", {{"question", std::string(question)}}, "answers");
    wish.answers[static_cast<std::size_t>(found - form.questions.data())] = *answer;
  }
  for (const auto& [question, said] : raw.words) {
    const auto* text = said.if_string();
    if (text != nullptr && !text->empty()) wish.words[std::string(question)] = std::string(*text);
  }
  return wish;
}

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

json::array results_value(const http::Request& request, std::vector<SlipResult> results) {
  std::sort(results.begin(), results.end(), [](const SlipResult& a, const SlipResult& b) { return a.row < b.row; });
  json::array list;
  for (const SlipResult& each : results) {
    json::object value{{"index", each.row}, {"state", name_of(each.state)}};
    if (each.problem) value["problem"] = http::problem_value(*each.problem, request.language());
    list.push_back(std::move(value));
  }
  return list;
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
  return inspection::written_response(got->asked,
                                      {{"event", event}, {"results", results_value(request, std::move(results))}});
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
  router.post("/api/v1/surveys/{id}/villages/{village}/hand-out", with(post_hand_out));
  router.post("/api/v1/surveys/{id}/villages/{village}/entries", with(post_entries));
  router.post("/api/v1/surveys/{id}/recounts", with(post_recount));
  router.post("/api/v1/surveys/{id}/recounts/{village}/result", with(post_recounted));
}

}  // namespace luytre::surveys
