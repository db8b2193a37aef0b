// The five outcomes, why a thing could not be judged, and how outcomes combine: src/engine/outcome.h.
import { comparePercent, compare, decimalOf, type Decimal } from './decimal.js';

export type Outcome = 'met' | 'basically_met' | 'not_met' | 'not_applicable' | 'not_assessed';
export const outcomes: readonly Outcome[] = ['met', 'basically_met', 'not_met', 'not_applicable', 'not_assessed'];

export type Reason =
  | 'none'
  | 'law_not_loaded'
  | 'class_unknown'
  | 'value_missing'
  | 'value_too_old'
  | 'base_value_missing'
  | 'boundary_changed'
  | 'prerequisite_unknown'
  | 'children_unknown'
  | 'no_children'
  | 'value_unusable'
  | 'parts_not_assessed'
  | 'excepted'
  | 'does_not_apply'
  | 'column_not_concerned'
  | 'parts_not_applicable';

// An opinion near the limit is still below it.
const isNotMet = (outcome: Outcome): boolean => outcome === 'not_met' || outcome === 'basically_met';

export function allOf(parts: readonly Outcome[]): Outcome {
  if (parts.some(isNotMet)) return 'not_met';
  if (parts.includes('not_assessed')) return 'not_assessed';
  return parts.includes('met') ? 'met' : 'not_applicable';
}

export function anyOf(parts: readonly Outcome[]): Outcome {
  if (parts.includes('met')) return 'met';
  if (parts.includes('not_assessed')) return 'not_assessed';
  return parts.some(isNotMet) ? 'not_met' : 'not_applicable';
}

export interface CountedPart {
  readonly outcome: Outcome;
  readonly mandatory: boolean;
}

// k of n: met or not met as soon as no undecided part could change it. `needed` is a number, or a percent of the parts.
export function countAtLeast(parts: readonly CountedPart[], needed: Decimal, isShare: boolean): Outcome {
  const asked = parts.filter((part) => part.outcome !== 'not_applicable');
  if (asked.length === 0) return 'not_applicable';
  const met = asked.filter((part) => part.outcome === 'met').length;
  const open = asked.filter((part) => part.outcome === 'not_assessed').length;
  const isEnough = (count: number): boolean =>
    isShare
      ? comparePercent({ numerator: decimalOf(count), denominator: decimalOf(asked.length) }, needed) >= 0
      : compare(needed, decimalOf(count)) <= 0;
  const mandatory = asked.filter((part) => part.mandatory).map((part) => part.outcome);
  if (allOf(mandatory) === 'not_met') return 'not_met';
  // While every part is open none may yet turn out to apply: too few of them is then not known to be a failure.
  if (!isEnough(met + open)) return open === asked.length ? 'not_assessed' : 'not_met';
  return isEnough(met) && !mandatory.includes('not_assessed') ? 'met' : 'not_assessed';
}
