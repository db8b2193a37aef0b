#include "programme/reorganisation/reorganisation_routes.h"

#include "platform/http/body.h"
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/reorganisation/day_view.h"
#include "programme/reorganisation/estimate.h"

namespace luytre::reorganisation {

namespace {

constexpr int year_min = 2009;
constexpr int year_max = 2100;

Result<judgement::Question> question_of(const http::Request& request, const judgement::Materials& materials,
                                        const std::optional<Date>& as_of, Date today) {
  judgement::Question question;
  question.as_of = as_of.value_or(today);
  const auto unit = recognition::find_unit(*materials.units, request.captured_text("code"), question.as_of);
  if (!unit) return pass_on(unit);
  question.unit = (*unit)->id;
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  question.set = set->value_or(judgement::default_set(*materials.library, **unit, question.as_of));
  if (question.set.empty()) {
    return refuse("judgement.no_default_set", {{"unit", (*unit)->id.code}, {"date", question.as_of.text()}},
                  "query:set");
  }
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  if (*opinion) question.opinion = *observations::parse_opinion(**opinion);
  const auto year = http::integer_parameter(request, "year", year_min, year_max);
  if (!year) return pass_on(year);
  if (*year) question.year = static_cast<int>(**year);
  return question;
}

Result<http::Response> get_estimate(const http::Request& request, const ReorganisationDoors& doors) {
  const auto checked = http::check_parameters(request, {"set", "weights", "opinion", "as_of", "as_known", "year"});
  if (!checked) return pass_on(checked);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto weights = http::choice_parameter(request, "weights", {"population", "area", "households"});
  if (!weights) return pass_on(weights);
  const auto materials = doors.materials(*as_known);
  if (!materials) return pass_on(materials);
  const auto question = question_of(request, *materials, *as_of, doors.desk.today());
  if (!question) return pass_on(question);
  const auto found = estimate(*materials, *question, *weights_named(weights->value_or("population")));
  if (!found) return pass_on(found);
  return http::json_response(request, to_json(*found), materials->known_at);
}

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  http::Response response = http::json_response(request, std::move(value), known.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

Done may_decide(const http::Request& request, const ReorganisationDoors& doors, const Known& known) {
  return doors.guard(request.actor, {"reorganisation.decide", known.province, doors.desk.today(), {}});
}

Result<DayState> state_in(const ReorganisationDoors& doors, const Known& known, const ReorganisationDay& day) {
  Result<DayState> state = DayState();
  const auto read = doors.with([&](storage::Database& database) -> Done {
    state = state_of(database, doors.desk, known, day);
    if (!state) return pass_on(state);
    return {};
  });
  if (!read) return pass_on(read);
  return state;
}

Result<http::Response> get_days(const http::Request& request, const ReorganisationDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const bool may = bool(may_decide(request, doors, *known));
  json::array days;
  for (const ReorganisationDay& day : days_of(*known->units, known->province)) {
    json::object one = summary_value(day);
    if (may) {
      const auto state = state_in(doors, *known, day);
      if (!state) return pass_on(state);
      one["counts"] = json::object{{"open", static_cast<std::int64_t>(state->open.size())},
                                   {"decided", static_cast<std::int64_t>(state->decided.size())}};
    }
    days.push_back(std::move(one));
  }
  return for_staff(request, json::object{{"may_decide", may}, {"days", std::move(days)}}, *known);
}

Result<Date> day_in(const http::Request& request) { return Date::parse(request.captured_text("day")); }

Result<http::Response> get_day(const http::Request& request, const ReorganisationDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  if (auto may = may_decide(request, doors, *known); !may) return pass_on(may);
  const auto day = day_in(request);
  if (!day) return pass_on(day);
  const auto found = day_of(*known->units, known->province, *day);
  if (!found) return pass_on(found);
  const auto state = state_in(doors, *known, *found);
  if (!state) return pass_on(state);
  return for_staff(request, day_value(*known, *found, *state, doors), *known);
}

DecisionWish read_wish(json::object object, std::size_t at, http::Members& body) {
  http::Members members(std::move(object));
  DecisionWish wish;
  wish.kind = members.text("kind");
  wish.item = members.text("item");
  const std::string choice = members.text("choice");
  const auto named = choice_named(choice);
  if (!choice.empty() && !named) {
    members.refuse("choice", {"http.choice_unknown",
                              {{"name", "choice"}, {"text", choice}, {"choices", "successor, other, close"}},
                              "",
                              {}});
  }
  wish.choice = named.value_or(Choice::close);
  wish.unit = members.text_or_empty("unit");
  wish.reason = members.text_or_empty("reason", reason_bytes_max);
  if (auto read = members.finish(); !read) {
    Problem problem = std::move(read).error();
    problem.where = "/items/" + std::to_string(at);
    body.refuse("items", std::move(problem));
  }
  return wish;
}

std::vector<DecisionWish> read_wishes(http::Members& members) {
  std::vector<DecisionWish> wishes;
  const json::value* list = members.value("items");
  const json::array* items = list == nullptr ? nullptr : list->if_array();
  if (items == nullptr || items->empty() || items->size() > decided_at_once_max) {
    members.refuse("items", {"reorganisation.too_many", {{"max", std::to_string(decided_at_once_max)}}, "items", {}});
    return wishes;
  }
  for (std::size_t at = 0; at < items->size(); ++at) {
    if (const json::object* object = (*items)[at].if_object()) {
      wishes.push_back(read_wish(*object, at, members));
    } else {
      members.refuse("items", {"http.json_expected", {}, "/items/" + std::to_string(at), {}});
    }
  }
  return wishes;
}

Result<http::Response> post_decisions(const http::Request& request, const ReorganisationDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  if (auto may = may_decide(request, doors, *known); !may) return pass_on(may);
  const auto wishes = read_wishes(*members);
  members->text_or_empty("reason", reason_bytes_max);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto day = day_in(request);
  if (!day) return pass_on(day);
  const auto decided = decide(doors.desk, *asked, *known, *day, wishes);
  if (!decided) return pass_on(decided);
  json::array items;
  for (const Decision& each : *decided) {
    items.push_back(json::object{{"kind", each.kind},
                                 {"item", each.item},
                                 {"unit", each.unit},
                                 {"choice", name_of(each.choice)},
                                 {"to", each.to.empty() ? json::value(nullptr) : json::value(each.to)}});
  }
  const audit::EventNumber event = decided->empty() ? 0 : decided->front().event;
  return inspection::written_response(*asked, {{"event", event}, {"items", std::move(items)}});
}

}  // namespace

void add_reorganisation_routes(http::Router& router, const ReorganisationDoors& doors) {
  router.get("/api/v1/units/{code}/estimate",
             [doors](const http::Request& request) { return get_estimate(request, doors); });
  router.get("/api/v1/reorganisations", [doors](const http::Request& request) { return get_days(request, doors); });
  router.get("/api/v1/reorganisations/{day}",
             [doors](const http::Request& request) { return get_day(request, doors); });
  router.post("/api/v1/reorganisations/{day}/decisions",
              [doors](const http::Request& request) { return post_decisions(request, doors); });
}

}  // namespace luytre::reorganisation
