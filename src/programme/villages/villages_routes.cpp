#include "programme/villages/villages_routes.h"

#include <map>

#include "platform/access/person.h"
#include "platform/http/parameters.h"
#include "programme/units/unit_answers.h"
#include "programme/villages/village_view.h"

namespace luytre::villages {
namespace {

// What a question is asked about.
struct Asked {
  Known known;
  Date day;
  Eyes eyes;
};

http::Response answer(const http::Request& request, json::object value, const Asked& asked) {
  value["as_of"] = asked.day.text();
  value["is_demonstration"] = asked.known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), asked.known.number);
  if (asked.eyes.is_staff) response.set("Cache-Control", "private, no-store");
  return response;
}

Done may_view(const http::Request& request, const VillagesDoors& doors, const std::string& unit, Date day) {
  return doors.guard(request.actor, {"villages.view", unit, day, {}});
}

Result<Asked> asked_of(const http::Request& request, const VillagesDoors& doors) {
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  return Asked{*std::move(known), as_of->value_or(doors.desk.today()), {false, doors.name_of_actor}};
}

// A unit of the country, named or else the installation's province.
Result<const units::Unit*> unit_asked(const http::Request& request, const Asked& asked) {
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  return units::require_any_unit(*asked.known.units, unit->value_or(asked.known.province), asked.day);
}

// A unit that has ended is asked about on its last day.
Date day_for(const units::Unit& unit, Date day) {
  if (unit.is_alive(day)) return day;
  return day < unit.life().from ? unit.life().from : unit.life().to.plus_days(-1);
}

Result<http::Response> get_villages(const http::Request& request, const VillagesDoors& doors) {
  auto known = http::check_parameters(request, {"unit", "as_of", "as_known", "dossiers"});
  if (!known) return pass_on(known);
  const auto dossiers = http::flag_parameter(request, "dossiers");
  if (!dossiers) return pass_on(dossiers);
  auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  const auto unit = unit_asked(request, *asked);
  if (!unit) return pass_on(unit);
  asked->day = day_for(**unit, asked->day);
  if (*dossiers) {
    if (auto may = may_view(request, doors, (*unit)->id.text(), asked->day); !may) return pass_on(may);
    asked->eyes.is_staff = true;
  }
  const auto found = villages_of(*asked->known.villages, *asked->known.units, **unit, asked->day);
  json::array list;
  for (const VillageStanding& each : found) {
    list.push_back(village_value(asked->known, each, asked->day, asked->eyes));
  }
  json::object value{
      {"unit", units::brief_value(**unit, asked->day)}, {"totals", totals_value(found)}, {"villages", std::move(list)}};
  if (*dossiers) {
    const auto may = [&](const char* act) {
      return bool(doors.guard(request.actor, {act, (*unit)->id.text(), asked->day, {}}));
    };
    value["may"] = json::object{{"keep", may("villages.keep")}, {"record", may("villages.record")}};
  }
  return answer(request, std::move(value), *asked);
}

json::object rights_value(const http::Request& request, const VillagesDoors& doors, const Place& place) {
  const auto may = [&](const std::string& act) { return bool(doors.guard(request.actor, ask_of(act, place))); };
  return {{"keep", may("villages.keep")},
          {"prepare", may(speaking_act(place, request.actor))},
          {"speaks", speaking_act(place, request.actor) == "villages.speak"},
          {"verify", may("villages.verify")},
          {"recognise", may("villages.recognise")},
          {"record", may("villages.record")}};
}

Result<http::Response> get_village(const http::Request& request, const VillagesDoors& doors) {
  if (auto known = http::check_parameters(request, {"as_of", "as_known", "dossiers"}); !known) return pass_on(known);
  const auto dossiers = http::flag_parameter(request, "dossiers");
  if (!dossiers) return pass_on(dossiers);
  auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  const Village* village = asked->known.villages->village(request.captured_text("id"));
  if (village == nullptr) return refuse("villages.no_village", {{"village", request.captured_text("id")}});
  const VillageStanding standing = standing_of(*asked->known.villages, *asked->known.units, *village, asked->day);
  if (*dossiers) {
    const units::Unit* commune = standing.standing.nearest();
    const std::string unit = commune == nullptr ? std::string() : commune->id.text();
    const Date day = commune == nullptr ? asked->day : day_for(*commune, asked->day);
    if (auto may = may_view(request, doors, unit, day); !may) return pass_on(may);
    asked->eyes.is_staff = true;
  }
  json::object value = whole_village(asked->known, standing, asked->day, asked->eyes);
  if (*dossiers) {
    const auto place = find_place(*asked->known.units, *asked->known.villages, village->id, doors.desk.today());
    value["may"] = place ? json::value(rights_value(request, doors, *place)) : json::value(nullptr);
  }
  return answer(request, std::move(value), *asked);
}

