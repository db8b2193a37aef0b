// A published figure of ours that rests on values of a period which was locked, reopened and changed: asked again it
// says something else. Nothing is rewritten; the certificate shows the old figure as corrected, with the new one, the
// changed values and the reason of the reopening.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outputs/statistics/claim.h"
#include "programme/judgement/evaluation.h"
#include "programme/reporting/report_register.h"

namespace luytre::statistics {

inline constexpr std::size_t changed_values_max = 50;  // told of one figure

struct ChangedValue {
  observations::ObservationKey key;
  std::string before;  // as text(ObservedValue); "" nothing was said
  std::string after;
};

struct Overtaken {
  std::optional<Claim> now;        // the same question asked of what is known
  std::optional<Problem> refused;  // why it cannot be answered any more, else
  reporting::Period period;        // that was reopened
  reporting::PeriodChange reopening;
  audit::EventNumber event = 0;  // of the newest changed value
  std::vector<ChangedValue> values;
};

// `materials` without drafts. None where the figure stands: it rests on no judgement, no value of a reopened period has
// changed since it was computed, or the same comes out.
std::optional<Overtaken> overtaken(const Claim& claim, const Definitions& definitions,
                                   const judgement::Materials& materials, const reporting::ReportRegister& reports);

}  // namespace luytre::statistics
