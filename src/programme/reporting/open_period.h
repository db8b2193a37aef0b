// Opening a reporting period, and what becomes of it: locked, reopened, due on another day.
#pragma once

#include "programme/reporting/desk.h"

namespace luytre::reporting {

struct PeriodWish {
  std::string set;
  std::string province;
  std::string title_vi;
  std::string title_en;  // empty: as title_vi
  std::optional<Date> as_of;
  std::optional<Date> opens_on;  // absent: the day of opening
  std::optional<Date> due_on;
};

// Act reporting.open_period on the province. Problems criteria.unknown_set, reporting.unknown_province,
// reporting.days_backwards, reporting.period_exists (the same form, province and day).
Result<Period> open_period(const Desk& desk, const commands::Asked& asked, const Known& known, const PeriodWish& wish);

// Act reporting.change_period on the province. Reopening needs a reason; `unit` (identity or code) reopens one.
// Problems reporting.no_period, reporting.no_unit, reporting.reason_needed, reporting.not_locked,
// reporting.already_locked, reporting.days_backwards.
struct ChangeWish {
  ChangeKind kind = ChangeKind::locked;
  std::string unit;
  std::optional<Date> due_on;
  std::string reason;
};
Result<PeriodChange> change_period(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& period, const ChangeWish& wish);

}  // namespace luytre::reporting
