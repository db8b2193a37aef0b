// Judges a sheet with what was entered for its day, and says it as GET /api/v1/evaluations does: per criterion and
// indicator, with the counts of src/programme/judgement/assemble.cpp.
import { decimalText, digitsThatTell, isZero, percentRounded, reduced } from './decimal.js';
import { allOf, outcomes, type Outcome, type Reason } from './outcome.js';
import { judge, type Verdict } from './judge.js';
import { readNode, type RuleKind } from './program.js';
import { operandOf, type Entries } from './operands.js';
import type { Bilingual, MeasureOnSheet, Sheet, SheetNode } from './wire.js';

export interface Judged {
  readonly node: SheetNode; // title, reference, note … of the law
  readonly number: string;
  readonly rule: RuleKind;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly provisional: boolean;
  readonly encouraged: boolean; // recorded, never blocks
  readonly value: string | undefined; // "71.20", "true", a grade
  readonly threshold: string | undefined; // as applied
  readonly numerator: string | undefined;
  readonly denominator: string | undefined;
  readonly distance: { readonly amount: string; readonly in_numerator_units: boolean } | undefined;
  readonly parts: readonly Judged[];
}

export interface JudgedCriterion {
  readonly number: string;
  readonly title: Bilingual;
  readonly counts: boolean;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly provisional: boolean;
  readonly indicators: readonly Judged[];
}

export type Counts = Readonly<Record<Outcome, number>>;

export interface JudgedSheet {
  readonly outcome: Outcome;
  readonly provisional: boolean;
  readonly criteria_met: number; // met or not applicable, of those that count
  readonly criteria_total: number;
  readonly criteria_by_outcome: Counts;
  readonly indicators_by_outcome: Counts; // of criteria that count; those that block
  readonly prerequisites: readonly Judged[];
  readonly criteria: readonly JudgedCriterion[];
}

const percentDigits = 2;

function measureOf(sheet: Sheet, node: SheetNode): MeasureOnSheet | undefined {
  const operand = node.operand === undefined ? undefined : sheet.operands[node.operand];
  return operand?.kind === 'observation' || operand?.kind === 'incidents' ? operand : undefined;
}

function valueText(verdict: Verdict, rule: RuleKind, measure: MeasureOnSheet | undefined): string | undefined {
  if (verdict.share) {
    const digits = digitsThatTell(verdict.share, verdict.limit, measure ? Math.max(measure.scale, 1) : percentDigits);
    return decimalText(percentRounded(verdict.share, digits));
  }
  if (verdict.value === undefined) return undefined;
  if (measure?.measure_kind === 'truth' || rule === 'prerequisite') return isZero(verdict.value) ? 'false' : 'true';
  if (measure?.measure_kind === 'grade') return measure.grades?.[Number(verdict.value.coefficient)] ?? '';
  return decimalText(verdict.value);
}

function thresholdText(verdict: Verdict, rule: RuleKind, node: SheetNode): string | undefined {
  if (rule === 'is_true' || rule === 'prerequisite') return 'true';
  if (rule === 'none_in_period') return '0';
  if (rule === 'grade_at_least' || rule === 'score_bands') return node.threshold;
  if (verdict.limit === undefined) return rule === 'relative_at_least' ? undefined : node.threshold;
  const text = decimalText(reduced(verdict.limit));
  return verdict.limitUpper ? `${text}-${decimalText(reduced(verdict.limitUpper))}` : text;
}

function judgedOf(sheet: Sheet, node: SheetNode, verdict: Verdict): Judged {
  const rule = node.rule ?? node.kind;
  const { distance, share } = verdict;
  return {
    node,
    number: node.number ?? '',
    rule,
    outcome: verdict.outcome,
    reason: verdict.reason,
    provisional: verdict.provisional,
    encouraged: !verdict.blocks,
    value: valueText(verdict, rule, measureOf(sheet, node)),
    threshold: thresholdText(verdict, rule, node),
    numerator: share && decimalText(share.numerator),
    denominator: share && decimalText(share.denominator),
    distance: distance && {
      amount: decimalText(reduced(distance.amount)),
      in_numerator_units: distance.inNumeratorUnits,
    },
    parts: paired(node, verdict).map(([part, judged]) => judgedOf(sheet, part, judged)),
  };
}

// A node's parts with their verdicts; none where a gate decided before them.
function paired(node: SheetNode, verdict: Verdict): [SheetNode, Verdict][] {
  return verdict.parts.map((part, index) => {
    const lawful = node.parts?.[index];
    if (lawful === undefined) throw new Error(`node ${node.id} has no part ${index}`);
    return [lawful, part];
  });
}

const criterionOf = (sheet: Sheet, node: SheetNode, verdict: Verdict): JudgedCriterion => ({
  number: node.number ?? '',
  title: node.title ?? { vi: '', en: '' },
  counts: node.counts ?? true,
  outcome: verdict.outcome,
  reason: verdict.reason,
  provisional: verdict.provisional,
  indicators: paired(node, verdict).map(([part, judged]) => judgedOf(sheet, part, judged)),
});

function tally(found: readonly Outcome[]): Counts {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const outcome of found) counts[outcome] += 1;
  return counts;
}

// By set: of the same unit, day and opinion.
export type Sheets = ReadonlyMap<string, Sheet>;

const setsDepthMax = 6; // src/programme/judgement/evaluate.h

// A rule may ask whether the unit meets another set now. Where `others` holds that set's sheet it is judged with the
// same entries; elsewhere the server's answer counts, which is of the values that stood then.
export function judgeSheet(sheet: Sheet, entries: Entries, others: Sheets = new Map(), depth = 0): JudgedSheet {
  const outcomeUnder = (set: string): Outcome | undefined => {
    const other = others.get(set);
    if (other === undefined) return undefined;
    const isOfTheSame = other.unit === sheet.unit && other.as_of === sheet.as_of && other.opinion === sheet.opinion;
    if (!isOfTheSame) throw new Error(`the sheet of ${set} is of another unit, day or opinion`);
    return depth < setsDepthMax ? judgeSheet(other, entries, others, depth + 1).outcome : 'not_assessed';
  };
  const operands = sheet.operands.map((operand) => operandOf(operand, entries, outcomeUnder));
  const root = judge(readNode(sheet.program), operands);
  const criteria = paired(sheet.program, root).map(([node, verdict]) => criterionOf(sheet, node, verdict));
  const prerequisites = sheet.prerequisites.map((node) => judgedOf(sheet, node, judge(readNode(node), operands)));
  const counted = criteria.filter((criterion) => criterion.counts);
  const byOutcome = tally(counted.map((criterion) => criterion.outcome));
  const blocking = counted.flatMap((criterion) => criterion.indicators.filter((indicator) => !indicator.encouraged));
  return {
    outcome: allOf([root.outcome, ...prerequisites.map((prerequisite) => prerequisite.outcome)]),
    provisional: root.provisional || prerequisites.some((prerequisite) => prerequisite.provisional),
    criteria_met: byOutcome.met + byOutcome.not_applicable,
    criteria_total: counted.length,
    criteria_by_outcome: byOutcome,
    indicators_by_outcome: tally(blocking.map((indicator) => indicator.outcome)),
    prerequisites,
    criteria,
  };
}
