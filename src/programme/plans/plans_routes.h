// Plans over HTTP. Below /api/v1/plans:
//
// GET, POST                       all plans, newest year first; deciding one
// POST import                     a plan whose targets come as a file; ?dry_run=true shows what it says
// and below /api/v1/plans/{id}:
//
// GET ?as_of=&as_known=&window_days=          targets against the record, totals, pace, late work
// POST amendments                             {expected_version, decision, decided_on, document, changes: […]}
// POST import                                 targets added by a later decision, from a file
// GET  units/{unit}?as_of=&as_known=&window_days=   what one unit lacks, who owns it, what is under way
// POST units/{unit}/items
// POST items/{item}/change                    {change: due_moved | withdrawn, due_on, reason}
// POST items/{item}/progress                  {percent | numerator, denominator, day, words, reason}
#pragma once

#include "platform/http/router.h"
#include "programme/plans/desk.h"

namespace luytre::plans {

struct PlansDoors {
  std::function<Result<Known>(std::optional<audit::EventNumber> known_at)> known;
  Desk desk;
  std::function<std::string(const std::string& actor)> name_of_actor;
};

void add_plans_routes(http::Router& router, const PlansDoors& doors);
void add_plans_write_routes(http::Router& router, const PlansDoors& doors);

}  // namespace luytre::plans
