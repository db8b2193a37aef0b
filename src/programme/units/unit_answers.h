// The room's answers as JSON, one shape for the command line and for HTTP. Days are ISO texts, an open end is null.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "programme/units/register.h"

namespace luytre::units {

// The unit of a code alive on the day, or of an identity "06001@2025-07-01" whatever the day. Problems units.unknown,
// units.not_alive (which names the days on which the code was a unit).
Result<const Unit*> require_unit(const Register& known, std::string_view code_or_id, Date day);
// As require_unit, but a code that is no unit on the day gives its last unit: for questions about the past.
Result<const Unit*> require_any_unit(const Register& known, std::string_view code_or_id, Date day);

json::value day_value(Date day);

// unit, code, name, short_name, level, kind, parent, valid_from, valid_to: as it was on the day, or nearest to it.
json::object brief_value(const Unit& unit, Date day);
// brief_value with ancestors, versions, attributes in force and the number of units directly below.
json::object unit_value(const Register& known, const Unit& unit, Date day);
// {"unit":…, "predecessors":[…], "successors":[…], "unresolved":[…]}; each relative carries its link.
json::object lineage_value(const Register& known, const Unit& unit);
// [{"code","name","level","valid_from","valid_to","unit","kind","within"}…]
json::array search_value(const Register& known, const std::vector<Found>& found);
json::object counts_value(const Counts& counts);
json::object flag_value(const Flag& flag);
// A unit with its "children", down to `levels` below it.
json::object tree_value(const Register& known, const Unit& unit, Date day, int levels);

}  // namespace luytre::units
