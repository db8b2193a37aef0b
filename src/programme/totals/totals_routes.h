// GET /api/v1/totals?set=&as_of=&as_known=&opinion=&unit=&level=
// The country, its provinces and (level=district) their districts under one set on one day: units by outcome, criteria
// met, titles held. `unit` asks for one of these places and what is in it.
#pragma once

#include "platform/http/router.h"
#include "programme/totals/desk.h"

namespace luytre::totals {

void add_totals_routes(http::Router& router, Source source, std::function<Date()> today);

}  // namespace luytre::totals
