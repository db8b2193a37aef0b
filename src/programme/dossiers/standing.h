// Where a dossier stands: its stage, whose turn it is, until when, and what each move there still lacks. Pure.
#pragma once

#include <string>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/dossiers/dossier_register.h"

namespace luytre::dossiers {

struct Standing {
  const criteria::Workflow* workflow = nullptr;  // nullptr: withdrawn from the law; nothing can be done
  const criteria::Stage* stage = nullptr;
  int version = 1;
  Date entered_on;
  std::optional<Date> due_on;
  bool is_due_moved = false;
  bool is_calendar_known = true;  // else only weekends were left out of the limit
  bool is_open() const { return stage != nullptr && !stage->ending; }
};

Standing standing_of(const File& file, const criteria::Library& law);

// The stage's limit from the day it was entered: working days by the calendar; days of the calendar end on the next day
// that is worked.
std::optional<Date> due_of(const criteria::Stage& stage, Date entered_on, const criteria::Calendar& calendar);

// What stands against the move being made today, as problems; empty: nothing. Permission and reasons are not asked
// here. `owned`: the indicators that somebody appraises.
std::vector<Problem> lacking(const File& file, const Standing& standing, const criteria::StageMove& move,
                             const std::vector<Owned>& owned, const criteria::Library& law, Date today);

// Indicators without a word that counts of each of their owners, with those who are silent.
std::vector<Owned> not_found_yet(const File& file, const std::vector<Owned>& owned);

// By whose right a move is made at a stage: an act of authority/acts.yaml. Empty: never by hand.
std::string act_of(criteria::Move move, const criteria::Stage& stage);

}  // namespace luytre::dossiers
