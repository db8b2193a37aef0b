// The coordinator reminds communes whose yearly checks are overdue: a notice to whoever each check waits for there.
#pragma once

#include "programme/sustain/desk.h"

namespace luytre::sustain {

struct Reminded {
  audit::EventNumber event = 0;
  std::size_t checks = 0;
};

// Act sustain.close on the place (nullptr: the province of the record). Whoever scores is told where nothing is scored
// or a department objected, the chairman where a scoring waits to be signed; what waits for departments or for the
// coordinator is not theirs to do. Problem sustain.nobody_to_remind.
Result<Reminded> remind(const Desk& desk, const commands::Asked& asked, const Known& known, int year,
                        const units::Unit* place);

}  // namespace luytre::sustain
