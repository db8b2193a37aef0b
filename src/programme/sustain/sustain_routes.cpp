#include "programme/sustain/sustain_routes.h"

#include "platform/http/parameters.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/sustain/sustain_store.h"
#include "programme/sustain/sustain_view.h"

namespace luytre::sustain {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.number());
  response.set("Cache-Control", "private, no-store");
  return response;
}

// Anybody with an account may see how titles stand; the public sees what a check ended with.
Done must_be_signed_in(const http::Request& request, const SustainDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {"observations.view_drafts", "", {}, {}});
}

struct RadarAsked {
  std::optional<std::string> place;
  RadarQuestion question;
  RadarPage page;
  std::optional<audit::EventNumber> as_known;
};

Result<RadarAsked> read_radar(const http::Request& request, Date today) {
  auto fits =
      http::check_parameters(request, {"set", "title", "unit", "opinion", "as_of", "as_known", "limit", "cursor"});
  if (!fits) return pass_on(fits);
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto title = http::choice_parameter(request, "title", {"ntm", "advanced", "model", "modern"});
  if (!title) return pass_on(title);
  const auto place = http::text_parameter(request, "unit");
  if (!place) return pass_on(place);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto limit = http::limit_parameter(request, http::rows_max);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  RadarAsked asked;
  asked.page.limit = *limit;
  if (*cursor) {
    asked.page.after_unit = (*cursor)->front();
    asked.page.after_title = (*cursor)->back();
  }
  asked.place = *place;
  asked.as_known = *as_known;
  asked.question.set = set->value_or("");
  asked.question.as_of = as_of->value_or(today);
  if (*title) asked.question.titles = {*recognition::title_named(**title)};
  if (!*title && asked.question.set.empty()) asked.question.titles = commune_titles();
  if (*opinion) asked.question.opinion = *observations::parse_opinion(**opinion);
  return asked;
}

Result<http::Response> get_radar(const http::Request& request, const SustainDoors& doors, RadarDesk& desk) {
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  auto asked = read_radar(request, doors.desk.today());
  if (!asked) return pass_on(asked);
  const auto known = doors.known(asked->as_known);
  if (!known) return pass_on(known);
  const auto place = place_of(*known, asked->place, asked->question.as_of);
  if (!place) return pass_on(place);
  if (*place != nullptr) asked->question.place = (*place)->id.text();
  asked->question.known_at = known->number();
  const auto radar = desk.look(known->materials, asked->question);
  if (!radar) return pass_on(radar);
  auto answer = to_json(**radar, *known->checks, asked->page);
  answer["place_name"] = *place == nullptr ? json::value() : json::value((*place)->nearest(asked->question.as_of).name);
  return for_staff(request, std::move(answer), *known);
}

// Whether the viewer may score what a row waits for.
void add_rights(json::object& answer, const http::Request& request, const SustainDoors& doors, Date day) {
  for (auto& each : answer.at("rows").as_array()) {
    auto& row = each.as_object();
    const auto state = state_named(row.at("state").as_string()).value_or(State::none);
    const std::string unit(row.at("unit").as_string());
    row["may_score"] = after(state, Verb::score).has_value() && row.at("holds").as_bool() &&
                       bool(doors.guard(request.actor, {"sustain.score", unit, day, {}}));
  }
}

Result<http::Response> get_checks(const http::Request& request, const SustainDoors& doors) {
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  if (auto fits = http::check_parameters(request, {"year", "unit"}); !fits) return pass_on(fits);
  const Date today = doors.desk.today();
  const auto year = http::integer_parameter(request, "year", 2010, today.year());
  if (!year) return pass_on(year);
  const auto place_text = http::text_parameter(request, "unit");
  if (!place_text) return pass_on(place_text);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const int asked = static_cast<int>(year->value_or(today.year()));
  const auto place = place_of(*known, *place_text, std::min(due_of(asked), today));
  if (!place) return pass_on(place);
  auto answer = to_json(year_of(*known, *known->checks, asked, *place, today), today);
  const std::string named = *place == nullptr ? std::string() : (*place)->id.text();
  answer["may_remind"] = bool(doors.guard(request.actor, {"sustain.close", named, std::min(due_of(asked), today), {}}));
  add_rights(answer, request, doors, std::min(due_of(asked), today));
  return for_staff(request, std::move(answer), *known);
}

json::object rights_of(const http::Request& request, const SustainDoors& doors, const History& history,
                       const std::vector<Line>& lines) {
  const auto& scoring = history.scorings.back();
  const auto may = [&](const std::string& act, std::vector<std::string> indicators = {}) {
    return bool(doors.guard(request.actor, {act, history.check.unit, scoring.as_of, std::move(indicators)}));
  };
  json::array verify;
  for (const auto& line : lines) {
    if (line.depth != 1 || !line.has_value) continue;
    if (may("sustain.verify", {scoring.set + " " + line.number})) verify.emplace_back(line.number);
  }
  return {{"score", may("sustain.score")},
          {"sign", may("sustain.sign")},
          {"verify", std::move(verify)},
          {"close", may("sustain.close")}};
}

Result<http::Response> get_check(const http::Request& request, const SustainDoors& doors) {
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  if (auto fits = http::check_parameters(request, {}); !fits) return pass_on(fits);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const std::string id = request.captured_text("id");
  const History* history = known->checks->check(id);
  if (history == nullptr || history->scorings.empty()) return refuse("sustain.no_check", {{"check", id}});
  std::vector<Line> lines;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    auto loaded = load_lines(database, id, history->version());
    if (!loaded) return pass_on(loaded);
    lines = *std::move(loaded);
    return {};
  });
  if (!read) return pass_on(read);
  auto answer = to_json(*history, *known, doors.name_of_actor);
  answer["lines"] = to_json(lines, *history);
  answer["may"] = rights_of(request, doors, *history, lines);
  return for_staff(request, std::move(answer), *known);
}

}  // namespace

Result<const units::Unit*> place_of(const Known& known, const std::optional<std::string>& text, Date day) {
  if (text) return recognition::find_unit(*known.materials.units, *text, day);
  if (known.province.empty()) return nullptr;
  return known.materials.units->find(known.province, day);
}

void add_sustain_routes(http::Router& router, const SustainDoors& doors) {
  const auto desk = std::make_shared<RadarDesk>();
  router.get("/api/v1/sustain/radar",
             [doors, desk](const http::Request& request) { return get_radar(request, doors, *desk); });
  router.get("/api/v1/sustain/checks", [doors](const http::Request& request) { return get_checks(request, doors); });
  router.get("/api/v1/sustain/checks/{id}",
             [doors](const http::Request& request) { return get_check(request, doors); });
}

}  // namespace luytre::sustain
