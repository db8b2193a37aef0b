// The title that a dossier gave was made public: its announcement in the register of titles.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

// Inside a body: the register tells where and on which day the decision of the dossier was announced. `words` name the
// place. Problem dossiers.announced_where (no words).
Done announce(storage::Database& database, EventNumber number, const File& file, const std::string& words, Date today);

}  // namespace luytre::dossiers
