// Leading a session: opening with attendance, taking up an item, beginning and ending its ballot, closing.
#pragma once

#include "programme/councils/desk.h"

namespace luytre::councils {

struct StepWish {
  Command command = Command::open;
  std::string dossier;               // of present, begin, count, postpone
  std::vector<std::string> present;  // of open, attend: accounts
  std::string words;                 // why, of adjourn and postpone
};

struct Stepped {
  EventNumber event = 0;
  std::string state;       // of the session
  std::string item_state;  // of the item; empty for the session's own steps
};

// open, attend, adjourn, present, begin, count, postpone by councils.convene; close by councils.vote and by whoever
// chairs. Problems of look_inside and check_item, councils.step_not_now, councils.not_a_member,
// councils.nobody_presides, councils.not_yet_day, councils.no_quorum, councils.no_quorum_for_item,
// councils.ballot_running, councils.other_item_open, councils.items_open, councils.chair_signs, councils.reason_needed,
// councils.not_before_council.
Result<Stepped> preside(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                        const StepWish& wish, EventNumber expected);

struct Closed {
  EventNumber event = 0;
  Conclusion conclusion = Conclusion::no_quorum;
  std::string stage;  // where the dossier stands now
};

// Concludes a counted item and moves its dossier; without a quorum it stays. Act councils.convene. Problems of
// look_inside, check_item and conclude_by_council, councils.difference_needs_reason.
Result<Closed> close_item(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                          const std::string& dossier, const std::string& words, EventNumber expected);

}  // namespace luytre::councils
