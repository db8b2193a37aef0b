// How a proposal ends: approved or refused by a second person, or taken back by whoever made it.
#pragma once

#include <string>

#include "platform/commands/writer.h"
#include "programme/criteria/library.h"
#include "programme/law_desk/proposal.h"

namespace luytre::law_desk {

struct Settling {
  ProposalState state = ProposalState::approved;  // approved, refused or withdrawn
  std::string reason;                             // required to refuse
};

// `known`: as the caller found it, for whom to ask; read again inside. Act criteria.decide on the province and its
// indicators (to withdraw: criteria.propose). An approval lays the rows over the law as it stands at that moment and
// checks it whole. Problems law_desk.no_proposal, law_desk.settled, law_desk.second_person, law_desk.only_proposer,
// law_desk.reason_needed, law_desk.stale, law_desk.faulty.
Result<Proposal> decide(commands::Writer& writer, const commands::Asked& asked, const Proposal& known,
                        const Settling& settling);

}  // namespace luytre::law_desk
