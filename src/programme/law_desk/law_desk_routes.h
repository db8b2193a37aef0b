// GET  /api/v1/law/open-points?set=&province=&as_known=    what is open in a set
// GET  /api/v1/law/proposals?set=                          those whose province the viewer may propose or decide for
// POST /api/v1/law/proposals                               {set, province, rows: […], document: {…}}
// GET  /api/v1/law/proposals/{id}
// GET  /api/v1/law/proposals/{id}/preview?as_of=           an approved one: against the law before its approval
// POST /api/v1/law/proposals/{id}/decision                 {decision: approve | refuse | withdraw, reason}
// GET  /api/v1/law/form?set=&province=                     the open points as a workbook to fill in
// POST /api/v1/law/form                                    the workbook filled in, as a proposal
#pragma once

#include <functional>
#include <optional>

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "programme/judgement/evaluation.h"
#include "programme/law_desk/propose.h"

namespace luytre::law_desk {

struct LawDeskDoors {
  std::function<Result<judgement::Materials>(std::optional<audit::EventNumber> known_at)> materials;
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
  commands::Writer& writer;
  access::Guard guard;
  std::function<Date()> today;
  TellDeciders tell_deciders = {};
};

void add_law_desk_routes(http::Router& router, const LawDeskDoors& doors);

// A wish from a JSON body: {set, province, rows, document}. Everything wrong with its form at once, http.body_refused.
Result<Wish> read_wish(const http::Request& request);

// Whether the viewer may see what is proposed: whoever may propose for all its indicators or decide on it.
Done may_see(const access::Guard& guard, const access::Viewer& viewer, const Proposal& proposal);

}  // namespace luytre::law_desk
