// A form of the residents' survey, as data: what is asked, for which titles, since when. One file of criteria/surveys/
// each; several live side by side, and a round keeps the one that it began with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/criteria/criteria_set.h"

namespace luytre::criteria {

inline constexpr std::size_t survey_questions_max = 60;

struct SurveyQuestion {
  std::string id;  // "q01"; answers name it
  Bilingual text;
  bool is_overall = false;  // the one question on the whole
  Place place;
};

struct SurveyForm {
  std::string id;  // "commune-ntm-2022"
  Bilingual title;
  SetLevel level = SetLevel::commune;
  std::vector<std::string> tiers;         // of titles: "ntm"
  std::string document;                   // the guidance it belongs to
  Interval valid;                         // days on which a round may begin with it
  std::vector<SurveyQuestion> questions;  // in their order on paper
  Reference reference;
  Confidence confidence = Confidence::uncertain;  // of the wording
  Bilingual note;
  std::string canonical;
  std::string hash;  // SHA-256 of `canonical`, hex
  Place place;
  const SurveyQuestion* question(std::string_view id) const;  // nullptr: none
  const SurveyQuestion* overall() const;                      // nullptr: none
};

}  // namespace luytre::criteria
