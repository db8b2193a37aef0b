// Titles sustained, over HTTP, for people with accounts. Below /api/v1/sustain:
//
// GET  radar?set=&title=&unit=&opinion=&as_of=&as_known=&limit=&cursor=   who holds a title and how exposed it is
// GET  checks?year=&unit=                                  the yearly checks, and whose is missing or overdue
// POST checks                   {unit, title, year, as_of, words}: the commune scores itself
// GET  checks/{id}              one check with its lines, steps and those of other years
// POST checks/reminders         {year, unit}: to communes whose check of the year is overdue
// POST checks/{id}/sign         {version, words}
// POST checks/{id}/verify       {version, items: [{indicator, decision: verified | objected, words}]}
// POST checks/{id}/close        {version, result: sustained | warned | revocation_proposed, words}
#pragma once

#include "platform/http/router.h"
#include "programme/sustain/desk.h"

namespace luytre::sustain {

struct SustainDoors {
  std::function<Result<Known>(std::optional<audit::EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
  std::function<std::string(const std::string& actor)> name_of_actor;
};

// A place by its code or identity; without one the province whose record this is, nullptr where that was not told.
Result<const units::Unit*> place_of(const Known& known, const std::optional<std::string>& text, Date day);

void add_sustain_routes(http::Router& router, const SustainDoors& doors);
void add_sustain_write_routes(http::Router& router, const SustainDoors& doors);

}  // namespace luytre::sustain
