// What must hold of a form of the residents' survey beyond its shape.
#pragma once

#include <vector>

#include "programme/criteria/library.h"

namespace luytre::criteria {

// Problems criteria.survey_overall (not exactly one question on the whole), criteria.survey_question_twice,
// criteria.survey_questions (none besides it, or too many), criteria.survey_document, criteria.survey_for_nothing.
void check_survey_forms(const Library& library, std::vector<Problem>& problems);

}  // namespace luytre::criteria
