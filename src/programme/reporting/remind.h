// The coordinator reminds those whose reports are not signed: a notice to officers and chairman of each commune.
#pragma once

#include "programme/reporting/desk.h"

namespace luytre::reporting {

struct Reminded {
  audit::EventNumber event = 0;
  std::size_t units = 0;
};

// Act reporting.change_period on the province. Whoever the report waits for is told: the chairman of a report handed
// over, else the officers. Problems reporting.no_period, reporting.nobody_to_remind.
Result<Reminded> remind(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& period);

}  // namespace luytre::reporting
