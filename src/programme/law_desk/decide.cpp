#include "programme/law_desk/decide.h"

#include <algorithm>

#include "platform/access/person.h"
#include "platform/notices/notice.h"
#include "programme/criteria/library_store.h"
#include "programme/law_desk/propose.h"

namespace luytre::law_desk {
namespace {

Done check_person(const Proposal& proposal, const access::Actor& actor, const Settling& settling) {
  const bool is_own = person_of(actor) == proposal.proposed_by;
  if (settling.state == ProposalState::withdrawn) {
    return is_own ? Done{} : refuse("law_desk.only_proposer", {{"proposal", proposal.id()}});
  }
  return is_own ? refuse("law_desk.second_person", {{"proposal", proposal.id()}}) : Done{};
}

// The law may have moved since the proposal was checked.
Done check_still_fits(storage::Database& database, audit::EventNumber known_at, const Proposal& proposal) {
  const auto library = criteria::load_library(database, known_at);
  if (!library) return pass_on(library);
  auto faults = faults_of(**library, proposal.amendment);
  if (faults.empty()) return {};
  const auto stale = std::find_if(faults.begin(), faults.end(),
                                  [](const Problem& problem) { return problem.code == "law_desk.stale"; });
  if (stale != faults.end()) return tl::unexpected<Problem>(*stale);
  return faulty(std::move(faults));
}

// Whoever proposed learns what became of it, unless they took it back themselves.
Done tell_proposer(storage::Database& database, const Proposal& proposal, const std::string& now) {
  constexpr std::string_view prefix = "account:";
  if (!proposal.proposed_by.starts_with(prefix) || proposal.state == ProposalState::withdrawn) return {};
  const bool is_approved = proposal.state == ProposalState::approved;
  return notices::notify(database,
                         {proposal.proposed_by.substr(prefix.size()),
                          notices::Urgency::task,
                          is_approved ? "law_desk.notice.approved" : "law_desk.notice.refused",
                          {{"set", proposal.amendment.set}, {"reason", proposal.reason}},
                          "/ban-luat/de-xuat/" + proposal.id()},
                         now);
}

audit::EventDraft draft_of(const Proposal& proposal) {
  audit::EventDraft draft;
  draft.kind = "criteria.proposal_decided";
  draft.province = proposal.amendment.province;
  draft.subjects = {{"proposal", proposal.id()}};
  for (const std::string& indicator : indicators_of(proposal)) draft.subjects.push_back({"indicator", indicator});
  draft.payload = json::object{{"proposal", proposal.id()},
                               {"set", proposal.amendment.set},
                               {"state", name_of(proposal.state)},
                               {"decided_by", proposal.decided_by},
                               {"reason", proposal.reason}};
  draft.answer = json::object{{"proposal", proposal.id()}, {"state", name_of(proposal.state)}};
  return draft;
}

}  // namespace

Result<Proposal> decide(commands::Writer& writer, const commands::Asked& asked, const Proposal& known,
                        const Settling& settling) {
  const std::string act = settling.state == ProposalState::withdrawn ? "criteria.propose" : "criteria.decide";
  std::vector<access::Ask> asks;
  for (const std::string& indicator : indicators_of(known)) {
    asks.push_back(access::Ask{act, known.amendment.province, {}, {indicator}});
  }
  Proposal settled = known;
  auto outcome = writer.run(
      commands::order_by(asked, act, std::move(asks)),
      [&](storage::Database& inside, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        auto proposal = find_proposal(inside, known.id());
        if (!proposal) return pass_on(proposal);
        if (auto person = check_person(*proposal, asked.actor, settling); !person) return pass_on(person);
        if (proposal->state != ProposalState::waiting) {
          return refuse("law_desk.settled",
                        {{"proposal", proposal->id()}, {"state", std::string(name_of(proposal->state))}});
        }
        const bool has_reason = settling.reason.find_first_not_of(" \t\n") != std::string::npos;
        if (settling.state == ProposalState::refused && !has_reason) {
          return refuse("law_desk.reason_needed", {{"proposal", proposal->id()}});
        }
        if (settling.state == ProposalState::approved) {
          if (auto fits = check_still_fits(inside, number - 1, *proposal); !fits) return pass_on(fits);
        }
        proposal->state = settling.state;
        proposal->decided_by = person_of(asked.actor);
        proposal->reason = settling.reason;
        proposal->decided_event = number;
        if (auto done = append_decision(inside, *proposal); !done) return pass_on(done);
        if (auto told = tell_proposer(inside, *proposal, now); !told) return pass_on(told);
        settled = *proposal;
        return draft_of(*proposal);
      });
  if (!outcome) return pass_on(outcome);
  settled.decided_event = outcome->event;  // 0 when only tried
  return settled;
}

}  // namespace luytre::law_desk
