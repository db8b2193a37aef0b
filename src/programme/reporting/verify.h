// A department verifies or returns indicators of signed reports, one or many at once.
#pragma once

#include "programme/reporting/desk.h"

namespace luytre::reporting {

inline constexpr std::size_t verified_at_once_max = 500;

struct Word {
  std::string unit;       // code or identity
  std::string indicator;  // number in the period's set
  Decision decision = Decision::verified;
  std::string reason_code;
  std::string words;
};

// Act reporting.verify on each unit for each indicator: its owner's. All or nothing. `seen` is the event up to which
// the reviewer had seen the values: one said since is not verified by accident. Verified values take the stage
// "verified". Answers the event. Problems of places as in take_step.h, reporting.no_indicator, reporting.not_signed,
// reporting.nothing_to_verify, reporting.changed_meanwhile, reporting.own_report, reporting.too_many,
// reporting.reason_unknown, reporting.reason_needed; of several each is a cause of reporting.refused.
Result<audit::EventNumber> verify(const Desk& desk, const commands::Asked& asked, const Known& known,
                                  const std::string& period, const std::vector<Word>& words, audit::EventNumber seen);

}  // namespace luytre::reporting
