// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/dossiers/dossier_register.h"

namespace luytre::dossiers {

// Everything recorded by events up to `known_at`; of one dossier, or (empty) of all.
Result<std::shared_ptr<const DossierRegister>> load_dossiers(storage::Database&, EventNumber known_at,
                                                             const std::string& dossier = "");

// Each inside the caller's transaction.
Done append(storage::Database&, const Dossier&);
Done append(storage::Database&, const Step&);
Done append(storage::Database&, const Assessment&);
Done append(storage::Database&, const PartFile&);
Done append(storage::Database&, const Opinion&);
Done append(storage::Database&, const Answer&);
Done append(storage::Database&, const Finding&);
Done append(storage::Database&, const DueChange&);
Done append(storage::Database&, const Decision&);

}  // namespace luytre::dossiers
