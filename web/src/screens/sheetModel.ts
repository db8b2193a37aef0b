// A sheet as it is filled in: what stands on the server, what was typed here and is not sent yet, and the verdict over
// both by the law that the server compiled. Pure; the screens only draw it.
import { entryKey, type Entries } from '../judge/operands.js';
import { isProblem, type Problem } from '../judge/problem.js';
import { judgeSheet, type Judged, type JudgedCriterion, type JudgedSheet } from '../judge/sheet.js';
import { readTyped, type Entry, type Measure } from '../judge/value.js';
import type { Field, Indicator, ReportSheet } from '../wire.js';

export type CellState = 'saved' | 'waiting' | 'refused' | 'conflict' | 'unreadable';

// What the device knows of one cell beyond the sheet.
export interface Pending {
  readonly text: string; // as typed; '' takes the value back
  readonly state: 'waiting' | 'sending' | 'refused' | 'conflict' | 'saved';
  readonly problem?: { readonly detail: string };
  readonly theirs?: { readonly text: string; readonly by: string; readonly at: string };
}
export type PendingCells = ReadonlyMap<string, Pending>;

export interface Row {
  readonly index: number; // in the sheet's fields
  readonly field: Field;
  readonly key: string;
  readonly pending: Pending | undefined;
  readonly problem: Problem | undefined;
}

export interface IndicatorRows {
  readonly indicator: Indicator;
  readonly rows: readonly Row[];
  readonly judged: Judged | undefined;
}

export interface CriterionRows {
  readonly number: string;
  readonly judged: JudgedCriterion | undefined;
  readonly indicators: readonly IndicatorRows[];
}

export interface SheetModel {
  readonly criteria: readonly CriterionRows[];
  readonly verdict: JudgedSheet | undefined;
  readonly filled: number; // indicators with a value, typed or standing
  readonly askable: number;
}

export const measureOf = (field: Pick<Field, 'measure' | 'kind' | 'unit' | 'grades'>): Measure => ({
  id: field.measure,
  measure_kind: field.kind,
  unit: field.unit,
  ...(field.grades.length > 0 ? { grades: field.grades } : {}),
});

export const cellKey = (field: { measure: string; dimension: string }): string =>
  entryKey(field.measure, field.dimension);

// Only what was typed is handed to the judge: what stands is on the sheet already.
function entriesOf(rows: readonly Row[]): Entries {
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    if (row.pending === undefined || row.pending.state === 'conflict') continue;
    const read = readTyped(measureOf(row.field), row.pending.text);
    if (!isProblem(read)) entries.set(row.key, read);
  }
  return entries;
}

function rowOf(field: Field, index: number, pending: PendingCells): Row {
  const key = cellKey(field);
  const typed = pending.get(key);
  const read = typed === undefined ? undefined : readTyped(measureOf(field), typed.text);
  return { index, field, key, pending: typed, problem: read !== undefined && isProblem(read) ? read : undefined };
}

const hasValue = (row: Row): boolean =>
  row.pending !== undefined ? row.pending.text !== '' : row.field.values.self !== null;

function judgedNumber(criteria: readonly JudgedCriterion[], number: string): Judged | undefined {
  for (const criterion of criteria) {
    const found = criterion.indicators.find((indicator) => indicator.number === number);
    if (found) return found;
  }
  return undefined;
}

export function modelOf(sheet: ReportSheet, pending: PendingCells): SheetModel {
  const rows = sheet.fields.map((field, index) => rowOf(field, index, pending));
  const verdict = sheet.judge === null ? undefined : judgeSheet(sheet.judge, entriesOf(rows));
  const criteria: CriterionRows[] = [];
  let filled = 0;
  for (const indicator of sheet.indicators) {
    const own = indicator.fields.map((at) => rows[at]).filter((row): row is Row => row !== undefined);
    if (own.some(hasValue)) filled += 1;
    const told = { indicator, rows: own, judged: judgedNumber(verdict?.criteria ?? [], indicator.number) };
    const last = criteria.at(-1);
    if (last?.number === indicator.criterion) {
      criteria[criteria.length - 1] = { ...last, indicators: [...last.indicators, told] };
    } else {
      const judged = verdict?.criteria.find((criterion) => criterion.number === indicator.criterion);
      criteria.push({ number: indicator.criterion, judged, indicators: [told] });
    }
  }
  const askable = sheet.indicators.filter((indicator) => indicator.fields.length > 0).length;
  return { criteria, verdict, filled, askable };
}

export function stateOf(row: Row): CellState | undefined {
  if (row.problem) return 'unreadable';
  const state = row.pending?.state;
  if (state === undefined) return row.field.values.self === null ? undefined : 'saved';
  return state === 'sending' ? 'waiting' : state;
}
