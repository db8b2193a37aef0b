// Three-valued conditions: what is not known stays unknown unless the rest decides.
#include <cassert>

#include "engine/compare.h"
#include "engine/program.h"

namespace luytre::engine {

namespace {

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

ConditionResult compare(const Condition& condition, const Operands& operands) {
  assert(condition.operand < operands.size());
  const Operand& operand = operands[condition.operand];
  ConditionResult result{Truth::unknown, operand.missing, condition.operand};
  if (!operand.is_present()) return result;
  if (!is_usable(operand)) {
    result.reason = Reason::value_unusable;
    return result;
  }
  if (condition.kind == Condition::Kind::is_true) {
    result.truth = truth_of(!operand.value.is_zero());
    return result;
  }
  const std::strong_ordering order = against(operand, condition.limit);
  switch (condition.kind) {
    case Condition::Kind::at_least:
      result.truth = truth_of(order >= 0);
      break;
    case Condition::Kind::more_than:
      result.truth = truth_of(order > 0);
      break;
    case Condition::Kind::at_most:
      result.truth = truth_of(order <= 0);
      break;
    case Condition::Kind::less_than:
      result.truth = truth_of(order < 0);
      break;
    default:
      result.truth = truth_of(order == 0);
      break;
  }
  return result;
}

// `decides`: the truth of one part that settles the whole: no for all_of, yes for any_of.
ConditionResult combine(const Condition& condition, const Operands& operands, Truth decides) {
  ConditionResult whole{decides == Truth::no ? Truth::yes : Truth::no, Reason::none, no_operand};
  for (const Condition& part : condition.parts) {
    const ConditionResult result = judge(part, operands);
    if (result.truth == decides) return result;
    if (result.truth == Truth::unknown && whole.truth != Truth::unknown) whole = result;
    if (whole.truth != Truth::unknown && whole.operand == no_operand) whole.operand = result.operand;
  }
  return whole;
}

}  // namespace

ConditionResult judge(const Condition& condition, const Operands& operands) {
  switch (condition.kind) {
    case Condition::Kind::always:
      return {Truth::yes, Reason::none, no_operand};
    case Condition::Kind::never:
      return {Truth::no, Reason::none, no_operand};
    case Condition::Kind::unknown:
      return {Truth::unknown, condition.reason, condition.operand};
    case Condition::Kind::all_of:
      return combine(condition, operands, Truth::no);
    case Condition::Kind::any_of:
      return combine(condition, operands, Truth::yes);
    case Condition::Kind::negation: {
      ConditionResult result = judge(condition.parts.at(0), operands);
      if (result.truth != Truth::unknown) result.truth = truth_of(result.truth == Truth::no);
      return result;
    }
    default:
      return compare(condition, operands);
  }
}

}  // namespace luytre::engine
