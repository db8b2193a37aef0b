// Villages over HTTP. Below /api/v1/villages:
//
// GET  ?unit=&as_of=&as_known=             villages under a unit, with titles held and how they are kept: for everybody
//      &dossiers=true                      and what is on its way, for people with accounts who may see it
// POST                                     a village enters the register
// GET  mine                               the communes whose villages the viewer may see, with what waits in them
// GET  words                               what is ticked, the rules, the sets of each ladder
// GET  unsettled?unit=                     villages whose commune has ended, with proposals
// POST settlements                         {items: [{village, commune}]}
// GET  alerts?unit=                        villages that seem to fall behind, with the reason
// POST import                              a list as CSV or XLSX; ?dry_run=true shows what it would do
// POST successions                         {kind, day, decision, from: [], to: [{village, name, kind, commune, code}]}
// POST titles/{title}/steps                {step, day, …}
// and below /api/v1/villages/{id}:
//
// GET  ?dossiers=true                      one village
// POST counts, head, ticks, titles, decisions
#pragma once

#include "platform/http/router.h"
#include "programme/villages/desk.h"

namespace luytre::villages {

struct VillagesDoors {
  std::function<Result<Known>(std::optional<audit::EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<std::string(const std::string& actor)> name_of_actor;
};

void add_villages_routes(http::Router& router, const VillagesDoors& doors);
void add_villages_write_routes(http::Router& router, const VillagesDoors& doors);

}  // namespace luytre::villages
