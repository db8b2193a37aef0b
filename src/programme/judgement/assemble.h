// Puts verdicts, law and evidence together into an Evaluation.
#pragma once

#include <vector>

#include "programme/judgement/evaluation.h"
#include "programme/judgement/gather.h"

namespace luytre::judgement {

struct Assembly {
  const Materials& materials;
  const Question& question;
  const units::Unit& unit;
  const criteria::CompiledSet& compiled;
  const Gathered& gathered;
  const engine::Verdict& root;
  const std::vector<engine::Verdict>& prerequisites;
};

Evaluation assemble(const Assembly& assembly);

}  // namespace luytre::judgement
