// Reads what a person types for a measure, in Vietnamese style: "45,2", "1.234", "120/150", "có", a grade. It refuses
// what src/programme/observations/import_value.cpp refuses, with the same codes and arguments.
import {
  compare,
  decimalText,
  hundred,
  isNegative,
  isZero,
  percentRounded,
  reduced,
  type Decimal,
  type Share,
} from './decimal.js';
import { isProblem, refused, type Problem } from './problem.js';
import { readWrittenNumber } from './writtenNumber.js';

export type MeasureKind = 'share' | 'number' | 'money' | 'count' | 'truth' | 'grade' | 'score';

export interface Measure {
  readonly id: string;
  readonly measure_kind: MeasureKind;
  readonly unit: string;
  readonly grades?: readonly string[]; // lowest first
}

// A value of a day. `none`: nothing is said any more, an earlier day's value stands.
export type Entry =
  | { readonly kind: 'number'; readonly number: Decimal }
  | { readonly kind: 'share'; readonly share: Share }
  | { readonly kind: 'truth'; readonly truth: boolean }
  | { readonly kind: 'grade'; readonly grade: string }
  | { readonly kind: 'not_applicable' }
  | { readonly kind: 'none' };

export interface Cells {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
}

const truthWords: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'đạt', 'có', 'yes', 'x', 'đúng', 'met'].map((word) => [word, true] as const),
  ...['false', '0', 'chưa đạt', 'không đạt', 'không', 'no', 'sai', 'not met'].map((word) => [word, false] as const),
]);
const notApplicableWords = ['không áp dụng', 'n/a', 'not_applicable', 'not applicable'];
const withdrawnWords = ['rút', 'rút số liệu', 'withdrawn'];

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

function readTruth(measure: Measure, text: string): Entry | Problem {
  const truth = truthWords.get(plain(text));
  if (truth === undefined) return refused('observations.not_truth', { text, measure: measure.id });
  return { kind: 'truth', truth };
}

function readGrade(measure: Measure, text: string): Entry | Problem {
  const grades = measure.grades ?? [];
  const grade = grades.find((known) => plain(known) === plain(text));
  if (grade !== undefined) return { kind: 'grade', grade };
  return refused('observations.grade_unknown', { text, measure: measure.id, grades: grades.join(', ') });
}

function readAmount(measure: Measure, text: string): Decimal | Problem {
  if (text.endsWith('%')) {
    return refused('observations.percent_unwanted', { text, measure: measure.id, unit: measure.unit });
  }
  const number = readWrittenNumber(text);
  if (isProblem(number)) return number;
  if (isNegative(number)) return refused('observations.negative', { text, measure: measure.id });
  if (measure.measure_kind === 'count' && reduced(number).scale > 0) {
    return refused('observations.not_whole', { text, measure: measure.id });
  }
  return number;
}

function readPercent(measure: Measure, cell: string): Decimal | Problem {
  const text = cell.replace(/%$/, '').replace(/ +$/, '');
  const percent = readAmount(measure, text);
  if (isProblem(percent)) return percent;
  if (compare(percent, hundred) > 0) return refused('observations.percent_over_100', { text, measure: measure.id });
  return percent;
}

// A percent written beside its parts must be theirs, at the precision it was written with.
function percentProblem(measure: Measure, share: Share, text: string): Problem | undefined {
  const percent = readPercent(measure, text);
  if (isProblem(percent)) return percent;
  const computed = percentRounded(share, percent.scale);
  if (compare(computed, percent) === 0) return undefined;
  return refused('observations.percent_differs', {
    text,
    numerator: decimalText(share.numerator),
    denominator: decimalText(share.denominator),
    computed: decimalText(computed),
  });
}

function bothFaults(faults: readonly Problem[]): Problem {
  const [only] = faults;
  if (only !== undefined && faults.length === 1) return only;
  return { ...refused('observations.several_faults', { count: String(faults.length) }), causes: faults };
}

function readShare(measure: Measure, cells: Cells): Entry | Problem {
  if (cells.numerator === '' && cells.denominator === '') {
    const number = readPercent(measure, cells.value);
    return isProblem(number) ? number : { kind: 'number', number };
  }
  if (cells.numerator === '' || cells.denominator === '') return refused('observations.half_a_share');
  const numerator = readAmount(measure, cells.numerator);
  const denominator = readAmount(measure, cells.denominator);
  if (isProblem(numerator) || isProblem(denominator)) return bothFaults([numerator, denominator].filter(isProblem));
  if (isZero(denominator)) return refused('observations.denominator_zero', { measure: measure.id });
  if (compare(numerator, denominator) > 0) {
    return refused('observations.numerator_over', { numerator: cells.numerator, denominator: cells.denominator });
  }
  const share = { numerator, denominator };
  const differs = cells.value === '' ? undefined : percentProblem(measure, share, cells.value);
  return differs ?? { kind: 'share', share };
}

// The twin of read_value: three cells, not all of them empty.
export function readCells(measure: Measure, cells: Cells): Entry | Problem {
  const hasParts = cells.numerator !== '' || cells.denominator !== '';
  if (!hasParts) {
    if (notApplicableWords.includes(plain(cells.value))) return { kind: 'not_applicable' };
    if (withdrawnWords.includes(plain(cells.value))) return { kind: 'none' };
  }
  if (measure.measure_kind === 'share') return readShare(measure, cells);
  if (hasParts) return refused('observations.not_a_share', { measure: measure.id, kind: measure.measure_kind });
  if (measure.measure_kind === 'truth') return readTruth(measure, cells.value);
  if (measure.measure_kind === 'grade') return readGrade(measure, cells.value);
  const read = measure.unit === 'percent' ? readPercent : readAmount;
  const number = read(measure, cells.value);
  return isProblem(number) ? number : { kind: 'number', number };
}

// One field, as typed. An empty field says nothing: `none`. Of a share, "120/150" is numerator and denominator.
export function readTyped(measure: Measure, typed: string): Entry | Problem {
  const value = typed.trim();
  if (value === '') return { kind: 'none' };
  const [numerator = '', denominator, ...rest] = value.split('/').map((part) => part.trim());
  const isWord = notApplicableWords.includes(plain(value));
  if (measure.measure_kind !== 'share' || denominator === undefined || rest.length > 0 || isWord) {
    return readCells(measure, { value, numerator: '', denominator: '' });
  }
  if (numerator === '' || denominator === '') return refused('observations.half_a_share');
  return readCells(measure, { value: '', numerator, denominator });
}
