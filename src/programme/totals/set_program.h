// A criteria set on one day, for every unit of its level at once: as a program of the engine's columns, with limits by
// class. What that language cannot say (growth, titles, comparisons with the unit above, conditions on values) is left
// to engine::judge, unit by unit, and comes in as given.
#pragma once

#include <memory>
#include <vector>

#include "engine/columns/program.h"
#include "programme/judgement/evaluate.h"
#include "programme/totals/value_columns.h"

namespace luytre::totals {

// What a given node's outcome hangs on besides the unit's own values.
struct Reach {
  bool titles = false;       // the register of titles
  bool other_units = false;  // values of units above or below
};

struct GivenNode {
  std::vector<const engine::Node*> nodes;  // by class
};

// The units that share a compiled set.
struct UnitClass {
  std::shared_ptr<const criteria::CompiledSet> compiled;
  std::vector<engine::OperandIndex> operands;  // that given nodes ask for
};

struct SetProgram {
  static constexpr std::uint32_t no_class = columns::no_area;

  const criteria::CriteriaSet* set = nullptr;
  std::vector<const criteria::Criterion*> criteria;  // those that the law counts
  std::vector<UnitClass> classes;
  std::vector<std::uint32_t> class_of;  // by unit number; no_class: not judged by the set on the day
  std::vector<columns::Words> alive;    // by chunk: units that have a class
  columns::Program judged;
  // The same where everything that rests on unconfirmed law is taken as not assessed.
  columns::Program firm;
  std::vector<GivenNode> given;  // by columns::Node::number, of both programs
  Reach reach;                   // of all given nodes
};

// `places`: of the day. Asks `values` for the columns that it needs. Problem criteria.unknown_set.
Result<SetProgram> make_program(judgement::Evaluator& evaluator, const judgement::Question& question,
                                const Places& places, ValueColumns& values);

}  // namespace luytre::totals
