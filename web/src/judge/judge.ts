// The judge: a program and its operands give a tree of verdicts. The twin of src/engine/judge.cpp, held to it by
// web/tests/judge.test.ts.
import {
  add,
  compare,
  comparePercent,
  decimalOf,
  hundred,
  hundredth,
  isNegative,
  isZero,
  multiply,
  reduced,
  zero,
  type Decimal,
  type Share,
} from './decimal.js';
import { against, againstProduct, distanceAbove, flipped, isUsable, smaller, type Distance } from './compare.js';
import { judgeCondition, operandAt } from './condition.js';
import { allOf, anyOf, countAtLeast, type CountedPart, type Outcome, type Reason } from './outcome.js';
import { hasParts, type Node, type Operand } from './program.js';

export interface Verdict {
  readonly node: number;
  outcome: Outcome;
  reason: Reason;
  firm: Outcome; // with everything that rests on unconfirmed law taken as not assessed
  provisional: boolean;
  readonly blocks: boolean;
  operand: number | undefined; // that was judged, or whose absence (or gate) decided
  value: Decimal | undefined; // as judged; none for a share
  share: Share | undefined;
  limit: Decimal | undefined; // as applied
  limitUpper: Decimal | undefined;
  distance: Distance | undefined;
  gate: number | undefined; // the gate that decided
  rank: number | undefined; // of the band
  partsMet: number; // of the parts that block
  partsApplicable: number;
  parts: readonly Verdict[];
}

const begun = (node: Node): Verdict => ({
  node: node.id,
  outcome: 'not_assessed',
  reason: 'none',
  firm: 'not_assessed',
  provisional: false,
  blocks: node.blocks,
  operand: undefined,
  value: undefined,
  share: undefined,
  limit: undefined,
  limitUpper: undefined,
  distance: undefined,
  gate: undefined,
  rank: undefined,
  partsMet: 0,
  partsApplicable: 0,
  parts: [],
});

// `verdict.provisional` says already whether the node itself rests on unconfirmed law.
function setOutcome(verdict: Verdict, outcome: Outcome, reason: Reason = 'none'): void {
  verdict.outcome = outcome;
  verdict.firm = verdict.provisional ? 'not_assessed' : outcome;
  verdict.reason = reason;
}

const setMet = (verdict: Verdict, isMet: boolean): void => setOutcome(verdict, isMet ? 'met' : 'not_met');
const setUnusable = (verdict: Verdict): void => setOutcome(verdict, 'not_assessed', 'value_unusable');

// Where the law has no number: nothing is asked of the column, or nobody can tell.
const setWithoutLimit = (verdict: Verdict, missing: Reason): void =>
  setOutcome(verdict, missing === 'column_not_concerned' ? 'not_applicable' : 'not_assessed', missing);

// The operand as a value that can be judged; otherwise the verdict says why not.
function presentAt(
  verdict: Verdict,
  index: number | undefined,
  operands: readonly Operand[],
  ifMissing: Reason,
): Operand | undefined {
  const operand = operandAt(operands, index);
  if (operand.missing !== 'none') {
    const isPlain = operand.missing === 'value_missing' && ifMissing !== 'none';
    setOutcome(verdict, 'not_assessed', isPlain ? ifMissing : operand.missing);
    verdict.operand = index;
    return undefined;
  }
  if (!isUsable(operand)) {
    setUnusable(verdict);
    verdict.operand = index;
    return undefined;
  }
  return operand;
}

function showValue(verdict: Verdict, index: number | undefined, operand: Operand): void {
  verdict.operand = index;
  if (operand.share) verdict.share = operand.share;
  else verdict.value = operand.value;
}

function judgeBetween(node: Node, verdict: Verdict, operand: Operand): void {
  const { value, upper } = node.limit;
  verdict.limitUpper = upper;
  setMet(verdict, against(operand, value) >= 0 && against(operand, upper) <= 0);
  verdict.distance = smaller(distanceAbove(operand, value), flipped(distanceAbove(operand, upper)));
}

