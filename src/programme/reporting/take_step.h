// The way of a unit's report: the officer submits, the chairman signs, either side's superior returns it.
#pragma once

#include "programme/reporting/desk.h"
#include "programme/reporting/state.h"

namespace luytre::reporting {

struct StepWish {
  StepKind kind = StepKind::submitted;
  audit::EventNumber seen = 0;  // of the sheet that was looked at: what is signed is what was seen
  std::string reason_code;      // of a return
  std::string words;
};

// Acts reporting.submit and reporting.sign on the unit; a return is reporting.sign while it waits for the chairman,
// reporting.return when it is with the province. Signing gives every value of the period's day the stage "signed", in
// the same event. Problems reporting.no_period, reporting.no_unit, reporting.locked, reporting.nothing_entered,
// reporting.submitted_already, reporting.not_submitted, reporting.second_person (who submitted does not sign),
// reporting.changed_meanwhile, reporting.not_returnable, reporting.reason_unknown, reporting.reason_needed.
Result<Step> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& period,
                       const std::string& unit, const StepWish& wish);

}  // namespace luytre::reporting
