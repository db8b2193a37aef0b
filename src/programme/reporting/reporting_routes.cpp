#include "programme/reporting/reporting_routes.h"

#include <map>

#include "platform/http/parameters.h"
#include "programme/judgement/sheet.h"
#include "programme/reporting/board.h"
#include "programme/reporting/grid.h"
#include "programme/reporting/my_work.h"
#include "programme/reporting/overview.h"
#include "programme/reporting/report_view.h"
#include "programme/reporting/review.h"

namespace luytre::reporting {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

Done may_view(const ReportingDoors& doors, const http::Request& request, const std::string& unit, Date day) {
  return doors.guard(request.actor, {"observations.view_drafts", unit, day, {}});
}

// The snapshot, the form and the place that an address names, for a viewer who may see it.
struct Opened {
  Known known;
  Form form;
  Place place;
};

Result<Opened> open(const http::Request& request, const ReportingDoors& doors) {
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  auto place = find_place(*known, request.captured_text("id"), request.captured_text("unit"));
  // Strangers learn nothing of what exists.
  if (!request.actor.is_signed_in() && request.actor.kind == access::ActorKind::nobody) {
    if (auto seen = may_view(doors, request, "", doors.desk.today()); !seen) return pass_on(seen);
  }
  if (!place) return pass_on(place);
  if (auto seen = may_view(doors, request, place->identity(), place->period.as_of); !seen) return pass_on(seen);
  auto form = form_of(*known->law, place->period.set);
  if (!form) return pass_on(form);
  return Opened{*std::move(known), *std::move(form), *std::move(place)};
}

// Anybody with an account may know which periods there are.
Done must_be_signed_in(const http::Request& request, const ReportingDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {"observations.view_drafts", "", {}, {}});
}

Result<http::Response> get_periods(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  json::array periods;
  for (const Period& period : known->reports->periods()) {
    periods.push_back(period_value(period, *known->reports, doors.desk.today()));
  }
  return for_staff(request,
                   json::object{{"may_open", bool(doors.guard(request.actor, {"reporting.open_period", "", {}, {}}))},
                                {"periods", std::move(periods)}},
                   *known);
}

Result<http::Response> get_board(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  auto board = board_of(*known, request.captured_text("id"), request.actor, doors);
  if (!board) return pass_on(board);
  return for_staff(request, *std::move(board), *known);
}

json::object rights_value(const http::Request& request, const ReportingDoors& doors, const Opened& opened) {
  const auto may = [&](const std::string& act, std::vector<std::string> indicators = {}) {
    return bool(
        doors.guard(request.actor, {act, opened.place.identity(), opened.place.period.as_of, std::move(indicators)}));
  };
  json::array verify;
  for (const FormIndicator& each : opened.form.indicators) {
    if (may("reporting.verify", {opened.form.set->id + " " + each.number})) verify.emplace_back(each.number);
  }
  return {{"record", may("observations.record_self")},
          {"submit", may("reporting.submit")},
          {"sign", may("reporting.sign")},
          {"return", may("reporting.return")},
          {"remark", may("reporting.remark")},
          {"add_evidence", may("evidence.add")},
          {"verify", std::move(verify)}};
}

// What the device needs to judge the unit by itself; absent where the set cannot be compiled for it.
Result<json::object> judge_of(const Known& known, const Place& place) {
  return judgement::sheet_of(materials_of(known), {place.period.set, place.unit->id, place.period.as_of,
                                                   observations::Opinion::self, std::nullopt});
}

Result<http::Response> get_sheet(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto opened = open(request, doors);
  if (!opened) return pass_on(opened);
  const auto& [known, form, place] = *opened;
  const Report& report = known.reports->report(place.period.id, place.identity());
  const auto standing = standing_of(*known.drafts, form, place.period, report, place.identity(), doors.desk.today());
  json::object sheet{
      {"period", period_value(place.period, *known.reports, doors.desk.today())},
      {"unit", json::object{{"code", place.unit->id.code}, {"unit", place.identity()}, {"name", place.name}}},
      {"form_hash", form_hash(form)},
      {"is_locked", known.reports->is_locked(place.period.id, place.identity())},
      {"standing", standing_value(standing, report)},
      {"may", rights_value(request, doors, *opened)},
      {"fields", fields_value(known, form, place, doors)},
      {"indicators", indicators_value(known, form, place, doors)},
      {"steps", steps_value(report, doors)},
      {"remarks", remarks_value(report, doors)},
      {"judge", nullptr}};
  if (auto judge = judge_of(known, place)) sheet["judge"] = *std::move(judge);
  return for_staff(request, std::move(sheet), known);
}

