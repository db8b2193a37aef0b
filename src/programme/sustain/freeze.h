// A commune judged again by the set of the day for a title that it holds: what a check keeps and the radar shows.
#pragma once

#include <vector>

#include "programme/judgement/evaluate.h"
#include "programme/sustain/desk.h"

namespace luytre::sustain {

// What the values behind a judgement are.
struct Basis {
  std::string stage;  // the lowest: "signed"; empty: no value was used
  std::optional<Date> oldest;
  std::optional<Date> newest;
  int values = 0;
};

struct Rescored {
  const criteria::CriteriaSet* set = nullptr;
  bool is_set_of_the_day = true;
  judgement::Evaluation evaluation;
  recognition::RuleInUse use;
  Outlook outlook;
  Basis basis;
};

// `question.set` empty: by the set of the day. Problems sustain.no_set, criteria.unknown_set, sustain.other_title (the
// set is of no commune or of another tier), those of evaluate().
Result<Rescored> rescore(judgement::Evaluator& evaluator, recognition::Title title, judgement::Question question);

// Criteria, indicators and parts, in the order of the law.
std::vector<Line> lines_of(const judgement::Evaluation& evaluation);

}  // namespace luytre::sustain
