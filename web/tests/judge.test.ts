// The judge, the reader of values and the decimals of the web app against the server's own, over the lines that
// judge_vectors draws from a seed. LUYTRE_VECTORS names the program; LUYTRE_SEED draws others.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import * as decimal from '../src/judge/decimal.js';
import type { Decimal } from '../src/judge/decimal.js';
import { judge, type Verdict } from '../src/judge/judge.js';
import { readNode, readOperand, type WireNode, type WireOperand } from '../src/judge/program.js';
import { isProblem, type Problem } from '../src/judge/problem.js';
import { readCells, readTyped, type Cells, type Entry, type Measure } from '../src/judge/value.js';

const program = process.env['LUYTRE_VECTORS'] ?? 'build/release/tests/judge_vectors';
const seed = process.env['LUYTRE_SEED'] ?? '20260101';
const linesMin = { judge: 5000, value: 4000, decimal: 4000 };

interface JudgeVector {
  readonly vector: 'judge';
  readonly program: WireNode;
  readonly operands: readonly WireOperand[];
  readonly verdict: unknown;
}
interface ValueVector {
  readonly vector: 'value';
  readonly measure: Measure;
  readonly cells: Cells;
  readonly result?: unknown;
  readonly problem?: Problem;
}
interface DecimalVector {
  readonly vector: 'decimal';
  readonly a: string;
  readonly b: string;
  readonly digits: number;
  readonly limit?: string;
  readonly quotient?: string;
}
type Vector = JudgeVector | ValueVector | DecimalVector;

const vectors: Vector[] = [];
before(() => {
  const drawn = spawnSync(program, [seed], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  assert.equal(drawn.status, 0, `${program}: ${drawn.error?.message ?? drawn.stderr}`);
  for (const line of drawn.stdout.split('\n')) if (line !== '') vectors.push(JSON.parse(line) as Vector);
});

// Compares every vector of a kind; the first that differs is printed whole.
function compareAll<T extends Vector>(kind: T['vector'], twin: (vector: T) => { expected: unknown; found: unknown }) {
  const all = vectors.filter((vector): vector is T => vector.vector === kind);
  assert.ok(all.length >= linesMin[kind], `${all.length} vectors of ${kind}`);
  for (const vector of all) {
    const { expected, found } = twin(vector);
    assert.deepEqual(found, expected, `seed ${seed}: ${JSON.stringify(vector)}`);
  }
}

// An object without the members that hold nothing, as the server writes it.
const withoutNone = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const text = (value: Decimal | undefined): string | undefined => value && decimal.decimalText(value);

function verdictJson(verdict: Verdict): object {
  const { share, distance } = verdict;
  return withoutNone({
    node: verdict.node,
    outcome: verdict.outcome,
    reason: verdict.reason,
    firm: verdict.firm,
    provisional: verdict.provisional,
    blocks: verdict.blocks,
    parts_met: verdict.partsMet,
    parts_applicable: verdict.partsApplicable,
    operand: verdict.operand,
    value: text(verdict.value),
    share: share && { numerator: text(share.numerator), denominator: text(share.denominator) },
    limit: text(verdict.limit),
    limit_upper: text(verdict.limitUpper),
    distance: distance && { amount: text(distance.amount), in_numerator_units: distance.inNumeratorUnits },
    gate: verdict.gate,
    rank: verdict.rank,
    parts: verdict.parts.map(verdictJson),
  });
}

function entryJson(entry: Entry): object {
  switch (entry.kind) {
    case 'number':
      return { kind: 'number', value: text(entry.number) };
    case 'share':
      return { kind: 'share', numerator: text(entry.share.numerator), denominator: text(entry.share.denominator) };
    case 'truth':
      return { kind: 'truth', value: entry.truth };
    case 'grade':
      return { kind: 'grade', value: entry.grade };
    case 'none':
      return { kind: 'withdrawn' };
    case 'not_applicable':
      return { kind: 'not_applicable' };
  }
}

function decimalJson(vector: DecimalVector): object {
  const a = decimal.readDecimal(vector.a);
  const b = decimal.readDecimal(vector.b);
  const { digits } = vector;
  const orTooLarge = (value: Decimal | undefined): string => text(value) ?? 'decimal.too_large';
  const limit = vector.limit === undefined ? undefined : decimal.readDecimal(vector.limit);
  const share = { numerator: a, denominator: b };
  return withoutNone({
    vector: 'decimal',
    a: text(a),
    b: text(b),
    digits,
    order: decimal.compare(a, b),
    sum: orTooLarge(decimal.add(a, b)),
    difference: orTooLarge(decimal.subtract(a, b)),
    product: orTooLarge(decimal.multiply(a, b)),
    rounded: text(decimal.rounded(a, digits)),
    reduced: text(decimal.reduced(a)),
    vietnamese: decimal.vietnameseText(a),
    quotient: decimal.isZero(b) ? undefined : orTooLarge(decimal.divideRounded(a, b, digits)),
    limit: text(limit),
    percent_order: limit && decimal.comparePercent(share, limit),
    percent: limit && text(decimal.percentRounded(share, digits)),
    digits_that_tell: limit && decimal.digitsThatTell(share, limit, 1),
  });
}

describe('the twin', () => {
  test('judges as the engine does', () => {
    compareAll<JudgeVector>('judge', (vector) => ({
      expected: vector.verdict,
      found: verdictJson(judge(readNode(vector.program), vector.operands.map(readOperand))),
    }));
  });

  test('reads written values as the import does', () => {
    compareAll<ValueVector>('value', (vector) => {
      const read = readCells(vector.measure, vector.cells);
      return { expected: vector.problem ?? vector.result, found: isProblem(read) ? read : entryJson(read) };
    });
  });

  test('computes as the decimals do', () => {
    compareAll<DecimalVector>('decimal', (vector) => ({ expected: vector, found: decimalJson(vector) }));
  });
});

test('the vectors meet every rule kind, outcome and reason', () => {
  const seen = new Set<string>();
  const walk = (node: object): void => {
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (['kind', 'outcome', 'reason', 'code'].includes(key)) seen.add(`${key} ${String(value)}`);
      if (typeof value === 'object' && value !== null) walk(value);
    }
  };
  vectors.forEach(walk);
  const kinds =
    'at_least more_than at_most less_than equals between is_true grade_at_least growth_at_least relative_at_least ' +
    'none_in_period prerequisite children_share_at_least all_of any_of count_at_least each_of score_bands unknown';
  for (const kind of kinds.split(' ')) assert.ok(seen.has(`kind ${kind}`), kind);
  const codes =
    'not_truth grade_unknown negative not_whole percent_over_100 percent_differs half_a_share denominator_zero ' +
    'numerator_over not_a_share several_faults';
  for (const code of codes.split(' ')) assert.ok(seen.has(`code observations.${code}`), code);
  for (const reason of ['value_unusable', 'children_unknown', 'no_children', 'parts_not_applicable', 'excepted'])
    assert.ok(seen.has(`reason ${reason}`), reason);
});

