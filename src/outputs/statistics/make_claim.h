// Own claims, computed from the record: titles held by the register of recognitions, or outcomes of judgement. Communes
// only (xã): wards, townships and special zones are no part of the programme's count.
#pragma once

#include <optional>
#include <string>

#include "outputs/statistics/claim.h"
#include "programme/judgement/evaluation.h"

namespace luytre::statistics {

struct MakeQuestion {
  std::string definition;
  std::string place;  // code of a unit alive on the day, or whole_country
  Date as_of;
  std::string set;  // judged definitions; empty: the set in force
  observations::Opinion opinion = observations::Opinion::self;
};

// A draft claim with its unit lists, not yet recorded. Nothing is counted where the record is not complete; there the
// caller shows the quoted figure. Problems claim.unknown_definition, claim.not_computable (no rule makes this figure),
// claim.unknown_place, units.not_complete, claim.no_communes, claim.not_covered (some titles are unknown),
// claim.nothing_assessed, claim.some_not_assessed (a share or average over communes nobody has assessed),
// claim.not_all_judged, claim.no_denominator (nobody holds the title that is the whole) and those of judgement.
Result<Claim> make_claim(const judgement::Materials& materials, const Definitions& definitions,
                         const MakeQuestion& question);

// Whether make_claim has a rule for the definition.
bool is_computable(std::string_view definition);

}  // namespace luytre::statistics
