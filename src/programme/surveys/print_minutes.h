// The minutes of a round, to be signed: what was asked, what came back from each village, what it comes to by which
// demand, what was odd and what was answered to that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/messages.h"
#include "base/problem.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

struct MinutesVillage {
  std::string name;
  Tally tally;
  Date as_of;          // of the number of households
  std::string source;  // who says it
};

struct MinutesAnomaly {
  std::string village;               // empty: of the whole round
  std::string found;                 // one sentence, with its figures
  std::string standing;              // "đã trả lời"
  std::vector<std::string> answers;  // what was answered, oldest first
};

struct MinutesRecount {
  struct Outcome {
    std::int64_t alike = 0;
    std::int64_t different = 0;
    std::int64_t missing = 0;
    std::int64_t answers_different = 0;
    std::string words;
  };
  std::string village;
  std::string by_unit;  // "xã Bắc Quỳnh"
  std::int64_t slips = 0;
  std::optional<Outcome> outcome;  // nothing: not done yet
};

struct Minutes {
  std::string commune;   // with its kind, as within a sentence: "xã Quỳnh Sơn"
  std::string province;  // "tỉnh Lạng Sơn"
  std::string title;     // of the round
  const criteria::SurveyForm* form = nullptr;
  std::string document;  // of the round's plan
  Date opens_on;
  Date closes_on;
  std::optional<Decimal> sample_percent;  // nothing: every household
  std::vector<MinutesVillage> villages;
  Parameters parameters;
  Verdict verdict;  // of the sum of the villages
  std::vector<MinutesAnomaly> anomalies;
  std::vector<MinutesRecount> recounts;
  Date printed_on;
  std::int64_t known_at = 0;  // the event up to which this is the record
  bool is_demonstration = false;
  Language language = Language::vi;
};

// The bytes of a PDF file. Problems paper.*.
Result<std::string> minutes_pdf(const Minutes& minutes);

}  // namespace luytre::surveys