describe('what a person types', () => {
  const measure = (measure_kind: Measure['measure_kind'], unit = ''): Measure => ({ id: 'm', measure_kind, unit });
  const read = (of: Measure, typed: string): unknown => {
    const result = readTyped(of, typed);
    return isProblem(result) ? result.code : entryJson(result);
  };
  const cases: [Measure, string, unknown][] = [
    [measure('number'), ' 45,2 ', { kind: 'number', value: '45.2' }],
    [measure('count'), '1.234', { kind: 'number', value: '1234' }],
    [measure('count'), '1,5', 'observations.not_whole'],
    [measure('number'), '45.2', 'number.malformed'],
    [measure('share'), '120/150', { kind: 'share', numerator: '120', denominator: '150' }],
    [measure('share'), '1.200 / 1.500', { kind: 'share', numerator: '1200', denominator: '1500' }],
    [measure('share'), '80 %', { kind: 'number', value: '80' }],
    [measure('share'), '80,5', { kind: 'number', value: '80.5' }],
    [measure('share'), '150/120', 'observations.numerator_over'],
    [measure('share'), '1/0', 'observations.denominator_zero'],
    [measure('share'), '/150', 'observations.half_a_share'],
    [measure('share'), '1/2/3', 'number.malformed'],
    [measure('share'), 'N/A', { kind: 'not_applicable' }],
    [measure('number'), '1/2', 'number.malformed'],
    [measure('truth'), 'Có', { kind: 'truth', value: true }],
    [measure('truth'), 'không', { kind: 'truth', value: false }],
    [measure('truth'), 'có lẽ', 'observations.not_truth'],
    [{ ...measure('grade'), grades: ['khá', 'tốt'] }, 'TỐT', { kind: 'grade', value: 'tốt' }],
    [{ ...measure('grade'), grades: ['khá', 'tốt'] }, 'kém', 'observations.grade_unknown'],
    [measure('score', 'percent'), '100,1', 'observations.percent_over_100'],
    [measure('number'), '12345678901234567', 'decimal.too_large'],
    [measure('number'), '', { kind: 'withdrawn' }],
    [measure('truth'), 'rút', { kind: 'withdrawn' }],
  ];
  for (const [of, typed, expected] of cases) {
    test(`${of.measure_kind} “${typed}”`, () => assert.deepEqual(read(of, typed), expected));
  }
});
