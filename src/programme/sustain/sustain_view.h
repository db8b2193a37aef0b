// What the room says over HTTP: the radar, the checks of a year, one check with its lines.
#pragma once

#include "base/json.h"
#include "programme/sustain/radar.h"

namespace luytre::sustain {

using NameOfActor = std::function<std::string(const std::string& actor)>;

json::object to_json(const Radar& radar, const CheckRegister& checks);

// Every commune of the place that holds a title on the last day of the year (or today) or was checked in the year, with
// its check or none; overdue where it is not closed and the year is over.
json::object year_to_json(const Known& known, int year, const units::Unit* place, Date today);

// Without its lines.
json::object to_json(const History& history, const Known& known, const NameOfActor& name_of_actor);
json::array to_json(const std::vector<Line>& lines, const History& history);

}  // namespace luytre::sustain
