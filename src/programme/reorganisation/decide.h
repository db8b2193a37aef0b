// Deciding what becomes of things that name ended units: confirmed, sent to another unit, or closed; one or many in
// one event, all or none. Each thing is decided once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/commands/writer.h"
#include "programme/reorganisation/reorganisation.h"

namespace luytre::reorganisation {

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::vector<Source> sources;  // in the order in which people see them

  const Source* source(std::string_view kind) const;  // nullptr: none
};

// As the caller read it.
struct Known {
  audit::EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::string province;  // code of the province whose record this is
};

struct DecisionWish {
  std::string kind;
  std::string item;
  Choice choice = Choice::successor;
  std::string unit;    // code or identity; needed for `other`, and for `successor` where there is no proposal
  std::string reason;  // needed for `other` and `close`
};

// Act reorganisation.decide on the province. Problems reorganisation.no_day, reorganisation.unknown_kind,
// reorganisation.decided_already (409, by whom and when), reorganisation.no_item (404: it does not stand, or names no
// unit that ended on the day), reorganisation.choose_successor, reorganisation.not_a_successor,
// reorganisation.no_other_unit, reorganisation.only_close, reorganisation.reason_needed, and those of the source; each
// with `where` "items/N" (from 0).
Result<std::vector<Decision>> decide(const Desk& desk, const commands::Asked& asked, const Known& known, Date day,
                                     const std::vector<DecisionWish>& wishes);

}  // namespace luytre::reorganisation
