// Dossiers over HTTP, for people with accounts. Below /api/v1/dossiers:
//
// GET  ?unit=&stage=&purpose=&open=        those of the units the viewer may see, newest first
// GET  mine                                those that wait for the viewer
// POST                                     {purpose, unit, tier, year, set}
// and below /api/v1/dossiers/{id}; each POST but findings says `expected_version`, the number that GET gave:
//
// GET                                      all of it, with whose turn it is and what each move still lacks
// POST assessment                          {as_of}: frozen from the values as known now
// POST files                               {part, evidence, words, withdrawn}
// POST opinions                            {voice, words, day}
// POST opinions/{opinion}/answer           {words}
// POST findings                            {version, items: [{indicator, outcome, reason_code, words}]}
// POST steps                               {move, reason_code, words, decision, signed_on, in_force, evidence}
// POST due                                 {due_on, reason}
// POST transfer                            {}: goes on under the procedure in force
#pragma once

#include "platform/http/router.h"
#include "programme/dossiers/desk.h"
#include "programme/dossiers/put_file.h"

namespace luytre::dossiers {

struct DossierDoors {
  std::function<Result<Known>(std::optional<EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<std::string(const std::string& actor)> name_of_actor;
  // The evidence, if the viewer may view it; else the refusal.
  std::function<Result<FoundEvidence>(const access::Viewer&, const std::string& evidence)> evidence;
  // The units of today on which the viewer holds a role.
  std::function<std::vector<std::string>(const access::Viewer&)> units_of;
  std::function<access::Department(const std::string& id)> department;
};

void add_dossier_routes(http::Router& router, const DossierDoors& doors);
void add_dossier_write_routes(http::Router& router, const DossierDoors& doors);

}  // namespace luytre::dossiers
