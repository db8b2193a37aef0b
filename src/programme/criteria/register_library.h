// Writes the law into the record: what changed since it was last registered, as one event.
#pragma once

#include <vector>

#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/criteria/library_store.h"

namespace luytre::criteria {

struct LawRegistration {
  audit::EventNumber event = 0;  // 0: everything was registered already, nothing was written
  std::size_t changed = 0;       // texts added, changed or withdrawn
  std::size_t sets = 0;          // of them sets
};

// Refuses a library that does not check clean (criteria.faulty). What the library no longer holds is withdrawn.
Result<LawRegistration> register_library(commands::Writer& writer, storage::Database& database,
                                         const access::Actor& actor, const Library& library);

// The law that travels in the program. Cheap when nothing changed; called at every start of a writer.
Result<LawRegistration> register_embedded_law(commands::Writer& writer, storage::Database& database,
                                              const access::Actor& actor);

}  // namespace luytre::criteria
