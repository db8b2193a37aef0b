// The question other rooms ask: which villages stand under a unit on a day, which titles they hold, how they are kept.
#pragma once

#include <vector>

#include "programme/villages/standing.h"

namespace luytre::villages {

// A title as known on a day.
struct TitleStanding {
  const Title* title = nullptr;
  State state = State::registered;  // of today
  const Step* decision = nullptr;   // by which it was recognised, signed up to the day; nullptr: none
  bool is_held = false;             // recognised and not lapsed on the day
  bool is_provisional = false;      // whether the organ that decided was competent is not sourced
};

struct VillageStanding {
  const Village* village = nullptr;
  const VillageVersion* version = nullptr;  // on the day
  Standing standing;
  std::vector<TitleStanding> titles;
  std::optional<Month> last_tick;  // up to the day's month
  std::vector<Alert> alerts;       // empty where no title is held

  bool holds(Ladder ladder) const;
};

// In order of commune and name. Villages whose commune has ended and whose place nobody confirmed stand under each
// commune where they may be; `standing` says so. `unit`: any level.
std::vector<VillageStanding> villages_of(const VillageRegister& villages, const units::Register& units,
                                         const units::Unit& unit, Date day);

VillageStanding standing_of(const VillageRegister& villages, const units::Register& units, const Village& village,
                            Date day);

}  // namespace luytre::villages
