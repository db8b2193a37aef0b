// Fetches what a compiled set asks for: observations of the unit and of units above, titles, verdicts of other sets.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "programme/judgement/evaluation.h"

namespace luytre::judgement {

struct Gathered {
  engine::Operands operands;
  std::vector<std::optional<observations::Observation>> evidence;  // by operand
};

// The outcome of `unit` under `set` on the question's date, judged now. not_assessed where it cannot be judged.
using JudgeOther = std::function<engine::Outcome(const std::string& set, const units::Unit& unit)>;

// Whether the unit holds the set's title on the day, by the register of titles.
recognition::Holding holding(const Materials& materials, const units::Unit& unit, const criteria::CriteriaSet& set,
                             Date day);

Gathered gather(const Materials& materials, const std::vector<criteria::OperandRequest>& requests,
                const units::Unit& unit, const Question& question, const JudgeOther& judge_other);

}  // namespace luytre::judgement
