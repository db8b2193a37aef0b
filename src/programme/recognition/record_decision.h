// One decision, its announcement, and the declaration of where the register is complete: what a coordinator records.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "programme/criteria/library.h"
#include "programme/recognition/recognition_store.h"
#include "programme/units/register.h"

namespace luytre::recognition {

// What is recorded against: all as known at the newest event.
struct KnownTitles {
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const TitleRegister> titles;
  std::string province;  // code of the province whose record this is; empty when it was not told
  std::shared_ptr<const criteria::Library> law;
};

struct RecordDesk {
  commands::Writer& writer;
  access::Guard guard;  // asked where nothing is written because it is recorded already
  std::function<Date()> today;
};

enum class Change { added, changed, unchanged };
std::string_view name_of(Change change);  // "added"

struct Written {
  audit::EventNumber event = 0;  // 0: unchanged, or tried only
  Change change = Change::unchanged;
};

// Act recognition.record for the unit on the day of signing; event recognition.recorded. Problems of check_decision,
// and the writer's.
Result<Written> record_decision(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                                TitleFact fact);

// Act recognition.record; event recognition.announced. The decision must be in the register. Problems
// recognition.no_such_decision, .announced_in_future, .announced_before_signed, .no_place.
Result<Written> announce(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                         Announcement announcement);

// Declares, shortens (an earlier end, with a reason) or withdraws (end = beginning, with a reason) a declaration; it is
// named by unit, title and first day. Act recognition.declare for the unit; event recognition.declared. Problems
// recognition.unit_not_alive, .no_declared_source, .days_backwards, .declared_in_future, .declaration_overlaps,
// .no_such_declaration, .reason_needed.
Result<Written> declare(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                        Coverage coverage);

}  // namespace luytre::recognition
