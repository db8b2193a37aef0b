// What is written about yearly checks.
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/sustain/steps.h"
#include "programme/sustain/sustain_routes.h"

namespace luytre::sustain {
namespace {

// What every write here begins with.
struct Given {
  commands::Asked asked;
  http::Members members;
  Known known;
};

Result<Given> given(const http::Request& request, const SustainDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return Given{*std::move(asked), *std::move(members), *std::move(known)};
}

// A word of a closed list; anything else is told by the members' finish().
template <class Value>
Value choice(http::Members& members, std::string_view name, std::optional<Value> (*named)(std::string_view),
             const std::string& choices) {
  const std::string text = members.text(name);
  const auto found = named(text);
  if (!text.empty() && !found) {
    members.refuse(
        name, {"http.choice_unknown", {{"name", std::string(name)}, {"text", text}, {"choices", choices}}, "", {}});
  }
  return found.value_or(Value{});
}

int needed_integer(http::Members& members, std::string_view name) {
  const auto number = members.integer(name);
  if (!number && members.value(name) == nullptr) members.text(name);  // says that it is missing
  return static_cast<int>(number.value_or(0));
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
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ScoreWish wish;
  wish.unit = members.text("unit");
  wish.title = choice<recognition::Title>(members, "title", commune_title, "ntm, advanced, model, modern");
  wish.year = needed_integer(members, "year");
  wish.as_of = inspection::date_member(members, "as_of");
  wish.words = members.text_or_empty("words", words_bytes_max);
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  if (wish.year < 2010 || wish.year > doors.desk.today().year()) {
    return refuse("sustain.year_outside", {{"year", std::to_string(wish.year)}}, "year");
  }
  const auto taken = score(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

Result<http::Response> post_sign(const http::Request& request, const SustainDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  SignWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.words = members.text_or_empty("words", words_bytes_max);
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = sign(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

VerifyItem read_item(json::object object, std::size_t at, http::Members& body) {
  http::Members members(std::move(object));
  VerifyItem item;
  item.indicator = members.text("indicator");
  item.decision = choice<Decision>(members, "decision", decision_named, "verified, objected");
  item.words = members.text_or_empty("words", words_bytes_max);
  if (auto read = members.finish(); !read) {
    Problem problem = std::move(read).error();
    problem.where = "/items/" + std::to_string(at);
    body.refuse("items", std::move(problem));
  }
  return item;
}

std::vector<VerifyItem> read_items(http::Members& members) {
  std::vector<VerifyItem> items;
  const json::value* list = members.value("items");
  const json::array* array = list == nullptr ? nullptr : list->if_array();
  if (array == nullptr || array->empty() || array->size() > verified_at_once_max) {
    members.refuse("items", {"sustain.too_many", {{"max", std::to_string(verified_at_once_max)}}, "items", {}});
    return items;
  }
  for (std::size_t at = 0; at < array->size(); ++at) {
    if (const json::object* object = (*array)[at].if_object()) {
      items.push_back(read_item(*object, at, members));
    } else {
      members.refuse("items", {"http.json_expected", {}, "/items/" + std::to_string(at), {}});
    }
  }
  return items;
}

Result<http::Response> post_verify(const http::Request& request, const SustainDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  VerifyWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.items = read_items(members);
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = verify(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

Result<http::Response> post_close(const http::Request& request, const SustainDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  CloseWish wish;
  wish.check = request.captured_text("id");
  wish.version = needed_integer(members, "version");
  wish.result = choice<State>(members, "result", result_named, "sustained, warned, revocation_proposed");
  wish.words = members.text("words", words_bytes_max);
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = close(doors.desk, got->asked, got->known, wish);
  if (!taken) return pass_on(taken);
  return written(got->asked, *taken);
}

using Answer = Result<http::Response> (*)(const http::Request&, const SustainDoors&);

}  // namespace

void add_sustain_write_routes(http::Router& router, const SustainDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/sustain/checks", with(post_score));
  router.post("/api/v1/sustain/checks/{id}/sign", with(post_sign));
  router.post("/api/v1/sustain/checks/{id}/verify", with(post_verify));
  router.post("/api/v1/sustain/checks/{id}/close", with(post_close));
}

}  // namespace luytre::sustain
