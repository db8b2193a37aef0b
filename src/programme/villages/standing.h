// Under which commune a village stands on a day. While its commune is alive that is what was recorded. After the
// commune's end it is the successor: proposed where one unit took the whole over, undecided where it was divided, and
// in both cases only a person's confirmation settles it.
#pragma once

#include <vector>

#include "programme/units/register.h"
#include "programme/villages/village_register.h"

namespace luytre::villages {

enum class Settlement : std::uint8_t {
  settled,
  proposed,   // one unit took over all of the ground: a confirmation is enough
  undecided,  // several did, or the register does not know: a person says which
};
std::string_view name_of(Settlement);

struct Standing {
  Settlement settlement = Settlement::settled;
  const units::Unit* recorded = nullptr;  // the commune of the record; nullptr: the register does not know it
  // Alive on the day: one where settled or proposed; where undecided all that got a part, perhaps none.
  std::vector<const units::Unit*> communes;
  Date since;            // where not settled: the day on which the recorded commune ended
  std::string decision;  // of that succession

  const units::Unit* commune() const {  // nullptr where undecided
    return settlement == Settlement::undecided || communes.empty() ? nullptr : communes.front();
  }
  // Where people with rights may be asked for: the commune, else the first that got a part, else the recorded one.
  const units::Unit* nearest() const { return communes.empty() ? recorded : communes.front(); }
};

Standing standing_of(const units::Register& units, const VillageVersion& version, Date day);

// A village under `root` on the day: under any of the communes where it may stand.
bool is_under(const units::Register& units, const Standing& standing, const units::Unit& root, Date day);

}  // namespace luytre::villages
