// Keeps authority/*.yaml in the database, as an event, and loads what stands.
#pragma once

#include <memory>

#include "platform/access/authority.h"
#include "platform/commands/writer.h"

namespace luytre::authority {

// Nothing happens when the same text stands already. Problems authority.unreadable, authority.faulty.
Done register_embedded_authority(commands::Writer& writer, storage::Database& database, const access::Actor& actor);

// As known at the event; an empty one when none was registered by then.
Result<access::Authority> load_authority(storage::Database& database, audit::EventNumber known_at);

}  // namespace luytre::authority
