// The forms that travel with the program, for tests of what is printed.
#pragma once

#include <cassert>
#include <memory>
#include <string_view>

#include "programme/criteria/library.h"

namespace luytre::surveys {

inline const criteria::SurveyForm& form_named(std::string_view id) {
  static const std::shared_ptr<const criteria::Library> law = criteria::embedded_library().value();
  const criteria::SurveyForm* form = law->survey_form(id);
  assert(form != nullptr);
  return *form;
}

}  // namespace luytre::surveys
