// The operands of a sheet with what was entered for its day: what src/programme/judgement/gather.cpp would gather if
// the entries stood in the record.
import { add, decimalOf, type Decimal } from './decimal.js';
import type { Outcome } from './outcome.js';
import { absent, present, presentShare, readOperand, type Operand } from './program.js';
import type { Entry } from './value.js';
import type { IncidentsOperand, MeasureOnSheet, SheetOperand } from './wire.js';

// By entryKey(); no entry: what stands is judged.
export type Entries = ReadonlyMap<string, Entry>;

export const entryKey = (measure: string, dimension = ''): string => `${measure}|${dimension}`;

// A person's "not applicable" is not one of the law's exceptions: there is no value to judge.
function entered(entry: Entry, measure: MeasureOnSheet): Operand {
  switch (entry.kind) {
    case 'number':
      return present(entry.number);
    case 'share':
      return presentShare(entry.share);
    case 'truth':
      return present(decimalOf(entry.truth ? 1 : 0));
    case 'grade': {
      const rank = (measure.grades ?? []).indexOf(entry.grade);
      return rank < 0 ? absent('value_unusable') : present(decimalOf(rank));
    }
    default:
      return absent('value_missing');
  }
}

function numberOf(entry: Entry): Decimal | undefined {
  if (entry.kind === 'number') return entry.number;
  return entry.kind === 'truth' ? decimalOf(entry.truth ? 1 : 0) : undefined;
}

// The earlier days of the window and the day's own number.
function incidents(operand: IncidentsOperand, entry: Entry): Operand {
  const earlier = readOperand(operand.earlier);
  const own = numberOf(entry);
  if (own === undefined || earlier.missing === 'value_unusable') return earlier;
  if (earlier.missing !== 'none') return present(own);
  const sum = add(earlier.value, own);
  return sum ? present(sum) : absent('value_unusable');
}

// Whether the unit meets another set, by what it comes to there.
function verdictOf(outcome: Outcome): Operand {
  if (outcome === 'not_assessed') return absent('prerequisite_unknown');
  return present(decimalOf(outcome === 'met' || outcome === 'not_applicable' ? 1 : 0));
}

// `outcomeUnder` judges the unit under another set with the same entries, where the sheet of that set is at hand.
export function operandOf(
  operand: SheetOperand,
  entries: Entries,
  outcomeUnder: (set: string) => Outcome | undefined,
): Operand {
  const outcome = operand.kind === 'meets_set' ? outcomeUnder(operand.set ?? '') : undefined;
  if (outcome !== undefined) return verdictOf(outcome);
  const now = operand.kind === 'observation' ? operand.standing : operand.fixed;
  const isOwn = operand.kind === 'observation' || operand.kind === 'incidents' || operand.kind === 'base_observation';
  const entry = isOwn ? entries.get(entryKey(operand.measure ?? '', operand.dimension)) : undefined;
  if (entry === undefined) return readOperand(now);
  if (entry.kind === 'none') return readOperand(operand.when_withdrawn ?? now);
  if (operand.kind === 'observation') return entered(entry, operand);
  if (operand.kind === 'incidents') return incidents(operand, entry);
  return readOperand((operand.kind === 'base_observation' ? operand.when_entered : undefined) ?? now);
}
