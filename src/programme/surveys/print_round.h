// A round's papers as PDF: from the record to what print_*.h print.
#pragma once

#include "programme/surveys/survey_routes.h"

namespace luytre::surveys {

Result<std::string> slips_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                             const Course& course, const std::string& village, const std::vector<std::string>& serials);
// Problem surveys.not_all_sealed.
Result<std::string> minutes_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                               const Course& course);
// What the public may see, for the hall. Problem surveys.not_displayed.
Result<std::string> display_of(const SurveyDoors& doors, const http::Request& request, const Known& known,
                               const Course& course);

// Of an anomaly in one sentence.
std::string sentence_of(const Anomaly& anomaly, const std::function<std::string(const std::string&)>& name_of_actor,
                        Language language);

}  // namespace luytre::surveys
