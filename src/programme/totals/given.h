// Outcomes of the nodes that the columns leave to engine::judge, unit by unit.
#pragma once

#include <span>
#include <vector>

#include "engine/columns/judge.h"
#include "programme/totals/set_program.h"

namespace luytre::totals {

struct GivenOutcomes {
  std::vector<columns::Given> judged;  // by columns::Node::number
  std::vector<columns::Given> firm;
};

// `before` with these units judged anew. `question.unit` is ignored.
GivenOutcomes judge_given(GivenOutcomes before, const SetProgram& program, judgement::Evaluator& evaluator,
                          const judgement::Question& question, const UnitOrder& order,
                          std::span<const UnitNumber> units);

}  // namespace luytre::totals