function judgeComparison(node: Node, verdict: Verdict, operand: Operand): void {
  const limit = node.limit.value;
  verdict.limit = limit;
  if (node.kind === 'between') return judgeBetween(node, verdict, operand);
  const order = against(operand, limit);
  const above = distanceAbove(operand, limit);
  switch (node.kind) {
    case 'at_least':
      setMet(verdict, order >= 0);
      verdict.distance = above;
      return;
    case 'more_than':
      setMet(verdict, order > 0);
      verdict.distance = above;
      return;
    case 'at_most':
      setMet(verdict, order <= 0);
      verdict.distance = flipped(above);
      return;
    case 'less_than':
      setMet(verdict, order < 0);
      verdict.distance = flipped(above);
      return;
    case 'grade_at_least':
      setMet(verdict, order >= 0);
      return;
    default:
      setMet(verdict, order === 0);
      verdict.distance = above && isNegative(above.amount) ? above : flipped(above);
  }
}

// value >= factor * base. Growth of g percent is factor (100 + g) / 100 on the earlier value.
function judgeAgainstBase(node: Node, verdict: Verdict, value: Operand, operands: readonly Operand[]): void {
  const base = presentAt(verdict, node.base, operands, 'base_value_missing');
  if (base === undefined) return;
  let factor = node.limit.value;
  if (node.kind === 'growth_at_least') {
    const grown = add(factor, hundred);
    const grownHundredth = grown && multiply(grown, hundredth);
    const start = base.share ? base.share.numerator : base.value;
    if (grownHundredth === undefined || compare(start, zero) <= 0) return setUnusable(verdict);
    factor = grownHundredth;
  }
  setMet(verdict, againstProduct(value, factor, base) >= 0);
  if (base.share) return;
  const limit = multiply(factor, base.value);
  if (limit === undefined) return;
  verdict.limit = reduced(limit);
  verdict.distance = distanceAbove(value, verdict.limit);
}

// `undecided` units may still come to the numerator: judged only when they cannot change the answer.
function judgeChildren(node: Node, verdict: Verdict, operand: Operand): void {
  const limit = node.limit.value;
  verdict.limit = limit;
  if (operand.share === undefined) return setUnusable(verdict);
  const atBest = add(operand.share.numerator, operand.undecided);
  if (atBest === undefined) return setUnusable(verdict);
  verdict.distance = distanceAbove(operand, limit);
  if (comparePercent(operand.share, limit) >= 0) return setMet(verdict, true);
  if (comparePercent({ ...operand.share, numerator: atBest }, limit) < 0) return setMet(verdict, false);
  setOutcome(verdict, 'not_assessed', 'children_unknown');
}

function judgeBands(node: Node, verdict: Verdict, operand: Operand): void {
  verdict.limit = node.limit.value;
  for (const band of node.bands) {
    if (band.from && against(operand, band.from) < 0) continue;
    if (band.below && against(operand, band.below) >= 0) continue;
    verdict.rank = band.rank;
    return setMet(verdict, compare(node.limit.value, decimalOf(band.rank)) <= 0);
  }
  // Below the lowest band no grade is earned; above the highest the score itself cannot be right.
  const lowest = node.bands[0]?.from;
  if (lowest && against(operand, lowest) < 0) return setMet(verdict, false);
  setUnusable(verdict);
}

// The value is shown even where the law has no number for it.
function judgeWithoutLimit(node: Node, verdict: Verdict, operands: readonly Operand[]): void {
  verdict.operand = node.operand;
  const operand = node.operand === undefined ? undefined : operands[node.operand];
  if (operand?.missing === 'none') showValue(verdict, node.operand, operand);
  setWithoutLimit(verdict, node.limit.missing);
}

function reasonIfMissing(node: Node): Reason {
  if (node.kind === 'prerequisite') return 'prerequisite_unknown';
  return node.kind === 'children_share_at_least' ? 'children_unknown' : 'none';
}

