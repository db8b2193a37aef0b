#include "programme/sustain/year.h"

#include <algorithm>

namespace luytre::sustain {

Year year_of(const Known& known, const CheckRegister& checks, int year, const units::Unit* place, Date today) {
  const Date due = due_of(year);
  Year of{year, std::min(due, today), {}, 0};
  for (const auto* unit : known.materials.units->descendants(place, of.day, units::Level::commune)) {
    if (unit->nearest(of.day).kind != units::Kind::commune) continue;
    for (const auto title : commune_titles()) {
      const auto holding = held(*known.materials.titles, *known.materials.units, *unit, title, of.day).holding;
      of.unknown += holding == recognition::Holding::unknown ? 1 : 0;
      YearRow row{unit, title, holding == recognition::Holding::yes, checks.check(unit->id.text(), title, year), false};
      row.is_overdue = due < today && row.holds && !is_closed(row.state());
      if (row.holds || row.history != nullptr) of.rows.push_back(row);
    }
  }
  return of;
}

}  // namespace luytre::sustain
