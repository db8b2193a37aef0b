// A member's ballot: kept out of the log and out of every answer until the ballots are counted.
#pragma once

#include "programme/councils/desk.h"

namespace luytre::councils {

struct VoteWish {
  Choice choice = Choice::abstain;
  std::string words;
};

// Act councils.vote on the dossier's unit (second factor). Answers the event, which says who voted on what and not how.
// A key used again answers as at first, whatever the choice: the kept digest of a request must not tell it. Problems of
// check_item, councils.not_a_member, councils.not_present, councils.conflict_of_interest, councils.voted_already.
Result<EventNumber> vote(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                         const std::string& dossier, const VoteWish& wish);

}  // namespace luytre::councils
