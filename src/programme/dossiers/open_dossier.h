// Registering a unit for a title, or opening the review of a title that may be lost.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

struct DossierWish {
  criteria::Purpose purpose = criteria::Purpose::recognition;
  std::string unit;  // code (as of today) or identity
  std::string tier;  // "ntm"
  int year = 0;      // achievement year; of a revocation the year looked at
  std::string set;   // empty: the one of the tier for the year
};

// Act dossiers.prepare on the unit, of a revocation dossiers.check. By the workflow in force today; the set is kept
// with its hash. Problems dossiers.no_unit, dossiers.unit_ended, dossiers.not_concerned (a ward is no commune),
// dossiers.no_set, dossiers.set_not_in_force (not for that achievement year), dossiers.year_ahead,
// dossiers.no_workflow, dossiers.open_already, dossiers.recognised_already, dossiers.not_recognised.
Result<Dossier> open_dossier(const Desk& desk, const commands::Asked& asked, const Known& known,
                             const DossierWish& wish);

// The same inside another command's body, whose permission was asked: checked, appended, the dossier with its event.
struct Opening {
  EventNumber number = 0;
  Date today;
  long long unix_milliseconds = 0;
  std::string person;
};
Result<Dossier> open_inside(storage::Database& database, const Known& known, const DossierWish& wish,
                            const Opening& opening);

}  // namespace luytre::dossiers
