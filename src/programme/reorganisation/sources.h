// What names units in the rooms below: roles of accounts, and reports of periods that are still open.
#pragma once

#include <functional>
#include <memory>

#include "platform/accounts/grants.h"
#include "programme/reorganisation/reorganisation.h"
#include "programme/reporting/desk.h"

namespace luytre::reorganisation {

struct GrantDoors {
  std::function<Result<access::Authority>(storage::Database&)> authority;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
};

// Kind "grant": roles held or proposed on a unit that ended. A role that was passed on can only be closed.
Source grants_source(GrantDoors doors);

// Kind "report": reports of units that ended, in periods that are not locked and of a day before, not signed yet. They
// stay the ended unit's; what is decided says who finishes them, and those are told.
Source reports_source(reporting::TellThoseWhoMay tell);

// Kind "village": villages whose commune ended and whose place nobody confirmed yet. Closing ends the village.
Source villages_source();

// Kind "dossier": dossiers of units that ended, not decided yet. Each is stopped; where a successor is named, its
// people are told to begin anew.
Source dossiers_source(reporting::TellThoseWhoMay tell);

// Kind "survey": rounds of the residents' survey of units that ended, not confirmed yet. Each is ended; where a
// successor is named, its Front is told to plan its own.
Source surveys_source(reporting::TellThoseWhoMay tell);

// Kind "plan": targets of ended units that were still to be reached. A plan changes by a decision that amends it, so
// what is decided here says which unit the amendment should name; the plan itself stays as it was decided.
Source targets_source();
// Kind "work": work items of plans that were neither done nor withdrawn. The item is withdrawn, the same work begins
// for the other unit; what was reported of it stays with the old item.
Source work_source(std::function<long long()> unix_milliseconds);

}  // namespace luytre::reorganisation
