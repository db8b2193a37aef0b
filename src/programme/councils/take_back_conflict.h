// A conflict of interest that was declared is taken back before the ballot begins, with the reason.
#pragma once

#include "programme/councils/desk.h"

namespace luytre::councils {

// A member's own word by that member alone, act councils.vote; what others recorded by act councils.convene. `account`
// empty: whoever asks. Problems of check_item, councils.no_conflict, councils.conflict_own_word, councils.words_needed.
Result<Conflict> take_back_conflict(const Desk& desk, const commands::Asked& asked, const Known& known,
                                    const std::string& id, const std::string& dossier, const std::string& account,
                                    const std::string& words);

}  // namespace luytre::councils
