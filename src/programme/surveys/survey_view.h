// Rounds as JSON, for people with accounts. Nothing here tells a slip; counts appear once a village is sealed.
#pragma once

#include "programme/surveys/survey_routes.h"

namespace luytre::surveys {

// The Front's lane sees a round from its beginning, everybody else with an account once it is displayed.
Done may_view(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known, const Course& course);
bool is_of_the_lane(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known, const Course& course);
bool is_displayed(const Course& course);
std::string public_path(const Round& round);  // "/xa/06001/hai-long"

json::object line_of(const Known& known, const Course& course);
json::object value_of(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known, const Course& course);

json::object form_value(const Known& known, const criteria::SurveyForm& form);
json::object parameters_value(const Parameters& parameters);
json::value share_value(const std::optional<Share>& share);

}  // namespace luytre::surveys
