// Units by fields for one opinion: what a department enters for all communes at once.
#pragma once

#include "programme/reporting/form.h"
#include "programme/reporting/reporting_routes.h"

namespace luytre::reporting {

// The form's fields that the viewer may record by this opinion in the period: all of them for a commune's own values,
// those a department owns for the sector's. Asked as the recording of a value asks.
std::vector<std::size_t> fields_for(const Known& known, const Form& form, const Period& period,
                                    const units::Unit& somewhere, observations::Opinion opinion,
                                    const access::Viewer& viewer, const ReportingDoors& doors);

// The units of the period whose drafts the viewer may see.
std::vector<const units::Unit*> units_seen(const Known& known, const Period& period, const access::Viewer& viewer,
                                           const ReportingDoors& doors);

// {period, opinion, may_record, fields: […], units: [{code, unit, name, values: […], previous: […]}]}.
Result<json::object> grid_of(const Known& known, const std::string& period, observations::Opinion opinion,
                             const access::Viewer& viewer, const ReportingDoors& doors);

}  // namespace luytre::reporting
