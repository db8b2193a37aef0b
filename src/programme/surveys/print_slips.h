// Slips of a round for one village, ready for the printer: two upright A5 slips on a lying A4, or one on an upright A4
// when the form is long. A slip bears its serial and nothing else that tells it from another.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/messages.h"
#include "base/problem.h"
#include "programme/criteria/survey_form.h"

namespace luytre::surveys {

struct SlipSheet {
  std::string commune;  // with its kind, as within a sentence: "xã Quỳnh Sơn"
  std::string village;  // "Thôn Nà Lầu"
  std::string title;    // of the round: "Xã đạt chuẩn nông thôn mới năm 2026"
  const criteria::SurveyForm* form = nullptr;
  std::string document;  // of the round's plan
  Date opens_on;
  Date closes_on;                    // the last day
  std::string address;               // of the public page: "https://host/phieu"; the serial follows after #
  std::vector<std::string> serials;  // as made by new_serial; printed in this order
  bool is_demonstration = false;
  Language language = Language::vi;
};

// The bytes of a PDF file. Problems surveys_print.no_serials, surveys_print.form_too_long (not even on a whole A4),
// paper.*.
Result<std::string> slips_pdf(const SlipSheet& sheet);

}  // namespace luytre::surveys
