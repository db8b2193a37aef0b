// One file stands behind many values: of other measures, days and units; or no longer.
#pragma once

#include "platform/commands/writer.h"
#include "programme/evidence/about_unit.h"
#include "programme/evidence/desk.h"

namespace luytre::evidence {

bool stands(const Evidence& evidence, const Use& use);

// Inside a body: appends the use. Problem evidence.too_many_files when the measure of the unit has files_of_measure_max
// others already.
Done add_use(storage::Database& database, const Evidence& evidence, const Use& use);

// Act evidence.add on the use's unit on its day; who asks may view the evidence (the caller sees to it). A use that
// stands already is no fault: answers the event that made it. Problems of check_use, evidence.no_use (to withdraw what
// does not stand), evidence.too_many_files, those of Known::may_change.
Result<audit::EventNumber> use_evidence(commands::Writer& writer, const access::Guard& guard,
                                        const commands::Asked& asked, const Known& known, const Evidence& evidence,
                                        const Use& use, bool is_withdrawn);

}  // namespace luytre::evidence
