// Which unit a request means, and how the gate is asked about it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/access/decide.h"
#include "programme/criteria/library.h"
#include "programme/evidence/evidence.h"
#include "programme/units/register.h"

namespace luytre::evidence {

// What the room knows of the rest of the record.
struct Known {
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  Date today;
  // Asked inside the transaction: may files still be put behind these values, or taken away? Absent: always.
  std::function<Done(storage::Database&, const std::vector<Use>&)> may_change = {};
};

// By code on the day (today without one) or by identity. Problem evidence.unknown_unit.
Result<const units::Unit*> unit_named(const Known& known, const std::string& name, std::optional<Date> day,
                                      const std::string& where);

// On the day, else today, else the day nearest to it on which the unit is alive.
access::Ask ask_about(const Known& known, const std::string& act, const units::Unit& unit,
                      std::optional<Date> day = std::nullopt);
access::Ask ask_about(const Known& known, const std::string& act, const std::string& identity);

// Whoever may view it for the unit that added it, or for one it is in use for.
Done may_view(const access::Guard& guard, const access::Viewer& viewer, const Known& known, const Evidence& evidence);

// A measure of the law, a day that has come, a unit alive on it. Problems evidence.unknown_measure,
// evidence.future_day, evidence.unit_not_alive.
Done check_use(const Known& known, const Use& use);

// Code of the province the unit is in, for the event; empty when the register does not say.
std::string province_of(const Known& known, const std::string& identity);

}  // namespace luytre::evidence
