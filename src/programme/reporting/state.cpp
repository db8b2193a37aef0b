#include "programme/reporting/state.h"

#include <array>

namespace luytre::reporting {
namespace {

using observations::Observation;
using observations::Opinion;
using observations::Stage;
using observations::ValueKind;

State state_of(const Report& report, const UnitStanding& standing) {
  if (!report.steps.empty() && report.steps.back().kind == StepKind::submitted) return State::submitted;
  if (standing.indicators_returned > 0) return State::returned;
  if (report.steps.empty()) return standing.fields_filled > 0 ? State::drafting : State::empty;
  switch (report.steps.back().kind) {
    case StepKind::submitted:
    case StepKind::returned:
      return State::returned;
    case StepKind::signed_off:
      break;
  }
  if (standing.drafts > 0) return State::drafting;
  const bool all = standing.indicators_filled > 0 && standing.indicators_verified == standing.indicators_filled;
  return all ? State::verified : State::signed_off;
}

}  // namespace

std::string_view name_of(Checked checked) {
  constexpr std::array<std::string_view, 4> names{"none", "verified", "changed", "returned"};
  return names[static_cast<std::size_t>(checked)];
}

std::optional<Observation> newest_own(const observations::Panel& panel, const Field& field, std::string_view unit,
                                      Date as_of) {
  return panel.newest({std::string(unit), field.measure->id, field.dimension, Opinion::self, as_of});
}

std::optional<Observation> own_value(const observations::Panel& panel, const Field& field, std::string_view unit,
                                     Date as_of) {
  auto value = newest_own(panel, field, unit, as_of);
  if (value && value->value.kind == ValueKind::withdrawn) return std::nullopt;
  return value;
}

bool changed_since(const observations::Panel& panel, const Field& field, std::string_view unit, Date as_of,
                   audit::EventNumber seen) {
  const auto versions = panel.history(unit, field.measure->id, field.dimension, Opinion::self);
  const Observation* before = nullptr;
  const Observation* now = nullptr;
  for (const Observation& version : versions) {
    if (version.key.as_of != as_of) continue;
    if (version.event <= seen) before = &version;
    now = &version;
  }
  if (now == nullptr || now == before) return false;
  return before == nullptr || !(now->value == before->value);
}

Checked checked(const observations::Panel& panel, const Form& form, const FormIndicator& indicator,
                const Period& period, const Report& report, std::string_view unit) {
  const Verification* last = report.verification(indicator.number);
  if (last == nullptr) return Checked::none;
  for (const std::size_t at : indicator.fields) {
    if (changed_since(panel, form.fields[at], unit, period.as_of, last->seen)) return Checked::changed;
  }
  if (last->decision == Decision::verified) return Checked::verified;
  // Signed again since: the commune stands by its value, or has brought what was missing.
  const Step* signature = report.last(StepKind::signed_off);
  return signature != nullptr && signature->event > last->event ? Checked::changed : Checked::returned;
}

UnitStanding standing_of(const observations::Panel& drafts, const Form& form, const Period& period,
                         const Report& report, std::string_view unit, Date today) {
  UnitStanding standing;
  std::vector<bool> filled(form.fields.size());
  for (std::size_t at = 0; at < form.fields.size(); ++at) {
    const auto value = newest_own(drafts, form.fields[at], unit, period.as_of);
    if (value && value->stage == Stage::draft) ++standing.drafts;  // a value taken back is one too
    if (!value || value->value.kind == ValueKind::withdrawn) continue;
    filled[at] = true;
    ++standing.fields_filled;
  }
  for (const FormIndicator& indicator : form.indicators) {
    bool any = false;
    for (const std::size_t at : indicator.fields) any = any || filled[at];
    if (!any) continue;
    ++standing.indicators_filled;
    const Checked word = checked(drafts, form, indicator, period, report, unit);
    if (word == Checked::verified) ++standing.indicators_verified;
    if (word == Checked::returned) ++standing.indicators_returned;
  }
  standing.state = state_of(report, standing);
  const Step* signature = report.last(StepKind::signed_off);
  const Step* returned = report.last(StepKind::returned);
  const bool stands = signature != nullptr && (returned == nullptr || returned->event < signature->event);
  standing.is_late = stands ? signature->is_late : period.due_on < today;
  return standing;
}

}  // namespace luytre::reporting
