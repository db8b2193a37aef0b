// The room over HTTP.
//
// GET  /api/v1/units/{code}/estimate?set=&weights=&opinion=&as_of=&as_known=&year=   public
// GET  /api/v1/reorganisations                  days on which units of the province ended; public, but for the counts
// GET  /api/v1/reorganisations/{day}            what must be decided, and what was: for whoever may decide
// POST /api/v1/reorganisations/{day}/decisions  {items: [{kind, item, choice: successor | other | close, unit,
// reason}]}
#pragma once

#include <functional>
#include <optional>

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "programme/judgement/evaluation.h"
#include "programme/reorganisation/decide.h"

namespace luytre::reorganisation {

struct ReorganisationDoors {
  std::function<Result<judgement::Materials>(std::optional<audit::EventNumber> known_at)> materials;  // without drafts
  std::function<Result<Known>()> known;
  std::function<Done(const std::function<Done(storage::Database&)>&)> with;  // for what lies in the database alone
  Desk desk;
  access::Guard guard;
  std::function<std::string(const std::string& actor)> name_of_actor;
};

void add_reorganisation_routes(http::Router& router, const ReorganisationDoors& doors);

}  // namespace luytre::reorganisation
