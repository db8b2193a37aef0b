// The board: units × forms × stage. One period in full, and beside it where each unit stands in the other periods that
// are open at the same time.
#pragma once

#include "programme/reporting/reporting_routes.h"

namespace luytre::reporting {

inline constexpr std::size_t other_periods_max = 6;  // beside the board's own; the newest days

// {period, fields, indicators, may_change, others: [{period, title}], units: [{code, name, state, …, others: [state]}]}
// of the units whose drafts the viewer may see.
Result<json::object> board_of(const Known& known, const std::string& period, const access::Viewer& viewer,
                              const ReportingDoors& doors);

}  // namespace luytre::reporting
