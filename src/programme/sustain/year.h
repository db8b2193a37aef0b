// The titles of a year whose check is due, and where each check stands.
#pragma once

#include "programme/sustain/desk.h"

namespace luytre::sustain {

struct YearRow {
  const units::Unit* unit = nullptr;
  recognition::Title title = recognition::Title::ntm;
  bool holds = false;
  const History* history = nullptr;  // nullptr: nothing was scored
  bool is_overdue = false;           // held, the year is over and the check is not closed
  State state() const { return history == nullptr ? State::none : history->state(); }
};

struct Year {
  int year = 0;
  Date day;  // on which titles are looked at: the last of the year, or today
  std::vector<YearRow> rows;
  int unknown = 0;  // communes and titles of which the register does not say whether they are held
};

// Every commune of the place (nullptr: everywhere) that holds a title on the day or was checked in the year. Points
// into `known` and `checks`.
Year year_of(const Known& known, const CheckRegister& checks, int year, const units::Unit* place, Date today);

}  // namespace luytre::sustain
