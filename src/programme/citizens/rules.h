// In how many working days an answer is due, and how long what citizens wrote is kept, as dated data
// (reference/citizens/rules.yaml).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/citizens/question.h"
#include "programme/criteria/criteria_set.h"

namespace luytre::citizens {

struct AnswerRule {
  Kind kind = Kind::question;
  int working_days = 0;
  Interval valid;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string reference;
};

enum class Kept : std::uint8_t { contact, refused_words, original_words };

struct KeptRule {
  Kept what = Kept::contact;
  int days = 0;  // after the day on which the case was closed
  Interval valid;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string reference;
};

struct Rules {
  std::vector<AnswerRule> answer_within;
  std::vector<KeptRule> kept;

  const AnswerRule* answer_rule(Kind kind, Date day) const;  // nullptr: none on that day
  // The last day; a day without a rule keeps nothing longer than the day itself.
  Date kept_until(Kept what, Date closed_on) const;
};

// Problems of the YAML reader.
Result<Rules> read_rules(std::string_view text);
// Those that travel in the program; their test proves that they can be read.
const Rules& embedded_rules();

}  // namespace luytre::citizens
