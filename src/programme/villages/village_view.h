// Villages as the API gives them. Days are ISO texts, what is not known is null.
#pragma once

#include "base/json.h"
#include "programme/villages/villages_of.h"
#include "programme/villages/villages_routes.h"

namespace luytre::villages {

// Who looks: staff who may see what is on its way also get dossiers and who entered what.
struct Eyes {
  bool is_staff = false;
  std::function<std::string(const std::string& actor)> name_of_actor;
};

// One line of a list.
json::object village_value(const Known& known, const VillageStanding& standing, Date day, const Eyes& eyes);
// Everything about one village.
json::object whole_village(const Known& known, const VillageStanding& standing, Date day, const Eyes& eyes);
json::object alert_value(const Alert& alert);
// Titles that stand, each ladder for itself: {"village": 3, "residential_area": 1}.
json::object totals_value(const std::vector<VillageStanding>& villages);
// Items, rules and sets.
json::object words_value(const Known& known, const Rules& rules);

}  // namespace luytre::villages
