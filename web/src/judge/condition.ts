// Three-valued conditions: what is not known stays unknown unless the rest decides. src/engine/condition.cpp.
import { isZero, type Order } from './decimal.js';
import type { Reason } from './outcome.js';
import { against, isUsable } from './compare.js';
import type { Condition, ConditionKind, Operand, Truth } from './program.js';

export interface ConditionResult {
  readonly truth: Truth;
  readonly reason: Reason; // unknown: why
  readonly operand: number | undefined; // that decided, or that is missing
}

const truthOf = (holds: boolean): Truth => (holds ? 'yes' : 'no');

function holds(kind: ConditionKind, order: Order): boolean {
  switch (kind) {
    case 'at_least':
      return order >= 0;
    case 'more_than':
      return order > 0;
    case 'at_most':
      return order <= 0;
    case 'less_than':
      return order < 0;
    default:
      return order === 0;
  }
}

export function operandAt(operands: readonly Operand[], index: number | undefined): Operand {
  const operand = index === undefined ? undefined : operands[index];
  if (operand === undefined) throw new Error(`the program asks for operand ${index}, of ${operands.length}`);
  return operand;
}

function compared(condition: Condition, operands: readonly Operand[]): ConditionResult {
  const operand = operandAt(operands, condition.operand);
  const unknown = { truth: 'unknown', operand: condition.operand } as const;
  if (operand.missing !== 'none') return { ...unknown, reason: operand.missing };
  if (!isUsable(operand)) return { ...unknown, reason: 'value_unusable' };
  const isTrue =
    condition.kind === 'is_true'
      ? !isZero(operand.value)
      : holds(condition.kind, against(operand, condition.limit));
  return { truth: truthOf(isTrue), reason: 'none', operand: condition.operand };
}

// `decides`: the truth of one part that settles the whole.
function combined(condition: Condition, operands: readonly Operand[], decides: Truth): ConditionResult {
  let whole: ConditionResult = { truth: truthOf(decides === 'no'), reason: 'none', operand: undefined };
  for (const part of condition.parts) {
    const result = judgeCondition(part, operands);
    if (result.truth === decides) return result;
    if (result.truth === 'unknown' && whole.truth !== 'unknown') whole = result;
    if (whole.truth !== 'unknown' && whole.operand === undefined) whole = { ...whole, operand: result.operand };
  }
  return whole;
}

export function judgeCondition(condition: Condition, operands: readonly Operand[]): ConditionResult {
  switch (condition.kind) {
    case 'always':
      return { truth: 'yes', reason: 'none', operand: undefined };
    case 'never':
      return { truth: 'no', reason: 'none', operand: undefined };
    case 'unknown':
      return { truth: 'unknown', reason: condition.reason, operand: condition.operand };
    case 'all_of':
      return combined(condition, operands, 'no');
    case 'any_of':
      return combined(condition, operands, 'yes');
    case 'negation': {
      const [part] = condition.parts;
      if (part === undefined) throw new Error('a negation of nothing');
      const result = judgeCondition(part, operands);
      return result.truth === 'unknown' ? result : { ...result, truth: truthOf(result.truth === 'no') };
    }
    default:
      return compared(condition, operands);
  }
}
