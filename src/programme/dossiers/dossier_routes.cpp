#include "programme/dossiers/dossier_routes.h"

#include <algorithm>

#include "platform/http/parameters.h"
#include "programme/dossiers/dossier_view.h"

namespace luytre::dossiers {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

bool may_view(const DossierDoors& doors, const access::Viewer& viewer, const Dossier& dossier) {
  return bool(doors.guard(viewer, {"observations.view_drafts", dossier.unit, dossier.opened_on, {}}));
}

// In any unit where the viewer holds a role, or in the whole province.
bool may_somewhere(const DossierDoors& doors, const access::Viewer& viewer, const std::string& act) {
  const Date today = doors.desk.today();
  if (doors.guard(viewer, {act, "", today, {}})) return true;
  const auto units = doors.units_of(viewer);
  return std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
    return bool(doors.guard(viewer, {act, unit, today, {}}));
  });
}

Done must_be_signed_in(const http::Request& request, const DossierDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {"observations.view_drafts", "", {}, {}});
}

struct Filter {
  std::string unit;
  std::string stage;
  std::optional<criteria::Purpose> purpose;
  bool open = false;
};

bool fits(const Filter& filter, const File& file, const Known& known) {
  const Standing standing = standing_of(file, *known.law);
  if (filter.open && !standing.is_open()) return false;
  if (filter.purpose && file.dossier.purpose != *filter.purpose) return false;
  if (!filter.stage.empty() && (standing.stage == nullptr || standing.stage->id != filter.stage)) return false;
  const auto id = units::UnitId::parse(file.dossier.unit);
  return filter.unit.empty() || file.dossier.unit == filter.unit || (id && id->code == filter.unit);
}

Result<Filter> filter_of(const http::Request& request) {
  if (auto known = http::check_parameters(request, {"unit", "stage", "purpose", "open", "as_known"}); !known) {
    return pass_on(known);
  }
  Filter filter;
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  filter.unit = unit->value_or("");
  const auto stage = http::text_parameter(request, "stage");
  if (!stage) return pass_on(stage);
  filter.stage = stage->value_or("");
  const auto purpose = http::choice_parameter(request, "purpose", {"recognition", "revocation"});
  if (!purpose) return pass_on(purpose);
  if (*purpose) filter.purpose = criteria::purpose_named(**purpose);
  const auto open = http::flag_parameter(request, "open");
  if (!open) return pass_on(open);
  filter.open = *open;
  return filter;
}

Result<http::Response> get_list(const http::Request& request, const DossierDoors& doors) {
  const auto filter = filter_of(request);
  if (!filter) return pass_on(filter);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  json::array lines;
  for (const File* file : known->dossiers->all()) {
    if (!fits(*filter, *file, *known) || !may_view(doors, request.actor, file->dossier)) continue;
    lines.push_back(line_of(*known, *file, doors.desk.today()));
  }
  return for_staff(request,
                   {{"may_open", may_somewhere(doors, request.actor, "dossiers.prepare")},
                    {"may_review", may_somewhere(doors, request.actor, "dossiers.check")},
                    {"dossiers", std::move(lines)}},
                   *known);
}

Result<http::Response> get_mine(const http::Request& request, const DossierDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return for_staff(request, {{"dossiers", waiting_for(*known, request.actor, doors)}}, *known);
}

Result<http::Response> get_one(const http::Request& request, const DossierDoors& doors) {
  if (auto known = http::check_parameters(request, {"as_known"}); !known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  const auto file = find_file(*known, request.captured_text("id"));
  if (!file) return pass_on(file);
  const Dossier& dossier = (*file)->dossier;
  const auto seen = doors.guard(request.actor, {"observations.view_drafts", dossier.unit, dossier.opened_on, {}});
  if (!seen) return pass_on(seen);
  return for_staff(request, value_of(*known, **file, request.actor, doors), *known);
}

using Handler = Result<http::Response> (*)(const http::Request&, const DossierDoors&);

}  // namespace

void add_dossier_routes(http::Router& router, const DossierDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.get("/api/v1/dossiers", with(get_list));
  router.get("/api/v1/dossiers/mine", with(get_mine));
  router.get("/api/v1/dossiers/{id}", with(get_one));
}

}  // namespace luytre::dossiers
