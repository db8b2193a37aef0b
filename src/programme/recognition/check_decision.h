// What a decision about a title must be before it enters the register. Pure; shared by the one decision that a person
// records here, the rows of a file, and the rooms above that decide.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "programme/criteria/library.h"
#include "programme/recognition/recognition_store.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::recognition {

struct DecisionWorld {
  const units::Register& units;
  const criteria::Library& law;
  const TitleRegister& titles;  // as it stands before the decision
  Date today;
};

// What holds of a fact in a file, where others are quoted too: a decision without a number may be quoted from a source,
// and units are looked up by name as they were. Problems, as causes of recognition.decision_refused when there are
// several: recognition.signed_in_future, .in_force_before_signed, .year_after_signed, criteria.unknown_set,
// recognition.set_other_title, .set_other_level, .set_not_in_force, .trust_unknown.
Done check_quoted(const TitleFact& fact, const DecisionWorld& world);

// The same for a decision that is recorded as one, and besides: recognition.unknown_unit, .unit_not_alive (on the day
// of signing), .no_decision (no number), .no_source (neither source nor document), .nothing_to_revoke (the register
// knows that the title does not stand on the day of effect).
Done check_decision(const TitleFact& fact, const DecisionWorld& world);

// For a room above, inside its own transaction, once for an event: checks the decisions against what stands, writes
// those that are new or changed, and gives them back. A fact's source may be empty when it names its document. The
// caller's event should name each unit as a subject.
Result<std::vector<TitleFact>> write_decisions(storage::Database& inside, audit::EventNumber number,
                                               std::vector<TitleFact> facts, const units::Register& units,
                                               const criteria::Library& law, Date today);

// The identity and those above it on the day, as TitleRegister::holds asks for them.
std::vector<std::string> unit_and_above(const units::Register& units, const units::Unit& unit, Date day);

// Trust that was not said: A with a decision number, else B. A source that was not said is the document.
TitleFact completed(TitleFact fact);

}  // namespace luytre::recognition
