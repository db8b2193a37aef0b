// What is written about yearly checks.
#include "platform/inspection/read_wish.h"
#include "programme/sustain/remind.h"
#include "programme/sustain/steps.h"
#include "programme/sustain/sustain_routes.h"

namespace luytre::sustain {
namespace {

using inspection::choice;

int needed_integer(http::Members& members, std::string_view name) {
  return static_cast<int>(inspection::needed_integer(members, name));
}

std::optional<recognition::Title> commune_title(std::string_view name) {
  const auto title = recognition::title_named(name);
  return title == recognition::Title::completion ? std::nullopt : title;
}

std::optional<State> result_named(std::string_view name) {
  const auto state = state_named(name);
  return state && is_closed(*state) ? state : std::nullopt;
}

http::Response written(const commands::Asked& asked, const Taken& taken) {
  json::value to_do;
  if (taken.must_be_opened_by_hand) {
    to_do = json::object{{"vi", say("sustain.open_by_hand", Language::vi)},
                         {"en", say("sustain.open_by_hand", Language::en)}};
  }
  return inspection::written_response(asked,
                                      {{"event", taken.event},
                                       {"check", taken.check},
                                       {"version", taken.version},
                                       {"state", name_of(taken.state)},
                                       {"dossier", taken.dossier.empty() ? json::value() : json::value(taken.dossier)},
                                       {"to_do", std::move(to_do)}});
}

Result<http::Response> post_score(const http::Request& request, const SustainDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ScoreWish wish;
  wish.unit = members.text("unit");
  wish.title = choice<recognition::Title>(members, "title", commune_title, "ntm, advanced, model, modern");
  wish.year = needed_integer(members, "year");
  wish.as_of = inspection::date_member(members, "as_of");
  wish.words = members.text_or_empty("words", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  if (wish.year < 2010 || wish.year > doors.desk.today().year()) {
    return refuse("sustain.year_outside", {{"year", std::to_string(wish.year)}}, "year");
  }
  const auto taken = score(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

Result<http::Response> post_sign(const http::Request& request, const SustainDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  SignWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.words = members.text_or_empty("words", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = sign(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

VerifyItem read_item(http::Members& members) {
  VerifyItem item;
  item.indicator = members.text("indicator");
  item.decision = choice<Decision>(members, "decision", decision_named, "verified, objected");
  item.words = members.text_or_empty("words", words_bytes_max);
  return item;
}

Result<http::Response> post_verify(const http::Request& request, const SustainDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  VerifyWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.items = inspection::items(members, "items", verified_at_once_max, "sustain.too_many", read_item);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = verify(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

Result<http::Response> post_close(const http::Request& request, const SustainDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  CloseWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.result = choice<State>(members, "result", result_named, "sustained, warned, revocation_proposed");
  wish.words = members.text("words", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = close(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

Result<http::Response> post_reminders(const http::Request& request, const SustainDoors& doors) {
  auto got = inspection::given(request, doors.known);
  if (!got) return pass_on(got);
  const int year = needed_integer(got->members, "year");
  const std::string named = got->members.text_or_empty("unit");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const Date today = doors.desk.today();
  if (year < 2010 || year > today.year()) {
    return refuse("sustain.year_outside", {{"year", std::to_string(year)}}, "year");
  }
  const auto place =
      place_of(got->known, named.empty() ? std::nullopt : std::optional(named), std::min(due_of(year), today));
  if (!place) return pass_on(place);
  const auto reminded = remind(doors.desk, got->asked, got->known, year, *place);
  if (!reminded) return pass_on(reminded);
  return inspection::written_response(
      got->asked, {{"event", reminded->event}, {"count", static_cast<std::int64_t>(reminded->checks)}});
}

using Answer = Result<http::Response> (*)(const http::Request&, const SustainDoors&);

}  // namespace

void add_sustain_write_routes(http::Router& router, const SustainDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/sustain/checks", with(post_score));
  router.post("/api/v1/sustain/checks/reminders", with(post_reminders));
  router.post("/api/v1/sustain/checks/{id}/sign", with(post_sign));
  router.post("/api/v1/sustain/checks/{id}/verify", with(post_verify));
  router.post("/api/v1/sustain/checks/{id}/close", with(post_close));
}

}  // namespace luytre::sustain
