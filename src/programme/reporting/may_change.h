// Whether what belongs to a reporting period may still be changed: for the writers of values and of evidence.
#pragma once

#include <vector>

#include "programme/observations/record.h"
#include "programme/reporting/belonging.h"
#include "programme/reporting/desk.h"

namespace luytre::reporting {

// Inside a transaction. Problems reporting.locked, and of an earlier day reporting.day_locked.
Done may_change(storage::Database& database, const Known& known, const std::vector<Touched>& touched);

// The same of values: a commune's own and a department's are reported, councils and surveys keep their own time.
Done may_change(storage::Database& database, const Known& known, const observations::CheckedValues& values);

}  // namespace luytre::reporting
