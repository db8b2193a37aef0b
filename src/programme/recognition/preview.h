// What a file would do, row by row, so that a person can mend it before anything is recorded.
#pragma once

#include "base/json.h"
#include "base/messages.h"
#include "programme/recognition/import_facts.h"

namespace luytre::recognition {

inline constexpr std::size_t previewed_rows_max = 2'000;

// Of each row {where, named, unit {unit, code, name, from, to} or null, becomes (a standing, "quoted" or null), title,
// decision, date, in_force, achievement_year, set, document, change (added, changed, unchanged, refused), remark (words
// that are no problem, or null), problem or null}; at most previewed_rows_max.
json::array preview_of(const std::vector<ReadRow>& rows, const TitleRegister& known, Language language);

}  // namespace luytre::recognition
