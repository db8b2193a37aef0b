// GET /api/v1/evaluations?unit=&set=&as_of=&opinion=&as_known=&year=
// GET /api/v1/evaluations/sheet, the same parameters: what a judge without the record needs (sheet.h).
// GET /api/v1/evaluations/explain, the same parameters and indicator=: the answer as text, both languages.
#pragma once

#include <functional>
#include <optional>

#include "platform/http/router.h"
#include "programme/judgement/evaluation.h"

namespace luytre::judgement {

using Source = std::function<Result<Materials>(std::optional<audit::EventNumber> known_at)>;

// `today` is the date when the caller names none; the set is then the one in force (default_set in evaluate.h).
void add_judgement_routes(http::Router& router, Source source, std::function<Date()> today);

}  // namespace luytre::judgement
