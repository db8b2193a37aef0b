#include "programme/reporting/grid.h"

#include "programme/criteria/readers.h"
#include "programme/reporting/report_view.h"

namespace luytre::reporting {

using observations::Opinion;

std::vector<std::size_t> fields_for(const Known& known, const Form& form, const Period& period,
                                    const units::Unit& somewhere, Opinion opinion, const access::Viewer& viewer,
                                    const ReportingDoors& doors) {
  const std::string act = "observations.record_" + std::string(observations::text(opinion));
  std::vector<std::size_t> fields;
  for (std::size_t at = 0; at < form.fields.size(); ++at) {
    access::Ask ask{act, somewhere.id.text(), period.as_of, {}};
    if (opinion == Opinion::sector) {
      ask.indicators = criteria::indicators_reading(*known.law, form.fields[at].measure->id, period.as_of);
    }
    if (doors.guard(viewer, ask)) fields.push_back(at);
  }
  return fields;
}

std::vector<const units::Unit*> units_seen(const Known& known, const Period& period, const access::Viewer& viewer,
                                           const ReportingDoors& doors) {
  auto units = units_of(*known.units, *known.law, period);
  std::erase_if(units, [&](const units::Unit* unit) {
    return !doors.guard(viewer, {"observations.view_drafts", unit->id.text(), period.as_of, {}});
  });
  return units;
}

Result<json::object> grid_of(const Known& known, const std::string& period_id, Opinion opinion,
                             const access::Viewer& viewer, const ReportingDoors& doors) {
  const auto asked_form = find_form(known, period_id);
  if (!asked_form) return pass_on(asked_form);
  const auto& [period, form] = *asked_form;
  const auto units = units_seen(known, period, viewer, doors);
  std::vector<std::size_t> wanted;
  if (!units.empty()) wanted = fields_for(known, form, period, *units.front(), opinion, viewer, doors);
  json::array fields, rows;
  for (const std::size_t at : wanted) fields.push_back(field_words(form.fields[at]));
  for (const auto* unit : units) {
    json::array values, previous;
    for (const std::size_t at : wanted) {
      const Field& field = form.fields[at];
      const auto value =
          known.drafts->newest({unit->id.text(), field.measure->id, field.dimension, opinion, period.as_of});
      values.push_back(value_of(value, doors));
      previous.push_back(value_of(known.drafts->latest(unit->id.text(), field.measure->id, field.dimension, opinion,
                                                       period.as_of.plus_days(-1)),
                                  doors));
    }
    rows.push_back(json::object{{"code", unit->id.code},
                                {"unit", unit->id.text()},
                                {"name", unit->nearest(period.as_of).name},
                                {"values", std::move(values)},
                                {"previous", std::move(previous)}});
  }
  return json::object{{"period", period_value(period, *known.reports, doors.desk.today())},
                      {"opinion", observations::text(opinion)},
                      {"may_record", !wanted.empty()},
                      {"fields", std::move(fields)},
                      {"units", std::move(rows)}};
}

}  // namespace luytre::reporting
