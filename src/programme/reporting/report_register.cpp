#include "programme/reporting/report_register.h"

#include <algorithm>

namespace luytre::reporting {

ReportRegister::ReportRegister(RegisterParts parts, audit::EventNumber known_at)
    : known_at_(known_at), periods_(std::move(parts.periods)) {
  for (auto& change : parts.changes) {
    const auto period =
        std::find_if(periods_.begin(), periods_.end(), [&](const Period& each) { return each.id == change.period; });
    if (period != periods_.end() && change.due_on) period->due_on = *change.due_on;
    changes_[change.period].push_back(std::move(change));
  }
  for (auto& step : parts.steps) reports_[step.period][step.unit].steps.push_back(std::move(step));
  for (auto& each : parts.verifications) {
    reports_[each.period][each.unit].verifications.push_back(std::move(each));
  }
  for (auto& remark : parts.remarks) reports_[remark.period][remark.unit].remarks.push_back(std::move(remark));
  std::stable_sort(periods_.begin(), periods_.end(),
                   [](const Period& a, const Period& b) { return b.as_of < a.as_of; });
}

const Period* ReportRegister::period(std::string_view id) const {
  const auto found = std::find_if(periods_.begin(), periods_.end(), [&](const Period& each) { return each.id == id; });
  return found == periods_.end() ? nullptr : &*found;
}

const Report& ReportRegister::report(std::string_view period, std::string_view unit) const {
  static const Report nothing;
  const auto of_period = reports_.find(period);
  if (of_period == reports_.end()) return nothing;
  const auto found = of_period->second.find(unit);
  return found == of_period->second.end() ? nothing : found->second;
}

const std::vector<PeriodChange>& ReportRegister::changes(std::string_view period) const {
  static const std::vector<PeriodChange> none;
  const auto found = changes_.find(period);
  return found == changes_.end() ? none : found->second;
}

bool ReportRegister::is_locked(std::string_view period, std::string_view unit) const {
  bool locked = false;
  for (const PeriodChange& change : changes(period)) {
    if (change.kind == ChangeKind::locked) locked = true;
    if (change.kind == ChangeKind::reopened && (change.unit.empty() || change.unit == unit)) locked = false;
  }
  return locked;
}

}  // namespace luytre::reporting
