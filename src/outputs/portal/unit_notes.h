// Units that an article names and that are another one today: "this commune is now part of …". The article's words
// stay.
#pragma once

#include <string>
#include <vector>

#include "programme/units/register.h"

namespace luytre::portal {

inline constexpr std::size_t unit_notes_max = 20;  // of one article
inline constexpr std::size_t unit_heirs_max = 6;   // named in one note

enum class UnitFate { renamed, merged, divided, ended };  // ended: the register knows of nobody who took its ground

struct UnitNote {
  const units::Unit* unit = nullptr;
  std::string name;  // on the day of the article
  UnitFate fate = UnitFate::merged;
  std::vector<const units::Unit*> heirs;  // alive today; of a renamed unit the unit itself
  std::size_t heirs_left_out = 0;
  Date day;  // from when
};

// Of the units, in their order, that were alive on the day the article was written and have ended, or have another
// name, today. A unit that had ended before is left alone: the article itself speaks of the past.
std::vector<UnitNote> unit_notes(const units::Register& known, const std::vector<const units::Unit*>& named,
                                 Date written, Date today);

}  // namespace luytre::portal
