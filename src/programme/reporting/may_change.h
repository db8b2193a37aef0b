// What belongs to a reporting period, and whether it may still be changed.
//
// A period holds one day, that of its values. What is said of an earlier day belongs to the first period from that day
// on that asks the unit for the measure: a judgement on the period's day falls back to it. What is older on that day
// than the measure lets a value count belongs to none; what is said of a later day belongs to a later period.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "programme/observations/record.h"
#include "programme/reporting/desk.h"

namespace luytre::reporting {

// What somebody says, or proves by a file.
struct Touched {
  std::string unit;  // identity
  std::string measure;
  std::optional<std::string> dimension;  // absent: any
  Date as_of;
};

// Inside a transaction, for the writers of values and of evidence. Problems reporting.locked, and of an earlier day
// reporting.day_locked.
Done may_change(storage::Database& database, const Known& known, const std::vector<Touched>& touched);

// The same of values: a commune's own and a department's are reported, councils and surveys keep their own time.
Done may_change(storage::Database& database, const Known& known, const observations::CheckedValues& values);

}  // namespace luytre::reporting
