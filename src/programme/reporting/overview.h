// The dashboard of a period: where every unit stands by the law, which indicators hold communes back, the pace.
#pragma once

#include "programme/reporting/reporting_routes.h"

namespace luytre::reporting {

// Judged by the communes' own values, drafts included: for people with accounts, of the units they may see. The answer
// names the event it is as known at; asked for again with as_known it is the same.
Result<json::object> overview_of(const Known& known, const std::string& period, const access::Viewer& viewer,
                                 const ReportingDoors& doors);

// One figure of it, with the units behind: overview_figures.h.
Result<json::object> overview_figure(const Known& known, const std::string& period, const std::string& figure,
                                     const access::Viewer& viewer, const ReportingDoors& doors);

}  // namespace luytre::reporting
