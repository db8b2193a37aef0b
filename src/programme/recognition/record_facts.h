// Writes recognition facts: one event per file.
#pragma once

#include <string>

#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/recognition/recognition_store.h"
#include "programme/units/register.h"

namespace luytre::recognition {

struct Recorded {
  audit::EventNumber event = 0;  // 0: everything was known already, nothing was written
  std::size_t titles = 0;        // new or changed
  std::size_t quoted = 0;
  std::size_t coverage = 0;
  std::size_t unchanged = 0;
};

// The fact as it would stand: the day of effect and the document that it does not say are those known already.
TitleFact with_what_is_known(TitleFact fact, const TitleRegister& known);

// Acts: recognition.record for each unit. `known` is what they were checked against: facts that others have recorded
// since are left out. `source` names where the facts come from, for the event log ("lang_son_facts.csv").
Result<Recorded> record_facts(commands::Writer&, const TitleRegister& known, const commands::Asked&, const FactBatch&,
                              const std::string& source, const std::string& province_code);
// Against what the database holds now.
Result<Recorded> record_facts(commands::Writer&, storage::Database&, const commands::Asked&, const FactBatch&,
                              const std::string& source, const std::string& province_code);

// The facts that travel with the product (reference/*/recognitions.csv) for a province; nothing where there are none.
Result<Recorded> seed_reference(commands::Writer&, storage::Database&, const access::Actor&, const units::Register&,
                                const std::string& province_code);

}  // namespace luytre::recognition
