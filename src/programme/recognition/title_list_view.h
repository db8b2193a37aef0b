// The register's list, counts and declarations as JSON.
#pragma once

#include "base/json.h"
#include "programme/recognition/title_list.h"

namespace luytre::recognition {

json::object to_json(const ListedDecision& listed, Date as_of);

// {title, recognised, revoked, of, complete, reason}: recognised, revoked and never are null where the count is not
// known, and `reason` then says why in both languages; at_least says what is known.
json::array to_json(const TitleCounts& counts, Date as_of);

json::object to_json(const Coverage& coverage, const units::Register& units);

}  // namespace luytre::recognition
