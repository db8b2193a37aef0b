// The checks that run when a village is sealed, and those of the whole round with the last one.
#pragma once

#include "programme/surveys/publish.h"
#include "programme/surveys/seal.h"

namespace luytre::surveys {

// Appends what they notice. `course` as it stood before the village was sealed.
Done append_findings(storage::Database& database, const Course& course, const SealedVillage& sealed,
                     const Counting& counting, const criteria::SurveyForm& form, Date today);

// What the public may see, once every village is sealed: from nothing else is anything public written.
PublicResult published(const Known& known, const Course& course, const criteria::SurveyForm& form);

}  // namespace luytre::surveys
