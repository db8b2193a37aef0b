#include "programme/reporting/desk.h"

#include "programme/judgement/evaluate.h"
#include "programme/observations/observation_store.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

// A commune form asks communes: wards and towns have no criteria of their own there.
bool is_asked(const units::Unit& unit, const criteria::CriteriaSet& set, Date day) {
  if (!unit.is_alive(day) || unit.level != judgement::level_of(set)) return false;
  return unit.level != units::Level::commune || unit.nearest(day).kind == units::Kind::commune;
}

}  // namespace

judgement::Materials materials_of(const Known& known) {
  return {known.units, known.law, known.drafts, known.titles, known.number};
}

Result<Period> find_period(const Known& known, const std::string& period) {
  const Period* found = known.reports->period(period);
  if (found == nullptr) return refuse("reporting.no_period", {{"period", period}});
  return *found;
}

std::vector<const units::Unit*> units_of(const units::Register& units, const criteria::Library& law,
                                         const Period& period) {
  const auto* set = law.set(period.set);
  const auto* root = units.find(period.province, period.as_of);
  const auto level = set == nullptr ? std::nullopt : judgement::level_of(*set);
  if (!level || root == nullptr) return {};
  auto asked = units.descendants(root, period.as_of, *level);
  std::erase_if(asked, [&](const units::Unit* unit) { return !is_asked(*unit, *set, period.as_of); });
  return asked;
}

Result<Place> find_place(const Known& known, const std::string& period_id, const std::string& unit_text) {
  const auto period = find_period(known, period_id);
  if (!period) return pass_on(period);
  const auto id = units::UnitId::parse(unit_text);
  const auto* unit = id ? known.units->unit(*id) : known.units->find(unit_text, period->as_of);
  const auto* root = known.units->find(period->province, period->as_of);
  const auto* set = known.law->set(period->set);
  const bool is_there = unit != nullptr && root != nullptr && set != nullptr && is_asked(*unit, *set, period->as_of) &&
                        known.units->is_under(*unit, *root, period->as_of);
  if (!is_there) {
    return refuse("reporting.no_unit",
                  {{"unit", unit_text}, {"period", period->title_vi}, {"date", period->as_of.vietnamese_text()}});
  }
  return Place{*period, unit, unit->nearest(period->as_of).name};
}

Result<Inside> look_inside(storage::Database& database, audit::EventNumber number, const Known& known,
                           const Period& period, const std::string& unit) {
  Inside inside;
  auto reports = load_reports(database, number - 1, {period.id, unit});
  if (!reports) return pass_on(reports);
  inside.reports = *std::move(reports);
  const auto newest = observations::newest_observation_event(database);
  if (!newest) return pass_on(newest);
  inside.drafts = known.drafts;
  if (*newest <= known.drafts->known_at()) return inside;
  auto drafts = observations::load_panel(database, number - 1, known.drafts);
  if (!drafts) return pass_on(drafts);
  inside.drafts = *std::move(drafts);
  return inside;
}

Done check_open(const Inside& inside, const Place& place) {
  if (!inside.reports->is_locked(place.period.id, place.identity())) return {};
  return refuse("reporting.locked", {{"period", place.period.title_vi}, {"unit", place.name}});
}

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string path_of(const Place& place) { return "/lam-viec/bieu/" + place.period.id + "/" + place.unit->id.code; }

}  // namespace luytre::reporting
