// The register as a list by date, and what it counts to. A count that the register cannot give is no count: it is
// "unknown", with the reason, never a false zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::recognition {

// What a decision is on a day.
enum class DecisionState : std::uint8_t {
  in_force,
  not_yet,     // signed, in force later
  revoked,     // taken away since
  unit_ended,  // the unit has ended: the title is history, and nobody's
  revocation,  // the decision itself takes away
};
std::string_view name_of(DecisionState state);  // "in_force"

struct ListedDecision {
  const TitleFact* fact = nullptr;
  const units::Unit* unit = nullptr;  // nullptr: the register of units does not know the identity
  DecisionState state = DecisionState::in_force;
  const TitleFact* revoked_by = nullptr;  // in force by the day
  std::vector<const Announcement*> announced;
};

struct ListQuestion {
  std::optional<Title> title;
  Date as_of;                         // signed, or said, by this day
  const units::Unit* root = nullptr;  // the unit and those under it, each while it lived; nullptr: all
};

// Decisions and statements that give or take titles, newest signature first, then by unit. One decision that several
// sources tell of is listed once, as it was told last. Pointers live as long as the registers.
std::vector<ListedDecision> list_decisions(const TitleRegister& titles, const units::Register& units,
                                           const ListQuestion& question);
// Its place in that order, for going on after it.
std::vector<std::string> list_key(const ListedDecision& listed);
bool is_after(const ListedDecision& listed, const std::vector<std::string>& key);

inline constexpr std::size_t list_key_parts = 6;

struct TitleCount {
  Title title = Title::ntm;
  std::int64_t recognised = 0;            // known to hold it on the day
  std::int64_t revoked = 0;               // known to have lost it and not got it again
  std::int64_t never = 0;                 // known not to hold it, because the register is complete there
  std::int64_t unknown = 0;               // no decision is known, and the register is not complete there
  std::int64_t history = 0;               // units that ended before with the title; counted for nobody
  std::vector<const Coverage*> declared;  // by what it is complete, each once

  bool is_complete() const { return unknown == 0; }
};

struct TitleCounts {
  std::int64_t units = 0;                // of the level on the day; communes without wards, towns and special zones
  std::optional<Problem> units_unknown;  // the register of units is not complete: nothing can be counted
  std::vector<TitleCount> titles;        // those that units of the level can hold
};

// Why the count of a title is not known; nothing: it is.
std::optional<Problem> why_unknown(const TitleCounts& counts, const TitleCount& count);

TitleCounts count_titles(const TitleRegister& titles, const units::Register& units, Date as_of, const units::Unit* root,
                         units::Level level);

}  // namespace luytre::recognition
