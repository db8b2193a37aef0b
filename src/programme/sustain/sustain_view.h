// What the room says over HTTP: the radar, the checks of a year, one check with its lines.
#pragma once

#include "base/json.h"
#include "programme/sustain/radar.h"
#include "programme/sustain/year.h"

namespace luytre::sustain {

using NameOfActor = std::function<std::string(const std::string& actor)>;

struct RadarPage {
  std::size_t limit = 0;   // rows
  std::string after_unit;  // identity; with the title the last row that was seen, empty: from the top
  std::string after_title;
};
// What is summed up is of all rows, whatever the page.
json::object to_json(const Radar& radar, const CheckRegister& checks, const RadarPage& page);

json::object to_json(const Year& year, Date today);

// Without its lines.
json::object to_json(const History& history, const Known& known, const NameOfActor& name_of_actor);
json::array to_json(const std::vector<Line>& lines, const History& history);

}  // namespace luytre::sustain
