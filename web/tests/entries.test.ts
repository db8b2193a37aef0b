// What the demonstration does not happen to hold: a small sheet with growth, incidents, an encouraged indicator, a
// criterion outside the count, a percentage a hair below its limit.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDecimal } from '../src/judge/decimal.js';
import { entryKey, type Entries } from '../src/judge/operands.js';
import { judgeSheet, type Judged } from '../src/judge/sheet.js';
import type { Entry } from '../src/judge/value.js';
import type { MeasureOnSheet, Sheet, SheetNode } from '../src/judge/wire.js';

const title = { vi: 'Thử', en: 'Test' };
const measure = (id: string, measure_kind: MeasureOnSheet['measure_kind']): MeasureOnSheet => ({
  measure: id,
  title,
  measure_kind,
  unit: '',
  scale: 1,
});
const indicator = (id: number, number: string, of: Omit<SheetNode, 'id'>): SheetNode => ({ id, number, title, ...of });

const sheet: Sheet = {
  unit: '06211@2025-07-01',
  unit_code: '06211',
  unit_name: 'Xã Thử',
  set: 'test/1',
  set_title: title,
  set_hash: '0'.repeat(64),
  as_of: '2025-12-31',
  opinion: 'self',
  year: 2025,
  known_at: 1,
  program: {
    id: 0,
    kind: 'all_of',
    parts: [
      indicator(1, '1', {
        kind: 'all_of',
        parts: [
          indicator(2, '1.1', { kind: 'growth_at_least', limit: { value: '10' }, operand: 0, base: 1 }),
          indicator(3, '1.2', { kind: 'none_in_period', operand: 2 }),
          indicator(4, '1.3', { kind: 'at_least', limit: { value: '70' }, operand: 3, blocks: false }),
        ],
      }),
      indicator(5, '2', {
        kind: 'all_of',
        counts: false,
        parts: [indicator(6, '2.1', { kind: 'grade_at_least', limit: { value: '1' }, threshold: 'khá', operand: 4 })],
      }),
    ],
  },
  prerequisites: [{ id: 7, kind: 'prerequisite', set: 'test/0', operand: 5, provisional: true }],
  operands: [
    { kind: 'observation', ...measure('income', 'money'), standing: { value: '44' }, when_withdrawn: { value: '39' } },
    {
      kind: 'base_observation',
      measure: 'income',
      years_back: 1,
      fixed: { value: '40' },
      when_entered: { value: '50' },
      when_withdrawn: { value: '36' },
    },
    {
      kind: 'incidents',
      ...measure('fires', 'count'),
      window_months: 24,
      fixed: { missing: 'value_missing' },
      earlier: { value: '1' },
    },
    { kind: 'observation', ...measure('roads', 'share'), standing: { missing: 'value_too_old' } },
    {
      kind: 'observation',
      ...measure('security', 'grade'),
      grades: ['yếu', 'khá', 'tốt'],
      standing: { value: '0' },
    },
    { kind: 'holds_title', set: 'test/0', fixed: { value: '1' } },
  ],
};

const entered = (of: Record<string, Entry>): Entries =>
  new Map(Object.entries(of).map(([name, entry]) => [entryKey(name), entry]));
const number = (text: string): Entry => ({ kind: 'number', number: readDecimal(text) });
const grade = (label: string): Entry => ({ kind: 'grade', grade: label });
const share = (numerator: string, denominator: string): Entry => ({
  kind: 'share',
  share: { numerator: readDecimal(numerator), denominator: readDecimal(denominator) },
});

function judged(entries: Record<string, Entry>, wanted: string): Judged {
  const all = judgeSheet(sheet, entered(entries)).criteria.flatMap((criterion) => criterion.indicators);
  const found = all.find((one) => one.number === wanted);
  assert.ok(found, wanted);
  return found;
}
const said = (of: Judged): unknown[] => [of.outcome, of.reason, of.value, of.threshold, of.distance?.amount];

const nothing = [undefined, undefined, undefined];

