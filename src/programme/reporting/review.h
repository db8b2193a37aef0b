// What waits for a department: its indicators across the communes whose reports are signed.
#pragma once

#include "programme/reporting/form.h"
#include "programme/reporting/reporting_routes.h"

namespace luytre::reporting {

// {period, indicators: [those the viewer may verify], items: [{unit, name, indicator, checked, is_identical,
// values…}]}. Items that are verified and unchanged are left out but counted. `is_identical`: every value equals what
// the sector itself says of the same day, so that they may be accepted together.
Result<json::object> review_of(const Known& known, const std::string& period, const access::Viewer& viewer,
                               const ReportingDoors& doors);

// How many items wait for the viewer's department, and of how many.
struct ReviewCounts {
  std::int64_t waiting = 0;
  std::int64_t total = 0;
};
ReviewCounts count_review(const Known& known, const Period& period, const Form& form, const access::Viewer& viewer,
                          const ReportingDoors& doors);

}  // namespace luytre::reporting
