#include "programme/reporting/state.h"

#include <array>

namespace luytre::reporting {
namespace {

using observations::Observation;
using observations::Opinion;
using observations::Stage;
using observations::ValueKind;

// A value that only rose in stage is the one that was looked at: what was said is what counts.
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

State state_of(const Report& report, const UnitStanding& standing) {
  if (standing.indicators_returned > 0) return State::returned;
  if (report.steps.empty()) return standing.fields_filled > 0 ? State::drafting : State::empty;
  switch (report.steps.back().kind) {
    case StepKind::submitted:
      return State::submitted;
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

std::optional<Observation> own_value(const observations::Panel& panel, const Field& field, std::string_view unit,
                                     Date as_of) {
  auto value = panel.newest({std::string(unit), field.measure->id, field.dimension, Opinion::self, as_of});
  if (value && value->value.kind == ValueKind::withdrawn) return std::nullopt;
  return value;
}

Checked checked(const observations::Panel& panel, const Form& form, const FormIndicator& indicator,
                const Period& period, const Report& report, std::string_view unit) {
  const Verification* last = report.verification(indicator.number);
  if (last == nullptr) return Checked::none;
  for (const std::size_t at : indicator.fields) {
    if (changed_since(panel, form.fields[at], unit, period.as_of, last->seen)) return Checked::changed;
  }
  return last->decision == Decision::verified ? Checked::verified : Checked::returned;
}

UnitStanding standing_of(const observations::Panel& drafts, const Form& form, const Period& period,
                         const Report& report, std::string_view unit, Date today) {
  UnitStanding standing;
  std::vector<bool> filled(form.fields.size());
  for (std::size_t at = 0; at < form.fields.size(); ++at) {
    const auto value = own_value(drafts, form.fields[at], unit, period.as_of);
    if (!value) continue;
    filled[at] = true;
    ++standing.fields_filled;
    if (value->stage == Stage::draft) ++standing.drafts;
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
  standing.is_late = signature != nullptr ? signature->is_late : period.due_on < today;
  return standing;
}

}  // namespace luytre::reporting
