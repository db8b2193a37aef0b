// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/councils/council_register.h"

namespace luytre::councils {

// Everything recorded by events up to `known_at`; of one session, or (empty) of all. Ballots of an item come only with
// its count.
Result<std::shared_ptr<const CouncilRegister>> load_councils(storage::Database&, EventNumber known_at,
                                                             const std::string& session = "");

// The ballots of an item before they were counted: for the count alone.
Result<std::vector<Ballot>> ballots_to_count(storage::Database&, const std::string& session,
                                             const std::string& dossier);

// Numbers of the criteria whose newest view in the dossier is "basically met", in the order of the views.
Result<std::vector<std::string>> criteria_basically_met(storage::Database&, const std::string& dossier);

// Each inside the caller's transaction.
Done append(storage::Database&, const Session&);
Done append(storage::Database&, const Plan&);
Done append(storage::Database&, const Step&);
Done append(storage::Database&, const Conflict&);
Done append(storage::Database&, const Opinion&);
Done append(storage::Database&, const Voter&);
Done append(storage::Database&, const Ballot&);  // under an id that tells no order
Done append(storage::Database&, const Count&);
Done append(storage::Database&, const View&);
Done append(storage::Database&, const Closing&);

}  // namespace luytre::councils
