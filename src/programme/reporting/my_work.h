// "Việc của tôi": what waits for the viewer, most pressing first.
#pragma once

#include "programme/reporting/reporting_routes.h"

namespace luytre::reporting {

inline constexpr int expiring_days = 90;  // values that stop counting within so many days are told

// {tasks: [{kind, period, unit, name, due_on, days_left, count …}]}. Kinds: enter, returned, sign, verify, board (the
// coordinator's: reports not signed), expiring (values too old for the law soon), evidence (values without a file).
json::object my_work(const Known& known, const access::Viewer& viewer, const ReportingDoors& doors);

}  // namespace luytre::reporting
