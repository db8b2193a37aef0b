// What a colleague would say about the titles of a unit on a date: its own, and after a merger those of the units it
// was made from, which are history and not its own.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::recognition {

// One unit that went, wholly or in part, into the unit asked about.
struct PredecessorTitles {
  const units::Unit* unit = nullptr;
  bool is_partial = false;
  std::vector<const TitleFact*> facts;  // known by the date; oldest first
};

struct TitlesStory {
  const units::Unit* unit = nullptr;
  Date as_of;
  std::vector<const TitleFact*> facts;    // of the unit itself, effective or stated by the date
  std::vector<const QuotedFact*> quoted;  // likewise
  std::vector<const TitleFact*> held;     // titles that stand on the date, highest last
  bool is_merged = false;                 // it was made by a succession
  Date merged_on;
  bool recognised_since_merger = false;
  std::vector<PredecessorTitles> predecessors;  // all of the last succession and those before, nearest first
  const Coverage* complete_by = nullptr;        // the register is declared complete here
};

// Pointers live as long as the two registers.
TitlesStory titles_of(const TitleRegister& titles, const units::Register& units, const units::Unit& unit, Date as_of);

// One sentence about a fact: "Recognised for advanced … for 2022 by Decision 105/QĐ-UBND of 2023-01-26."
std::string sentence(const TitleFact& fact, Language language);

// A published figure, word for word.
std::string sentence(const QuotedFact& fact, Language language);

// The whole story in short lines; no line ends with a line break.
std::vector<std::string> tell(const TitlesStory& story, Language language);

json::object to_json(const TitleFact& fact);
json::object to_json(const TitlesStory& story);

}  // namespace luytre::recognition
