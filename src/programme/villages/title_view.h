// A village's titles and dossiers as the API gives them.
#pragma once

#include "base/json.h"
#include "programme/villages/desk.h"
#include "programme/villages/villages_of.h"

namespace luytre::villages {

// What anybody may read of a title: the decision and its organ.
json::object title_value(const Known& known, const TitleStanding& standing);
// The whole way of it, with scores of the village and of the verifier side by side, and what may be done next.
json::object dossier_value(const Known& known, const TitleStanding& standing,
                           const std::function<std::string(const std::string&)>& name_of_actor);
json::object set_value(const criteria::CriteriaSet& set);

}  // namespace luytre::villages
