#include "programme/evidence/about_unit.h"

#include <set>

namespace luytre::evidence {
namespace {

const units::Unit* unit_of(const Known& known, const std::string& identity) {
  const auto id = units::UnitId::parse(identity);
  return id ? known.units->unit(*id) : nullptr;
}

Date day_alive(const units::Unit& unit, Date wished) {
  const Interval life = unit.life();
  if (wished < life.from) return life.from;
  return unit.is_alive(wished) ? wished : life.to.plus_days(-1);
}

}  // namespace

Result<const units::Unit*> unit_named(const Known& known, const std::string& name, std::optional<Date> day,
                                      const std::string& where) {
  const Date on = day.value_or(known.today);
  const bool is_identity = name.find('@') != std::string::npos;
  const units::Unit* unit = is_identity ? unit_of(known, name) : known.units->find(name, on);
  if (unit == nullptr) return refuse("evidence.unknown_unit", {{"unit", name}, {"day", on.text()}}, where);
  return unit;
}

access::Ask ask_about(const Known& known, const std::string& act, const units::Unit& unit, std::optional<Date> day) {
  return {act, unit.id.text(), day_alive(unit, day.value_or(known.today)), {}};
}

access::Ask ask_about(const Known& known, const std::string& act, const std::string& identity) {
  const units::Unit* unit = unit_of(known, identity);
  if (unit == nullptr) return {act, identity, known.today, {}};  // the gate will not know it either
  return ask_about(known, act, *unit);
}

Done may_view(const access::Guard& guard, const access::Viewer& viewer, const Known& known, const Evidence& evidence) {
  auto may = guard(viewer, ask_about(known, "evidence.view", evidence.unit));
  if (may) return may;
  std::set<std::string> units;
  for (const Use& use : evidence.uses) units.insert(use.unit);
  for (const std::string& unit : units) {
    if (guard(viewer, ask_about(known, "evidence.view", unit))) return {};
  }
  return may;
}

Done check_use(const Known& known, const Use& use) {
  const auto* unit = unit_of(known, use.unit);
  const auto day = Date::parse(use.as_of);
  if (!day) return pass_on(day);
  if (known.law->measure(use.measure) == nullptr) {
    return refuse("evidence.unknown_measure", {{"measure", use.measure}}, "measure");
  }
  if (known.today < *day) return refuse("evidence.future_day", {{"day", use.as_of}}, "as_of");
  if (unit == nullptr || !unit->is_alive(*day)) {
    return refuse("evidence.unit_not_alive", {{"unit", use.unit}, {"day", use.as_of}}, "as_of");
  }
  return {};
}

std::string province_of(const Known& known, const std::string& identity) {
  const units::Unit* unit = unit_of(known, identity);
  if (unit == nullptr) return {};
  const units::Unit* province = known.units->province(*unit, day_alive(*unit, known.today));
  return province == nullptr ? std::string() : province->id.code;
}

}  // namespace luytre::evidence
