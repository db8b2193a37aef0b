// GET /api/v1/totals?set=&as_of=&as_known=&opinion=&unit=&level=&drafts=
// The country, its provinces and (level=district) their districts under one set on one day: units by outcome, criteria
// met, titles held. `unit` asks for one of these places and what is in it; `drafts` counts the newest values whatever
// their stage, for those who may see them.
// GET /api/v1/totals/nearest, with limit= instead of level=: the units of the place that lack least.
#pragma once

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "programme/totals/desk.h"

namespace luytre::totals {

struct TotalsDoors {
  Source signed_values;
  Source with_drafts;
  access::Guard guard;
  std::function<Date()> today;
};

void add_totals_routes(http::Router& router, TotalsDoors doors);

}  // namespace luytre::totals
