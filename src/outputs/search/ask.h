// A question asked of one open Xapian database. Throws Xapian::Error.
#pragma once

#include <xapian.h>

#include "outputs/search/facts.h"
#include "outputs/search/index.h"

namespace luytre::search {

Answers ask(Xapian::Database& database, const Facts& facts, const Query& query, const Narrowing& narrowing,
            const std::optional<std::vector<std::string>>& after, std::size_t rows);

}  // namespace luytre::search
