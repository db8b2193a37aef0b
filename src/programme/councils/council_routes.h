// Councils over HTTP, for people with accounts. Below /api/v1/councils:
//
// GET                                       sessions the viewer may see, newest first
// GET  candidates                           who may sit: {account, name}
// POST                                      {title, held_on, place, decision, province, members, agenda}
// and below /api/v1/councils/{id}; `expected_version` is the number that GET gave:
//
// GET                                       all of it, with what the viewer may do now
// GET  minutes                              the minutes as JSON; as a page: /hoi-dong/{id}/bien-ban
// GET  items/{dossier}/lines                the frozen lines and what owners found, for whoever sees the session
// POST changes                              the plan anew, until the session is opened; expected_version
// POST steps                                {step, dossier, present, words, expected_version}
// POST items/{dossier}/conflict             {reason_code, words, account}
// POST items/{dossier}/conflict/taking-back {words, account}: by whoever declared it, before the ballot
// POST items/{dossier}/opinion              {reason_codes, words}
// POST items/{dossier}/vote                 {choice, words}
// POST items/{dossier}/views                {items: [{criterion, outcome, words}], expected_version}
// POST items/{dossier}/close                {words, expected_version}
//
// GET /api/v1/dossiers/{id}/council         what councils concluded of a dossier, beside what was computed
#pragma once

#include "platform/http/router.h"
#include "programme/councils/desk.h"
#include "programme/councils/propose_conflicts.h"

namespace luytre::councils {

struct CouncilDoors {
  std::function<Result<Known>(std::optional<EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<std::string(const std::string& actor)> name_of_actor;
  UnitsOf units_of;
};

void add_council_routes(http::Router& router, const CouncilDoors& doors);
void add_council_write_routes(http::Router& router, const CouncilDoors& doors);

}  // namespace luytre::councils
