// The values of one commune on one day: a walk through the compiled set that makes an operand wherever a rule asks for
// one, so that the rule comes out as it was drawn to.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "engine/program.h"
#include "programme/criteria/compile.h"
#include "programme/demonstration/draw.h"
#include "programme/observations/observation.h"

namespace luytre::demonstration {

// By (measure, dimension).
using Values = std::map<std::pair<std::string, std::string>, observations::ObservedValue>;

class UnitStory {
 public:
  // `was_merged`: a commune of 2025 has about three times the people and schools of one before.
  UnitStory(const criteria::CompiledSet& set, const Draws& draws, bool was_merged);

  // Makes the values of every criterion; call once.
  void tell();

  const Values& values() const { return values_; }

 private:
  enum class Wish { meet, miss };

  void choose_failing();
  void tell_criterion(const engine::Node& criterion, bool fails);
  void tell_rule(const engine::Node& node, Wish wish);
  void tell_parts(const engine::Node& node, Wish wish);
  void tell_leaf(const engine::Node& node, Wish wish);
  bool is_excepted(const engine::Node& node);
  void tell_condition(const engine::Condition& condition);
  bool is_judged(const engine::Node& node) const;

  const criteria::OperandRequest* observed(engine::OperandIndex operand) const;
  void put(engine::OperandIndex operand, const observations::ObservedValue& value);
  observations::ObservedValue count_for(const criteria::Measure& measure) const;
  observations::ObservedValue value_for(const criteria::OperandRequest& request, const engine::Node& node,
                                        Wish wish) const;
  observations::ObservedValue share_for(const criteria::OperandRequest& request, const engine::Node& node,
                                        Wish wish) const;
  observations::ObservedValue amount_for(const criteria::OperandRequest& request, const engine::Node& node,
                                         Wish wish) const;
  std::int64_t households() const;
  std::int64_t people(std::string_view sex) const;
  std::int64_t schools() const;
  std::int64_t denominator_of(const criteria::OperandRequest& request) const;

  const criteria::CompiledSet& set_;
  const Draws& draws_;
  bool was_merged_;
  engine::Operands operands_;
  Values values_;
  std::map<engine::NodeId, bool> fails_;  // by criterion
};

}  // namespace luytre::demonstration
