// All SQL of the room: what was decided about things that named an ended unit. Rows are only appended.
#pragma once

#include <vector>

#include "platform/storage/database.h"
#include "programme/reorganisation/reorganisation.h"

namespace luytre::reorganisation {

// Of one day, oldest first, as known at the event.
Result<std::vector<Decision>> load_decisions(storage::Database& database, audit::EventNumber known_at, Date day);

Done append(storage::Database& database, const Decision& decision);

}  // namespace luytre::reorganisation
