#include "programme/reporting/board.h"

#include <algorithm>

#include "programme/reporting/grid.h"
#include "programme/reporting/report_view.h"

namespace luytre::reporting {
namespace {

struct OpenForm {
  const Period* period = nullptr;
  Form form;
  std::vector<const units::Unit*> asked;
};

std::vector<OpenForm> others_open(const Known& known, const Period& period, Date today) {
  std::vector<OpenForm> others;
  for (const Period& other : known.reports->periods()) {
    const bool is_open = other.opens_on <= today && !known.reports->is_locked(other.id, "");
    if (other.id == period.id || other.province != period.province || !is_open) continue;
    auto form = form_of(*known.law, other.set);
    if (form && others.size() < other_periods_max) {
      others.push_back({&other, *std::move(form), units_of(*known.units, *known.law, other)});
    }
  }
  return others;
}

// Where the unit stands in each of the others; null where the period does not ask it.
json::array states_of(const Known& known, const std::vector<OpenForm>& others, const units::Unit& unit, Date today) {
  json::array states;
  for (const OpenForm& other : others) {
    if (std::find(other.asked.begin(), other.asked.end(), &unit) == other.asked.end()) {
      states.emplace_back(nullptr);
      continue;
    }
    const std::string identity = unit.id.text();
    const Report& report = known.reports->report(other.period->id, identity);
    const auto standing = standing_of(*known.drafts, other.form, *other.period, report, identity, today);
    states.push_back(json::object{{"state", name_of(standing.state)}, {"is_late", standing.is_late}});
  }
  return states;
}

}  // namespace

Result<json::object> board_of(const Known& known, const std::string& period_id, const access::Viewer& viewer,
                              const ReportingDoors& doors) {
  const auto asked_form = find_form(known, period_id);
  if (!asked_form) return pass_on(asked_form);
  const auto& [period, form] = *asked_form;
  const Date today = doors.desk.today();
  const auto others = others_open(known, period, today);
  json::array rows, titles;
  for (const OpenForm& other : others) titles.push_back(period_value(*other.period, *known.reports, today));
  for (const auto* unit : units_seen(known, period, viewer, doors)) {
    const std::string identity = unit->id.text();
    const Report& report = known.reports->report(period.id, identity);
    json::object row{{"code", unit->id.code}, {"unit", identity}, {"name", unit->nearest(period.as_of).name}};
    const auto standing = standing_of(*known.drafts, form, period, report, identity, today);
    for (auto& member : standing_value(standing, report)) row[member.key()] = member.value();
    row["is_locked"] = known.reports->is_locked(period.id, identity);
    row["others"] = states_of(known, others, *unit, today);
    rows.push_back(std::move(row));
  }
  const access::Ask change{"reporting.change_period", period.province, period.as_of, {}};
  return json::object{{"period", period_value(period, *known.reports, today)},
                      {"fields", form.fields.size()},
                      {"indicators", form.indicators.size()},
                      {"may_change", bool(doors.guard(viewer, change))},
                      {"others", std::move(titles)},
                      {"units", std::move(rows)}};
}

}  // namespace luytre::reporting