function judgeLeaf(node: Node, verdict: Verdict, operands: readonly Operand[]): void {
  if (node.kind === 'unknown') return setOutcome(verdict, 'not_assessed', 'law_not_loaded');
  if (node.limit.missing !== 'none') return judgeWithoutLimit(node, verdict, operands);
  const operand = presentAt(verdict, node.operand, operands, reasonIfMissing(node));
  if (operand === undefined) {
    if (node.noneIsNotApplicable && verdict.reason === 'no_children') {
      setOutcome(verdict, 'not_applicable', 'no_children');
    }
    return;
  }
  showValue(verdict, node.operand, operand);
  switch (node.kind) {
    case 'is_true':
    case 'prerequisite':
      return setMet(verdict, !isZero(operand.value));
    case 'none_in_period':
      return setMet(verdict, isZero(operand.value));
    case 'growth_at_least':
    case 'relative_at_least':
      return judgeAgainstBase(node, verdict, operand, operands);
    case 'children_share_at_least':
      return judgeChildren(node, verdict, operand);
    case 'score_bands':
      return judgeBands(node, verdict, operand);
    default:
      return judgeComparison(node, verdict, operand);
  }
}

// The outcome of a combination, of its parts' outcomes or of their firm ones.
function combined(node: Node, parts: readonly Verdict[], which: 'outcome' | 'firm'): Outcome {
  const counted: CountedPart[] = [];
  node.parts.forEach((part, index) => {
    const verdict = parts[index];
    if (part.blocks && verdict) counted.push({ outcome: verdict[which], mandatory: part.mandatory });
  });
  if (node.kind === 'count_at_least') return countAtLeast(counted, node.limit.value, node.limitIsShare);
  const outcomes = counted.map((part) => part.outcome);
  return node.kind === 'any_of' ? anyOf(outcomes) : allOf(outcomes);
}

function judgeParts(node: Node, verdict: Verdict, operands: readonly Operand[]): void {
  verdict.parts = node.parts.map((part) => judge(part, operands));
  const blocking = verdict.parts.filter((part) => part.blocks);
  verdict.partsMet = blocking.filter((part) => part.outcome === 'met').length;
  verdict.partsApplicable = blocking.filter((part) => part.outcome !== 'not_applicable').length;
  if (node.kind === 'count_at_least') {
    if (node.limit.missing !== 'none') return setWithoutLimit(verdict, node.limit.missing);
    verdict.limit = node.limit.value;
  }
  setOutcome(verdict, combined(node, verdict.parts, 'outcome'));
  if (verdict.outcome === 'not_assessed') verdict.reason = 'parts_not_assessed';
  if (verdict.outcome === 'not_applicable') verdict.reason = 'parts_not_applicable';
  if (!verdict.provisional) verdict.firm = combined(node, verdict.parts, 'firm');
  verdict.provisional ||= verdict.firm !== verdict.outcome;
  if (verdict.outcome === 'not_assessed') verdict.provisional ||= blocking.some((part) => part.provisional);
}

// Whether a gate decided; then the rule itself is not asked.
function judgeGates(node: Node, verdict: Verdict, operands: readonly Operand[]): boolean {
  for (const [index, gate] of node.gates.entries()) {
    const result = judgeCondition(gate.condition, operands);
    const isUnknown = result.truth === 'unknown';
    if (!isUnknown && result.truth !== gate.when) {
      verdict.provisional ||= gate.provisional;
      continue;
    }
    verdict.provisional ||= gate.provisional || node.provisional;
    if (isUnknown) setOutcome(verdict, 'not_assessed', result.reason);
    else setOutcome(verdict, gate.outcome, gate.outcome === 'not_applicable' ? gate.reason : 'none');
    verdict.operand = result.operand;
    verdict.gate = index;
    return true;
  }
  return false;
}

// Never fails on what is not known: that is not_assessed with its reason. Throws on a program that is none.
export function judge(node: Node, operands: readonly Operand[]): Verdict {
  const verdict = begun(node);
  if (judgeGates(node, verdict, operands)) return verdict;
  verdict.provisional ||= node.provisional;
  if (hasParts(node.kind)) judgeParts(node, verdict, operands);
  else judgeLeaf(node, verdict, operands);
  return verdict;
}