Result<http::Response> get_history(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {"measure", "dimension"}); !known) return pass_on(known);
  const auto measure = http::required_text_parameter(request, "measure");
  if (!measure) return pass_on(measure);
  const auto dimension = http::text_parameter(request, "dimension");
  if (!dimension) return pass_on(dimension);
  const auto opened = open(request, doors);
  if (!opened) return pass_on(opened);
  if (opened->form.field(*measure, dimension->value_or("")) == nullptr) {
    return refuse("reporting.no_field", {{"measure", *measure}, {"set", opened->form.set->id}}, "query:measure");
  }
  json::array versions;
  for (const auto opinion : {observations::Opinion::self, observations::Opinion::sector, observations::Opinion::council,
                             observations::Opinion::survey}) {
    for (const auto& version :
         opened->known.drafts->history(opened->place.identity(), *measure, dimension->value_or(""), opinion)) {
      versions.push_back(value_of(version, doors));
    }
  }
  return for_staff(request, json::object{{"versions", std::move(versions)}}, opened->known);
}

Result<http::Response> get_review(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  auto review = review_of(*known, request.captured_text("id"), request.actor, doors);
  if (!review) return pass_on(review);
  return for_staff(request, *std::move(review), *known);
}

Result<http::Response> get_grid(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {"opinion"}); !known) return pass_on(known);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council"});
  if (!opinion) return pass_on(opinion);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto asked = observations::parse_opinion(opinion->value_or("self"));
  auto grid = grid_of(*known, request.captured_text("id"), *asked, request.actor, doors);
  if (!grid) return pass_on(grid);
  return for_staff(request, *std::move(grid), *known);
}

// What somebody who is signed in asks about, at the head or at an earlier event.
Result<Known> known_then(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {"as_known"}); !known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  return doors.known(*as_known);
}

Result<http::Response> get_overview(const http::Request& request, const ReportingDoors& doors) {
  const auto known = known_then(request, doors);
  if (!known) return pass_on(known);
  auto overview = overview_of(*known, request.captured_text("id"), request.actor, doors);
  if (!overview) return pass_on(overview);
  return for_staff(request, *std::move(overview), *known);
}

Result<http::Response> get_overview_figure(const http::Request& request, const ReportingDoors& doors) {
  const auto known = known_then(request, doors);
  if (!known) return pass_on(known);
  auto figure =
      overview_figure(*known, request.captured_text("id"), request.captured_text("figure"), request.actor, doors);
  if (!figure) return pass_on(figure);
  return for_staff(request, *std::move(figure), *known);
}

Result<http::Response> get_mine(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return for_staff(request, my_work(*known, request.actor, doors), *known);
}

using Answer = Result<http::Response> (*)(const http::Request&, const ReportingDoors&);

}  // namespace

ReportingDoors with_memory(const ReportingDoors& doors) {
  ReportingDoors remembering = doors;
  const auto known = std::make_shared<std::map<audit::EventNumber, observations::SaidBy>>();
  remembering.said_by = [known, ask = doors.said_by](audit::EventNumber number) {
    const auto found = known->find(number);
    return found != known->end() ? found->second : known->emplace(number, ask(number)).first->second;
  };
  return remembering;
}

void add_reporting_routes(http::Router& router, const ReportingDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, with_memory(doors)); };
  };
  router.get("/api/v1/reporting/periods", with(get_periods));
  router.get("/api/v1/reporting/mine", with(get_mine));
  router.get("/api/v1/reporting/periods/{id}/units", with(get_board));
  router.get("/api/v1/reporting/periods/{id}/review", with(get_review));
  router.get("/api/v1/reporting/periods/{id}/grid", with(get_grid));
  router.get("/api/v1/reporting/periods/{id}/overview", with(get_overview));
  router.get("/api/v1/reporting/periods/{id}/overview/{figure}", with(get_overview_figure));
  router.get("/api/v1/reporting/periods/{id}/units/{unit}", with(get_sheet));
  router.get("/api/v1/reporting/periods/{id}/units/{unit}/history", with(get_history));
}

}  // namespace luytre::reporting
