#include "programme/totals/given.h"

namespace luytre::totals {

using columns::chunk_units;
using columns::word_units;
using engine::Outcome;

namespace {

void put(columns::OutcomeBits& bits, std::uint32_t at, Outcome outcome) {
  const auto bit = std::uint64_t{1} << (at % word_units);
  const auto set = [&](columns::Words& words, bool value) {
    auto& word = words[at / word_units];
    word = value ? word | bit : word & ~bit;
  };
  set(bits.met, outcome == Outcome::met);
  set(bits.not_met, outcome == Outcome::not_met || outcome == Outcome::basically_met);
  set(bits.not_applicable, outcome == Outcome::not_applicable);
}

// The class's operands where only those that given nodes ask for are fetched.
engine::Operands operands_of(const UnitClass& its, judgement::Evaluator& evaluator, const judgement::Question& question,
                             const units::Unit& unit) {
  std::vector<criteria::OperandRequest> requests;
  for (const auto operand : its.operands) requests.push_back(its.compiled->operands[operand]);
  const judgement::JudgeOther judge_other = [&](const std::string& set, const units::Unit& other) {
    judgement::Question asked = question;
    asked.set = set;
    asked.unit = other.id;
    return evaluator.outcome_of(asked, 1);
  };
  const auto gathered = judgement::gather(evaluator.materials(), requests, unit, question, judge_other);
  engine::Operands operands(its.compiled->operands.size());
  for (std::size_t i = 0; i < its.operands.size(); ++i) operands[its.operands[i]] = gathered.operands[i];
  return operands;
}

}  // namespace

GivenOutcomes judge_given(GivenOutcomes before, const SetProgram& program, judgement::Evaluator& evaluator,
                          const judgement::Question& question, const UnitOrder& order,
                          std::span<const UnitNumber> units) {
  GivenOutcomes next = std::move(before);
  for (auto* outcomes : {&next.judged, &next.firm}) {
    outcomes->resize(program.given.size());
    for (auto& node : *outcomes) node.resize(program.alive.size());
  }
  if (program.given.empty()) return next;
  judgement::Question asked = question;
  for (const UnitNumber unit : units) {
    const auto number = program.class_of[unit];
    if (number == SetProgram::no_class) continue;
    asked.unit = order.units[unit]->id;
    const auto operands = operands_of(program.classes[number], evaluator, asked, *order.units[unit]);
    for (std::size_t node = 0; node < program.given.size(); ++node) {
      const auto verdict = engine::judge(*program.given[node].nodes[number], operands);
      put(next.judged[node][unit / chunk_units], unit % chunk_units, verdict.outcome);
      put(next.firm[node][unit / chunk_units], unit % chunk_units, verdict.firm);
    }
  }
  return next;
}

}  // namespace luytre::totals
