// The verbs: draft, publish, correct. A claim is one event; an import is one event for all its claims.
#pragma once

#include <string>
#include <vector>

#include "outputs/statistics/claim_register.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "platform/storage/database.h"

namespace luytre::statistics {

struct RecordedClaims {
  audit::EventNumber event = 0;  // 0: all were known already
  std::size_t added = 0;
  std::size_t unchanged = 0;
  std::vector<ClaimId> ids;  // of those added, in order
};

// What must be so before a claim is kept. Problems claim.unknown_definition, claim.no_source, claim.no_figure,
// claim.arithmetic_fails (an own claim whose printed figure is not what its counts give), claim.no_units (own),
// claim.units_do_not_add_up (own: lists of another length than the counts), claim.average_of_averages.
Done check_claim(const Claim& claim, const Definitions& definitions);

// New claims, in the status they carry (draft or published). A claim whose key the register knows with the same
// content is left; with other content it is refused as claim.key_taken: correct it instead. An empty id is filled.
// Acts: claims.record, and claims.publish when one of them is not a draft.
Result<RecordedClaims> record_claims(commands::Writer& writer, const commands::Asked& asked, std::vector<Claim> claims,
                                     const std::string& origin_words, long long unix_milliseconds);

// Another person than the author; the local operator is exempt, and recorded. Problems claim.unknown, claim.frozen
// (published already), claim.second_person.
Result<audit::EventNumber> publish_claim(commands::Writer& writer, const commands::Asked& asked, const ClaimId& id);

// Publishes `corrected` in the place of `old`, which stays visible as corrected. Problems claim.unknown,
// claim.not_published, claim.already_corrected, claim.no_reason and those of check_claim.
Result<ClaimId> correct_claim(commands::Writer& writer, const commands::Asked& asked, const ClaimId& old,
                              Claim corrected, const std::string& reason, long long unix_milliseconds);

// Shares of one definition add up (sum of numerators over sum of denominators); averages never do, and figures of two
// definitions, of two dates or with shared units never. Problems claim.averages_never_averaged,
// claim.definitions_differ, claim.dates_differ, claim.units_overlap, claim.no_counts.
Result<Share> combined_share(const std::vector<const Claim*>& claims, const Definitions& definitions);

}  // namespace luytre::statistics
