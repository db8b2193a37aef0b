// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/reporting/report_register.h"

namespace luytre::reporting {

// A part of the whole: one period, or one unit (identity) in it. Empty: all.
struct Slice {
  std::string period;
  std::string unit;
};

// Everything recorded by events up to `known_at`.
Result<std::shared_ptr<const ReportRegister>> load_reports(storage::Database&, audit::EventNumber known_at,
                                                           const Slice& slice = {});

// Periods and what became of them, without what was reported.
Result<std::shared_ptr<const ReportRegister>> load_periods(storage::Database&, audit::EventNumber known_at);

// Each inside the caller's transaction.
Done append(storage::Database&, const Period&);
Done append(storage::Database&, const PeriodChange&);
Done append(storage::Database&, const Step&);
Done append(storage::Database&, const Verification&);
Done append(storage::Database&, const Remark&);

}  // namespace luytre::reporting
