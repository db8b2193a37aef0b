// Every period and report known at one event; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/reporting/report.h"

namespace luytre::reporting {

struct RegisterParts {
  std::vector<Period> periods;  // oldest first, as all below
  std::vector<PeriodChange> changes;
  std::vector<Step> steps;
  std::vector<Verification> verifications;
  std::vector<Remark> remarks;
};

class ReportRegister {
 public:
  ReportRegister(RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  const std::vector<Period>& periods() const { return periods_; }  // newest day first; due_on as moved since
  const Period* period(std::string_view id) const;                 // nullptr: unknown
  // What was said of the unit (identity) in the period; empty when nothing was.
  const Report& report(std::string_view period, std::string_view unit) const;
  const std::vector<PeriodChange>& changes(std::string_view period) const;
  // Whether nothing of the unit may be changed: locked and not reopened since.
  bool is_locked(std::string_view period, std::string_view unit) const;

 private:
  audit::EventNumber known_at_;
  std::vector<Period> periods_;
  std::map<std::string, std::vector<PeriodChange>, std::less<>> changes_;
  std::map<std::string, std::map<std::string, Report, std::less<>>, std::less<>> reports_;  // period, unit
};

}  // namespace luytre::reporting