// What waits in one commune.
struct Waiting {
  std::int64_t villages = 0, unsettled = 0, alerts = 0, under_way = 0, village = 0, residential_area = 0;
};

void count(const VillageStanding& each, Waiting& waiting) {
  ++waiting.villages;
  waiting.unsettled += each.standing.settlement != Settlement::settled ? 1 : 0;
  waiting.alerts += each.alerts.empty() ? 0 : 1;
  for (const TitleStanding& title : each.titles) waiting.under_way += is_under_way(title.state) ? 1 : 0;
  waiting.village += each.holds(Ladder::village) ? 1 : 0;
  waiting.residential_area += each.holds(Ladder::residential_area) ? 1 : 0;
}

json::object waiting_value(const units::Unit& commune, const Waiting& waiting, Date day) {
  json::object value = units::brief_value(commune, day);
  value["villages"] = waiting.villages;
  value["unsettled"] = waiting.unsettled;
  value["alerts"] = waiting.alerts;
  value["under_way"] = waiting.under_way;
  value["totals"] = json::object{{"village", waiting.village}, {"residential_area", waiting.residential_area}};
  return value;
}

Result<http::Response> get_mine(const http::Request& request, const VillagesDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto may = may_view(request, doors, "", doors.desk.today()); !may) return pass_on(may);
  }
  auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  asked->eyes.is_staff = true;
  const auto province = unit_asked(request, *asked);
  if (!province) return pass_on(province);
  std::map<units::Ordinal, Waiting> waiting;
  json::array own;
  const std::string person = access::person_of(request.actor);
  for (const VillageStanding& each : villages_of(*asked->known.villages, *asked->known.units, **province, asked->day)) {
    for (const units::Unit* commune : each.standing.communes) count(each, waiting[commune->ordinal]);
    if (each.village->head_on(asked->day) == person) {
      own.push_back(village_value(asked->known, each, asked->day, asked->eyes));
    }
  }
  json::array communes;
  for (const units::Unit* commune : asked->known.units->descendants(*province, asked->day, units::Level::commune)) {
    if (!may_view(request, doors, commune->id.text(), asked->day)) continue;
    communes.push_back(waiting_value(*commune, waiting[commune->ordinal], asked->day));
  }
  return answer(request, json::object{{"communes", std::move(communes)}, {"own", std::move(own)}}, *asked);
}

Result<http::Response> get_words(const http::Request& request, const VillagesDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  return answer(request, words_value(asked->known, embedded_rules()), *asked);
}

// Villages under a unit that staff must look after.
template <class Keep>
Result<http::Response> get_some(const http::Request& request, const VillagesDoors& doors, const Keep& keep) {
  if (auto known = http::check_parameters(request, {"unit", "as_of"}); !known) return pass_on(known);
  auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  const auto unit = unit_asked(request, *asked);
  if (!unit) return pass_on(unit);
  asked->day = day_for(**unit, asked->day);
  if (auto may = may_view(request, doors, (*unit)->id.text(), asked->day); !may) return pass_on(may);
  asked->eyes.is_staff = true;
  json::array list;
  for (const VillageStanding& each : villages_of(*asked->known.villages, *asked->known.units, **unit, asked->day)) {
    if (keep(each)) list.push_back(village_value(asked->known, each, asked->day, asked->eyes));
  }
  return answer(request, json::object{{"unit", units::brief_value(**unit, asked->day)}, {"villages", std::move(list)}},
                *asked);
}

Result<http::Response> get_unsettled(const http::Request& request, const VillagesDoors& doors) {
  return get_some(request, doors,
                  [](const VillageStanding& each) { return each.standing.settlement != Settlement::settled; });
}

Result<http::Response> get_alerts(const http::Request& request, const VillagesDoors& doors) {
  return get_some(request, doors, [](const VillageStanding& each) { return !each.alerts.empty(); });
}

using Answer = Result<http::Response> (*)(const http::Request&, const VillagesDoors&);

}  // namespace

void add_villages_routes(http::Router& router, const VillagesDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/villages", with(get_villages));
  router.get("/api/v1/villages/mine", with(get_mine));
  router.get("/api/v1/villages/words", with(get_words));
  router.get("/api/v1/villages/unsettled", with(get_unsettled));
  router.get("/api/v1/villages/alerts", with(get_alerts));
  router.get("/api/v1/villages/{id}", with(get_village));
}

}  // namespace luytre::villages
