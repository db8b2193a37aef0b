// What the verbs share: the check as its caller named it, and as it stands inside the transaction. Inside the room
// only.
#pragma once

#include "programme/sustain/steps.h"

namespace luytre::sustain {

// The check, the unit and the day of what was scored.
struct Place {
  History history;
  const units::Unit* unit = nullptr;  // in the register
  std::string name;
  Date as_of;
  std::string identity() const { return unit->id.text(); }
};
// Problem sustain.no_check.
Result<Place> find_place(const Known& known, const std::string& check);

// The check as of the event before `number`. Problem sustain.changed_meanwhile when another version stands; its causes
// tell what was said and scored since.
Result<History> look_inside(storage::Database& database, audit::EventNumber number, const Place& place, int version);

// Problem sustain.not_now, with what the check waits for.
Result<State> follow(const History& history, Verb verb, const std::string& unit);

// Whether the title is held on the day, as it stands inside the transaction. Problems sustain.not_held,
// sustain.holding_unknown.
Done check_holds(const Known& known, storage::Database& database, audit::EventNumber number, const units::Unit& unit,
                 const Check& check, Date day);

Arguments about(const std::string& unit, const Check& check);
audit::EventDraft draft_of(std::string kind, const Check& check, const Taken& taken, json::object payload);
// What a replay is known by.
Taken taken_from(const commands::Outcome& outcome, Taken taken);

// Tells whoever may do what comes next.
Done tell(const Desk& desk, storage::Database& database, const access::Ask& ask, const std::string& message,
          const std::string& unit, const Check& check, const std::string& words, const std::string& but_for,
          const std::string& now);

}  // namespace luytre::sustain