describe('entries on a sheet', () => {
  const cases: [string, Record<string, Entry>, unknown[]][] = [
    ['1.1', {}, ['met', 'none', '44', '44', '0']],
    ['1.1', { income: number('54') }, ['not_met', 'none', '54', '55', '-1']],
    ['1.1', { income: { kind: 'none' } }, ['not_met', 'none', '39', '39.6', '-0.6']],
    ['1.1', { income: { kind: 'not_applicable' } }, ['not_assessed', 'value_missing', ...nothing]],
    ['1.2', {}, ['not_assessed', 'value_missing', undefined, '0', undefined]],
    ['1.2', { fires: number('0') }, ['not_met', 'none', '1', '0', undefined]],
    ['1.2', { fires: number('2') }, ['not_met', 'none', '3', '0', undefined]],
    ['1.2', { fires: { kind: 'truth', truth: true } }, ['not_met', 'none', '2', '0', undefined]],
    ['1.2', { fires: number('1000000000000000') }, ['not_assessed', 'value_unusable', undefined, '0', undefined]],
    ['1.2', { fires: { kind: 'not_applicable' } }, ['not_met', 'none', '1', '0', undefined]],
    ['1.3', {}, ['not_assessed', 'value_too_old', ...nothing]],
    ['1.3', { roads: share('70', '100') }, ['met', 'none', '70.0', '70', '0']],
    ['1.3', { roads: share('69999', '100000') }, ['not_met', 'none', '69.999', '70', '-1']],
    ['2.1', {}, ['not_met', 'none', 'yếu', 'khá', undefined]],
    ['2.1', { security: grade('tốt') }, ['met', 'none', 'tốt', 'khá', undefined]],
    ['2.1', { security: grade('?') }, ['not_assessed', 'value_unusable', undefined, 'khá', undefined]],
  ];
  for (const [wanted, entries, expected] of cases) {
    const of = Object.entries(entries).map(([name, entry]) => `${name} ${entry.kind}`);
    test(`${wanted} with ${of.join() || 'what stands'}`, () => {
      assert.deepEqual(said(judged(entries, wanted)), expected);
    });
  }

  test('counts what the law counts', () => {
    const whole = judgeSheet(sheet, entered({ security: grade('tốt'), roads: share('1', '100') }));
    assert.deepEqual([whole.criteria_met, whole.criteria_total, whole.outcome], [0, 1, 'not_assessed']);
    assert.deepEqual(
      { ...whole.indicators_by_outcome },
      { met: 1, basically_met: 0, not_met: 0, not_applicable: 0, not_assessed: 1 },
    );
    assert.equal(whole.provisional, true);
    assert.deepEqual(
      whole.prerequisites.map((one) => [one.outcome, one.value, one.threshold]),
      [['met', 'true', 'true']],
    );
  });

  test('asks the sheet of another set with the same entries', () => {
    const rule: SheetNode = { id: 2, kind: 'at_least', limit: { value: '70' }, operand: 3 };
    const program: SheetNode = { id: 0, kind: 'all_of', parts: [{ id: 1, kind: 'all_of', parts: [rule] }] };
    const base: Sheet = { ...sheet, set: 'test/0', program, prerequisites: [] };
    const above: Sheet = {
      ...base,
      set: 'test/2',
      program: { id: 0, kind: 'all_of' },
      prerequisites: [{ id: 1, kind: 'prerequisite', set: 'test/0', operand: 0 }],
      operands: [{ kind: 'meets_set', set: 'test/0', fixed: { value: '0' } }],
    };
    const under = (numerator: string, others: Sheet[]): unknown =>
      judgeSheet(above, entered({ roads: share(numerator, '100') }), new Map(others.map((one) => [one.set, one])))
        .prerequisites[0]?.outcome;
    assert.deepEqual([under('80', [base]), under('60', [base]), under('80', [])], ['met', 'not_met', 'not_met']);
    const [unknown] = judgeSheet(above, new Map(), new Map([['test/0', base]])).prerequisites;
    assert.equal(unknown?.reason, 'prerequisite_unknown');
    assert.throws(() => under('80', [{ ...base, as_of: '2025-12-30' }]));
  });
});
