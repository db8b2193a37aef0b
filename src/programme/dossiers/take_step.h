// One move of a dossier along its procedure: handed over, accepted, returned, verified, decided, announced …
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

struct DecisionWish {
  std::string number;  // "105/QĐ-UBND"
  std::optional<Date> signed_on;
  std::optional<Date> in_force;  // absent: the day it was signed
  std::string evidence;          // id of its file; may be empty
};

struct StepWish {
  criteria::Move move = criteria::Move::submit;
  std::string reason_code;  // of a return, a stop
  std::string words;
  DecisionWish decision;  // of recognise and revoke
};

// By the right that act_of says for the move at the stage where the dossier stands. Recognise and revoke write the
// register of titles in the same event, announce its announcement there, with the words for the place. Problems of
// look_inside, dossiers.move_not_here (with the moves that are), dossiers.not_ready with a cause for all that is
// lacking, dossiers.second_person (who prepared it does not hand it over), dossiers.reason_unknown,
// dossiers.reason_needed, dossiers.announced_where, and those of a decision (decision.h).
Result<Step> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& dossier,
                       const StepWish& wish, EventNumber expected);

// What a council concluded, inside its own command's transaction: moves the dossier and answers its step. `wish.move`
// is approve or reject. Problems dossiers.no_dossier, dossiers.move_not_here.
Result<Step> conclude_by_council(storage::Database& database, EventNumber number, const Known& known,
                                 const std::string& dossier, const StepWish& wish, Date today,
                                 const std::string& person);

// The dossier goes on under the workflow in force today, where its own has ended. Act dossiers.check. Problems of
// look_inside, dossiers.still_in_force, dossiers.no_workflow, dossiers.not_taken_over.
Result<Step> transfer(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& dossier,
                      EventNumber expected);

}  // namespace luytre::dossiers
