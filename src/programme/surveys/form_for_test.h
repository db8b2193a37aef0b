// A form for the tests of this room: questions q1, q2, …, the last of which is on the whole.
#pragma once

#include <string>

#include "programme/criteria/survey_form.h"

namespace luytre::surveys {

inline criteria::SurveyForm form_for_test(std::size_t questions) {
  criteria::SurveyForm form;
  for (std::size_t i = 0; i < questions; ++i) {
    criteria::SurveyQuestion question;
    question.id = "q" + std::to_string(i + 1);
    question.is_overall = i + 1 == questions;
    form.questions.push_back(question);
  }
  return form;
}

}  // namespace luytre::surveys
