// A tally as JSON: counts, rates with both sides, what silent households could change, and the verdict.
#pragma once

#include "base/json.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

json::object value_of(const criteria::SurveyForm& form, const Parameters& parameters, const Tally& tally);

}  // namespace luytre::surveys
