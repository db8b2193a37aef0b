#include "programme/villages/desk.h"

#include "base/identifier.h"
#include "platform/access/person.h"

namespace luytre::villages {
namespace {

std::string names_of(const std::vector<const units::Unit*>& communes, Date day) {
  std::string names;
  for (const units::Unit* commune : communes) {
    names += (names.empty() ? "" : ", ") + commune->nearest(day).name + " (" + commune->id.code + ")";
  }
  return names.empty() ? "?" : names;
}

}  // namespace

Result<Place> find_place(const units::Register& units, const VillageRegister& villages, const std::string& id,
                         Date today, bool must_be_settled) {
  const Village* village = villages.village(id);
  if (village == nullptr) return refuse("villages.no_village", {{"village", id}});
  Place place{village, village->at(today), {}, today};
  if (place.version == nullptr) {
    if (!village->end || today < village->end->day) {  // begins later
      return refuse("villages.not_yet", {{"village", village->nearest(today).name},
                                         {"date", village->versions.front().from.vietnamese_text()}});
    }
    return refuse("villages.ended",
                  {{"village", village->nearest(today).name}, {"date", village->end->day.vietnamese_text()}});
  }
  place.standing = standing_of(units, *place.version, today);
  if (must_be_settled && place.standing.settlement != Settlement::settled) {
    const units::Unit* was = place.standing.recorded;
    return refuse("villages.not_settled", {{"village", place.version->name},
                                           {"commune", was == nullptr ? place.version->commune : was->last().name},
                                           {"communes", names_of(place.standing.communes, today)}});
  }
  return place;
}

Result<const units::Unit*> find_commune(const units::Register& units, const std::string& commune, Date day,
                                        const std::string& where) {
  const auto id = units::UnitId::parse(commune);
  const units::Unit* unit = id ? units.unit(*id) : units.find(commune, day);
  if (unit == nullptr || unit->level != units::Level::commune || !unit->is_alive(day)) {
    return refuse("villages.no_commune", {{"commune", commune}, {"date", day.vietnamese_text()}}, where);
  }
  return unit;
}

access::Ask ask_of(const std::string& act, const Place& place) { return {act, place.commune(), place.today, {}}; }

std::string speaking_act(const Place& place, const access::Actor& actor) {
  const std::string head = place.village->head_on(place.today);
  return !head.empty() && head == access::person_of(actor) ? "villages.speak" : "villages.prepare";
}

std::string province_of(const units::Register& units, const units::Unit& unit, Date day) {
  const Date at = unit.is_alive(day) ? day : unit.last().valid.from;
  const units::Unit* province = units.province(unit, at);
  return province == nullptr ? std::string() : province->id.code;
}

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Done check_file(const Desk& desk, storage::Database& database, const std::string& file) {
  if (file.empty()) return {};
  if (is_uuid(file)) {
    const auto there = desk.has_file(database, file);
    if (!there) return pass_on(there);
    if (*there) return {};
  }
  return refuse("villages.no_file", {{"file", file}}, "file");
}

}  // namespace luytre::villages
