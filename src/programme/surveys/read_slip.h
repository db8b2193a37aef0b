// A slip as it is sent: {serial, answers: {"q01": "satisfied"}, words: {"q01": "…"}, seconds}.
#pragma once

#include "platform/http/body.h"
#include "programme/surveys/enter.h"

namespace luytre::surveys {

struct RawSlip {
  std::string serial;
  json::object answers;
  json::object words;
  std::int64_t seconds = 0;
};
RawSlip read_slip(http::Members& members);

// By the form's questions; one that is not named has no answer. Problems surveys.question_unknown,
// surveys.answer_unknown.
Result<SlipWish> wish_of(const criteria::SurveyForm& form, const RawSlip& raw);

// What became of each slip, in the sender's order; `place` names where it stood: "index", "row".
json::array results_value(const http::Request& request, std::string_view place, std::vector<SlipResult> results);

}  // namespace luytre::surveys
