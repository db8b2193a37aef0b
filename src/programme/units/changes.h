// The days on which the units of a place changed: the only days on which its map changes, and where no series of its
// figures may be joined.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/units/register.h"

namespace luytre::units {

struct ChangeDay {
  Date day;
  int begun = 0;         // units of communes and districts that began, or were first listed, on the day
  int ended = 0;         // the day was the first on which they were no more
  int changed = 0;       // renamed, of another kind, or in another unit
  std::string decision;  // one of them, with "…" where there are more; empty: none is known

  // Figures of before and after are of other units.
  bool is_break() const { return ended > 0; }
};

// Oldest first, of the province with this code ("": the country).
std::vector<ChangeDay> change_days(const Register& known, std::string_view province_code);

}  // namespace luytre::units
