#include "programme/councils/council_routes.h"

#include "platform/http/parameters.h"
#include "programme/councils/council_view.h"
#include "programme/councils/item_lines.h"
#include "programme/councils/minutes.h"

namespace luytre::councils {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.dossiers.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.dossiers.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

Done must_be_signed_in(const http::Request& request, const CouncilDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {"observations.view_drafts", "", {}, {}});
}

// What every question here begins with: the record as asked for.
Result<Known> known_for(const http::Request& request, const CouncilDoors& doors) {
  if (auto fits = http::check_parameters(request, {"as_known"}); !fits) return pass_on(fits);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  return doors.known(*as_known);
}

Result<http::Response> get_list(const http::Request& request, const CouncilDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  json::array lines;
  for (const Meeting* meeting : known->councils->all()) {
    if (may_view(doors, request.actor, *meeting)) lines.push_back(line_of(*meeting, request.actor));
  }
  const access::Ask convening{"councils.convene", "", doors.desk.today(), {}};
  return for_staff(
      request, {{"may_convene", bool(doors.guard(request.actor, convening))}, {"sessions", std::move(lines)}}, *known);
}

Result<http::Response> get_candidates(const http::Request& request, const CouncilDoors& doors) {
  if (auto fits = http::check_parameters(request, {}); !fits) return pass_on(fits);
  const Date today = doors.desk.today();
  const auto may = doors.guard(request.actor, {"councils.convene", "", today, {}});
  if (!may) return pass_on(may);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto accounts = doors.desk.who_may({"councils.vote", "", today, {}});
  if (!accounts) return pass_on(accounts);
  json::array list;
  for (const std::string& account : *accounts) {
    list.push_back(json::object{{"account", account}, {"name", doors.name_of_actor("account:" + account)}});
  }
  return for_staff(request, {{"candidates", std::move(list)}}, *known);
}

Result<const Meeting*> seen_meeting(const http::Request& request, const CouncilDoors& doors, const Known& known) {
  const auto meeting = find_meeting(known, request.captured_text("id"));
  if (!meeting) return pass_on(meeting);
  if (auto may = may_view(doors, request.actor, **meeting); !may) return pass_on(may);
  return *meeting;
}

Result<http::Response> get_one(const http::Request& request, const CouncilDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto meeting = seen_meeting(request, doors, *known);
  if (!meeting) return pass_on(meeting);
  return for_staff(request, value_of(*known, **meeting, request.actor, doors), *known);
}

Result<http::Response> get_minutes(const http::Request& request, const CouncilDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto meeting = seen_meeting(request, doors, *known);
  if (!meeting) return pass_on(meeting);
  return for_staff(request, minutes_of(*known, **meeting, doors.name_of_actor), *known);
}

Result<http::Response> get_lines(const http::Request& request, const CouncilDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto meeting = seen_meeting(request, doors, *known);
  if (!meeting) return pass_on(meeting);
  const std::string dossier = request.captured_text("dossier");
  if (!(*meeting)->is_on_agenda(dossier)) {
    return refuse("councils.not_on_agenda", {{"dossier", label_of(dossier, known->dossiers)}});
  }
  const auto file = dossiers::find_file(known->dossiers, dossier);
  if (!file) return pass_on(file);
  return for_staff(request, lines_of(known->dossiers, **file, doors.name_of_actor), *known);
}

Result<http::Response> get_of_dossier(const http::Request& request, const CouncilDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto file = dossiers::find_file(known->dossiers, request.captured_text("id"));
  if (!file) return pass_on(file);
  const auto& dossier = (*file)->dossier;
  const auto seen = doors.guard(request.actor, {"observations.view_drafts", dossier.unit, dossier.opened_on, {}});
  if (!seen) return pass_on(seen);
  return for_staff(request, {{"dossier", dossier.id}, {"sittings", sittings_of(*known, **file)}}, *known);
}

using Handler = Result<http::Response> (*)(const http::Request&, const CouncilDoors&);

}  // namespace

void add_council_routes(http::Router& router, const CouncilDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.get("/api/v1/councils", with(get_list));
  router.get("/api/v1/councils/candidates", with(get_candidates));
  router.get("/api/v1/councils/{id}", with(get_one));
  router.get("/api/v1/councils/{id}/minutes", with(get_minutes));
  router.get("/api/v1/councils/{id}/items/{dossier}/lines", with(get_lines));
  router.get("/api/v1/dossiers/{id}/council", with(get_of_dossier));
}

}  // namespace luytre::councils
