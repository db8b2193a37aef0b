// What the judge runs (src/engine/program.h), and how it comes over the wire (sheet_program.h): a member that is left
// out holds its default.
import { readDecimal, zero, type Decimal, type Share } from './decimal.js';
import type { Outcome, Reason } from './outcome.js';

export type RuleKind =
  | 'at_least'
  | 'more_than'
  | 'at_most'
  | 'less_than'
  | 'equals'
  | 'between'
  | 'is_true'
  | 'grade_at_least'
  | 'growth_at_least'
  | 'relative_at_least'
  | 'none_in_period'
  | 'prerequisite'
  | 'children_share_at_least'
  | 'all_of'
  | 'any_of'
  | 'count_at_least'
  | 'each_of'
  | 'score_bands'
  | 'unknown';

const kindsWithParts: readonly RuleKind[] = ['all_of', 'any_of', 'count_at_least', 'each_of'];
export const hasParts = (kind: RuleKind): boolean => kindsWithParts.includes(kind);

export type ConditionKind =
  | 'always'
  | 'never'
  | 'unknown'
  | 'at_least'
  | 'more_than'
  | 'at_most'
  | 'less_than'
  | 'equals'
  | 'is_true'
  | 'all_of'
  | 'any_of'
  | 'negation';

export type Truth = 'no' | 'yes' | 'unknown';

export interface WireShare {
  readonly numerator: string;
  readonly denominator: string;
}

export interface WireOperand {
  readonly value?: string;
  readonly share?: WireShare;
  readonly missing?: Reason;
  readonly undecided?: string;
}

export interface WireCondition {
  readonly kind: ConditionKind;
  readonly reason?: Reason;
  readonly operand?: number;
  readonly limit?: string;
  readonly parts?: readonly WireCondition[];
}

export interface WireGate {
  readonly condition: WireCondition;
  readonly when: 'yes' | 'no';
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly provisional?: true;
}

export interface WireBand {
  readonly rank: number;
  readonly from?: string;
  readonly below?: string;
}

export interface WireLimit {
  readonly value?: string;
  readonly upper?: string;
  readonly missing?: Reason;
}

export interface WireNode {
  readonly id: number;
  readonly kind: RuleKind;
  readonly limit?: WireLimit;
  readonly operand?: number;
  readonly base?: number;
  readonly provisional?: true;
  readonly blocks?: false;
  readonly mandatory?: true;
  readonly limit_is_share?: true;
  readonly none_is_not_applicable?: true;
  readonly gates?: readonly WireGate[];
  readonly bands?: readonly WireBand[];
  readonly parts?: readonly WireNode[];
}

// A value to be judged, or why there is none.
export interface Operand {
  readonly missing: Reason; // none: there is a value
  readonly value: Decimal; // truth: 1 or 0; grade: rank; of a share it is not read
  readonly share: Share | undefined;
  readonly undecided: Decimal;
}

export interface Condition {
  readonly kind: ConditionKind;
  readonly reason: Reason;
  readonly operand: number | undefined;
  readonly limit: Decimal;
  readonly parts: readonly Condition[];
}

export interface Gate {
  readonly condition: Condition;
  readonly when: Truth;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly provisional: boolean;
}

export interface Band {
  readonly rank: number;
  readonly from: Decimal | undefined;
  readonly below: Decimal | undefined;
}

export interface Node {
  readonly id: number;
  readonly kind: RuleKind;
  readonly limit: { readonly missing: Reason; readonly value: Decimal; readonly upper: Decimal };
  readonly operand: number | undefined;
  readonly base: number | undefined;
  readonly provisional: boolean;
  readonly blocks: boolean;
  readonly mandatory: boolean;
  readonly limitIsShare: boolean;
  readonly noneIsNotApplicable: boolean;
  readonly gates: readonly Gate[];
  readonly bands: readonly Band[];
  readonly parts: readonly Node[];
}

const decimalOr = (text: string | undefined): Decimal => (text === undefined ? zero : readDecimal(text));
const decimalOrNone = (text: string | undefined): Decimal | undefined =>
  text === undefined ? undefined : readDecimal(text);

const readShare = (share: WireShare): Share => ({
  numerator: readDecimal(share.numerator),
  denominator: readDecimal(share.denominator),
});

export const readOperand = (wire: WireOperand): Operand => ({
  missing: wire.missing ?? 'none',
  value: decimalOr(wire.value),
  share: wire.share && readShare(wire.share),
  undecided: decimalOr(wire.undecided),
});

export const present = (value: Decimal): Operand => ({ missing: 'none', value, share: undefined, undecided: zero });
export const presentShare = (share: Share): Operand => ({ missing: 'none', value: zero, share, undecided: zero });
export const absent = (missing: Reason): Operand => ({ missing, value: zero, share: undefined, undecided: zero });

const readCondition = (wire: WireCondition): Condition => ({
  kind: wire.kind,
  reason: wire.reason ?? 'none',
  operand: wire.operand,
  limit: decimalOr(wire.limit),
  parts: (wire.parts ?? []).map(readCondition),
});

const readGate = (wire: WireGate): Gate => ({
  condition: readCondition(wire.condition),
  when: wire.when,
  outcome: wire.outcome,
  reason: wire.reason,
  provisional: wire.provisional ?? false,
});

const readBand = (wire: WireBand): Band => ({
  rank: wire.rank,
  from: decimalOrNone(wire.from),
  below: decimalOrNone(wire.below),
});

export const readNode = (wire: WireNode): Node => ({
  id: wire.id,
  kind: wire.kind,
  limit: {
    missing: wire.limit?.missing ?? 'none',
    value: decimalOr(wire.limit?.value),
    upper: decimalOr(wire.limit?.upper),
  },
  operand: wire.operand,
  base: wire.base,
  provisional: wire.provisional ?? false,
  blocks: wire.blocks ?? true,
  mandatory: wire.mandatory ?? false,
  limitIsShare: wire.limit_is_share ?? false,
  noneIsNotApplicable: wire.none_is_not_applicable ?? false,
  gates: (wire.gates ?? []).map(readGate),
  bands: (wire.bands ?? []).map(readBand),
  parts: (wire.parts ?? []).map(readNode),
});
