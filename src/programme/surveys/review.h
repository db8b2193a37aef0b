// What the checks noticed is answered by the commune's Front and weighed by the Front above, before the round counts.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

struct ReviewWish {
  ReviewVerdict verdict = ReviewVerdict::answered;
  std::string words;
};

// Problems surveys.no_anomaly, surveys.words_needed, surveys.not_answered_yet, surveys.accepted_already,
// surveys.own_answer (who answered does not weigh the answer).
Result<EventNumber> review_anomaly(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& id, const std::string& anomaly, const ReviewWish& wish,
                                   EventNumber expected);

}  // namespace luytre::surveys
