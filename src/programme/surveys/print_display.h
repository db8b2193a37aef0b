// The sheet for the village hall, one page of A4: how many answered, what they said, dissent beside the rate, what was
// asked for and who answers. It is made of public values as texts and knows no tally: what was withheld from the public
// cannot be on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/messages.h"
#include "base/problem.h"
#include "engine/outcome.h"

namespace luytre::surveys {

// As published. Empty: withheld; one of the two withheld hides both.
struct DisplayRate {
  std::string satisfied_percent;      // "96.4"
  std::string not_satisfied_percent;  // "3.6"
};

struct DisplayQuestion {
  std::string text;
  DisplayRate rate;
  bool is_overall = false;
};

struct DisplayTask {
  std::string words;  // what was asked for
  std::string given_to;
  Date due_on;
  std::string answer;  // the newest; empty: none yet
};

struct DisplaySheet {
  std::string commune;  // with its kind, as within a sentence: "xã Quỳnh Sơn"
  std::string place;    // what the figures are of: "Thôn Nà Lầu", "Toàn xã Quỳnh Sơn"
  std::string title;    // of the round
  Date opens_on;
  Date closes_on;
  std::string households;             // "1212"; empty: withheld
  std::string returned;               // likewise
  std::string participation_percent;  // "84.2"
  DisplayRate overall;
  std::string overall_answered;  // "1003"
  std::vector<DisplayQuestion> questions;
  std::optional<engine::Outcome> outcome;  // nothing: not said here
  bool is_provisional = false;
  std::vector<DisplayTask> tasks;  // the most asked for first; those that find no room are counted
  std::string complaint;           // to whom, where and until when
  std::string address;             // of the public results
  Date shown_from;
  Date shown_to;  // the last day
  bool is_demonstration = false;
  Language language = Language::vi;
};

// The bytes of a PDF file of one page. Problems surveys_print.not_a_percent, surveys_print.display_too_long, paper.*.
Result<std::string> display_pdf(const DisplaySheet& sheet);

}  // namespace luytre::surveys
