// The monthly tick: what was used and what still works, entered by the village's own account or by an officer of the
// commune in its name.
#pragma once

#include "programme/villages/desk.h"

namespace luytre::villages {

struct TickWish {
  Month month;
  std::map<std::string, Ticked> items;
  std::string words;
  std::optional<audit::EventNumber> corrects;  // the event of the tick that stands for the month
};

struct TickTaken {
  audit::EventNumber event = 0;
  EnteredAs entered_as = EnteredAs::commune;
};

// Act villages.speak or villages.prepare, as speaking_act says. One tick a month; a correction is a new row that names
// the one that stands. Problems of find_place, villages.future_month, villages.month_before, villages.nothing_ticked,
// villages.unknown_item, villages.bad_tick, villages.ticked_already, villages.other_tick.
Result<TickTaken> tick(const Desk&, const commands::Asked&, const Known&, const std::string& village, const TickWish&);

// Problems villages.nothing_ticked, villages.unknown_item, villages.bad_tick.
Done check_items(const Rules& rules, const std::map<std::string, Ticked>& items);

}  // namespace luytre::villages
