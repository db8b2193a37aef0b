// Whole sheets of the demonstration against /api/v1/evaluations: as the record stands, and with values entered on the
// sheet that are then brought into the record.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { entryKey, type Entries } from '../src/judge/operands.js';
import { isProblem } from '../src/judge/problem.js';
import { judgeSheet, type Judged, type JudgedSheet } from '../src/judge/sheet.js';
import { readTyped, type Entry, type Measure } from '../src/judge/value.js';
import type { MeasureOnSheet, Sheet } from '../src/judge/wire.js';
import { startServer, type Server } from './server.js';

const unitsEach = 20;
const unitsEntered = 8;
const provinceCode = '20';

interface Asked {
  readonly [name: string]: string;
  readonly unit: string;
  readonly set: string;
  readonly as_of: string;
  readonly opinion: string;
}

interface EvaluatedIndicator {
  readonly number: string | null;
  readonly rule: string;
  readonly outcome: string;
  readonly reason: { readonly code: string } | null;
  readonly provisional: boolean;
  readonly encouraged: boolean;
  readonly value: string | null;
  readonly threshold: string | null;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly distance: unknown;
  readonly parts?: readonly EvaluatedIndicator[];
}

interface Evaluated {
  readonly [name: string]: unknown;
  readonly prerequisites: readonly EvaluatedIndicator[];
  readonly criteria: readonly {
    readonly number: string;
    readonly outcome: string;
    readonly reason: string | null;
    readonly provisional: boolean;
    readonly counts: boolean;
    readonly indicators: readonly EvaluatedIndicator[];
  }[];
}

const compared = { sheets: 0, criteria: 0, indicators: 0, assessed: 0, grown: 0, incidents: 0, withdrawn: 0 };
let server: Server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

function plainJudged(judged: Judged): object {
  compared.indicators += 1;
  if (judged.outcome !== 'not_assessed') compared.assessed += 1;
  return {
    number: judged.number,
    rule: judged.rule,
    outcome: judged.outcome,
    reason: judged.reason,
    provisional: judged.provisional,
    encouraged: judged.encouraged,
    value: judged.value ?? null,
    threshold: judged.threshold ?? null,
    numerator: judged.numerator ?? null,
    denominator: judged.denominator ?? null,
    distance: judged.distance ?? null,
    parts: judged.parts.map(plainJudged),
  };
}

const plainEvaluated = (judged: EvaluatedIndicator): object => ({
  number: judged.number ?? '',
  rule: judged.rule,
  outcome: judged.outcome,
  reason: judged.reason?.code ?? 'none',
  provisional: judged.provisional,
  encouraged: judged.encouraged,
  value: judged.value,
  threshold: judged.threshold,
  numerator: judged.numerator ?? null,
  denominator: judged.denominator ?? null,
  distance: judged.distance,
  parts: (judged.parts ?? []).map(plainEvaluated),
});

const summary = (of: JudgedSheet | Evaluated): object => {
  const { outcome, provisional, criteria_met, criteria_total, criteria_by_outcome, indicators_by_outcome } = of;
  return { outcome, provisional, criteria_met, criteria_total, criteria_by_outcome, indicators_by_outcome };
};

function expectSame(judged: JudgedSheet, evaluated: Evaluated, asked: Asked): void {
  const about = JSON.stringify(asked);
  compared.sheets += 1;
  compared.criteria += judged.criteria.length;
  judged.criteria.forEach((criterion, index) => {
    const expected = evaluated.criteria[index];
    assert.ok(expected, about);
    const { number, outcome, reason, provisional, counts } = criterion;
    const found = { number, outcome, reason, provisional, counts, indicators: criterion.indicators.map(plainJudged) };
    assert.deepEqual(
      found,
      {
        number: expected.number,
        outcome: expected.outcome,
        reason: expected.reason ?? 'none',
        provisional: expected.provisional,
        counts: expected.counts,
        indicators: expected.indicators.map(plainEvaluated),
      },
      `${about}, criterion ${number}`,
    );
  });
  assert.equal(judged.criteria.length, evaluated.criteria.length, about);
  assert.deepEqual(judged.prerequisites.map(plainJudged), evaluated.prerequisites.map(plainEvaluated), about);
  assert.deepEqual(summary(judged), summary(evaluated), about);
}

const sheetOf = (asked: Asked): Promise<Sheet> => server.get('/api/v1/evaluations/sheet', asked);

// The sheets of the sets that a sheet asks about, and of those that these ask about.
async function othersOf(sheet: Sheet, asked: Asked, known = new Map<string, Sheet>()): Promise<Map<string, Sheet>> {
  for (const operand of sheet.operands) {
    if (operand.kind !== 'meets_set' || operand.set === undefined || known.has(operand.set)) continue;
    const other = await sheetOf({ ...asked, set: operand.set });
    known.set(operand.set, other);
    await othersOf(other, asked, known);
  }
  return known;
}

const evaluationOf = (asked: Asked): Promise<Evaluated> => server.get('/api/v1/evaluations', asked);

async function unitsOf(kind: 'commune' | 'rural_district', as_of: string): Promise<string[]> {
  const level = kind === 'commune' ? 'commune' : 'district';
  const query = { parent: provinceCode, level, as_of, limit: '200' };
  const { units } = await server.get<{ units: { code: string; kind: string }[] }>('/api/v1/units', query);
  return units.filter((unit) => unit.kind === kind).map((unit) => unit.code);
}

describe('with the values that stand', () => {
  const questions: [string, string, string][] = [
    ['commune-ntm/2021-2025', '2024-12-31', 'self'],
    ['commune-ntm/2021-2025', '2025-12-31', 'self'],
    ['commune-ntm/2021-2025', '2025-12-31', 'council'],
    ['commune-ntm-advanced/2021-2025', '2025-12-31', 'self'],
    ['commune-ntm-model/2021-2025', '2025-12-31', 'self'],
    ['commune-ntm/2026-2030', '2026-01-31', 'self'],
    ['commune-ntm/2026-2030', '2026-10-31', 'self'],
    ['commune-ntm-modern/2026-2030', '2026-10-31', 'self'],
    ['commune-ntm/2016-2020', '2025-12-31', 'self'],
  ];
  for (const [set, as_of, opinion] of questions) {
    test(`${set} on ${as_of} by ${opinion}`, async () => {
      const units = (await unitsOf('commune', as_of)).slice(0, unitsEach);
      assert.equal(units.length, unitsEach);
      for (const unit of units) {
        const asked = { unit, set, as_of, opinion };
        expectSame(judgeSheet(await sheetOf(asked), new Map()), await evaluationOf(asked), asked);
      }
    });
  }

  test('units above: a district, the province', async () => {
    const above: [string, string, string][] = [
      ['180', 'district-ntm/2021-2025', '2024-12-31'],
      ['180', 'district-ntm-advanced/2021-2025', '2024-12-31'],
      ['20', 'province-completion/2021-2025', '2025-12-31'],
      ['20', 'province-completion/2026-2030', '2026-10-31'],
    ];
    for (const [unit, set, as_of] of above) {
      const asked = { unit, set, as_of, opinion: 'self' };
      expectSame(judgeSheet(await sheetOf(asked), new Map()), await evaluationOf(asked), asked);
    }
  });
});

// Numbers from a seed: the same entries in every run.
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function typedFor(measure: MeasureOnSheet, hasOwn: boolean, pick: (below: number) => number): string {
  const chance = pick(20);
  if (chance === 0) return 'không áp dụng';
  if (chance <= 2 && hasOwn) return 'rút';
  switch (measure.measure_kind) {
    case 'truth':
      return pick(4) > 0 ? 'Đạt' : 'không';
    case 'grade':
      return measure.grades?.[pick(measure.grades.length)] ?? '';
    case 'share':
      return pick(3) > 0 ? `${60 + pick(61)}/120` : `${50 + pick(50)},${pick(10)} %`;
    case 'count':
      return String(pick(6));
    default:
      return `${pick(99)},${pick(10)}`;
  }
}

interface Drawn {
  readonly entries: Entries;
  readonly rows: readonly string[];
}

function draw(sheet: Sheet, pick: (below: number) => number): Drawn {
  const entries = new Map<string, Entry>();
  const rows: string[] = [];
  for (const operand of sheet.operands) {
    if (operand.kind === 'base_observation' && operand.when_entered?.value !== undefined) compared.grown += 1;
    if (operand.kind !== 'observation' && operand.kind !== 'incidents') continue;
    const key = entryKey(operand.measure, operand.dimension);
    if (entries.has(key) || pick(10) === 0) continue;
    const { as_of } = operand.kind === 'observation' ? operand.standing : operand.fixed;
    const typed = typedFor(operand, as_of === sheet.as_of, pick);
    const measure: Measure = { ...operand, id: operand.measure };
    const entry = readTyped(measure, typed);
    assert.ok(!isProblem(entry), `${typed} for ${operand.measure}`);
    entries.set(key, entry);
    if (operand.kind === 'incidents' && operand.earlier.value !== undefined) compared.incidents += 1;
    if (entry.kind === 'none') compared.withdrawn += 1;
    const [numerator, denominator] = entry.kind === 'share' ? typed.split('/') : ['', ''];
    const value = entry.kind === 'share' ? '' : `"${typed}"`;
    const place = [sheet.unit_code, operand.measure, operand.dimension ?? '', sheet.as_of, sheet.opinion];
    rows.push([...place, value, numerator, denominator].join(','));
  }
  return { entries, rows };
}

describe('with values entered on the sheet', () => {
  // Later ones find what earlier ones recorded: values to grow from, incidents of the window.
  const questions: [string, string, string][] = [
    ['commune-ntm/2021-2025', '2025-12-31', 'self'],
    ['commune-ntm/2021-2025', '2025-10-31', 'sector'],
    ['commune-ntm/2021-2025', '2025-11-30', 'sector'],
    ['commune-ntm/2026-2030', '2024-05-31', 'self'],
    ['commune-ntm/2026-2030', '2025-06-15', 'self'],
    ['commune-ntm-model/2021-2025', '2025-12-31', 'council'],
    ['commune-ntm-advanced/2021-2025', '2025-12-31', 'self'],
    ['commune-ntm-advanced/2021-2025', '2025-11-30', 'sector'],
    ['district-ntm/2021-2025', '2023-10-31', 'self'],
    ['district-ntm/2021-2025', '2024-09-30', 'self'],
    ['district-ntm/2021-2025', '2024-12-31', 'self'],
    ['district-ntm/2021-2025', '2024-12-31', 'self'],
  ];
  for (const [turn, [set, as_of, opinion]] of questions.entries()) {
    test(`${turn + 1}. ${set} on ${as_of} by ${opinion}: offline as when they stand in the record`, async () => {
      const kind = set.startsWith('district') ? 'rural_district' : 'commune';
      const units = (await unitsOf(kind, as_of)).slice(-unitsEntered);
      for (const [index, unit] of units.entries()) {
        const asked = { unit, set, as_of, opinion };
        const sheet = await sheetOf(asked);
        const others = await othersOf(sheet, asked);
        const all = { ...sheet, operands: [sheet, ...others.values()].flatMap((one) => one.operands) };
        const { entries, rows } = draw(all, dice(turn * unitsEntered + index));
        const judged = judgeSheet(sheet, entries, others);
        const columns = 'unit_code,measure,dimension,as_of,opinion,value,numerator,denominator';
        if (rows.length > 0) server.importValues([columns, ...rows, ''].join('\n'));
        expectSame(judged, await evaluationOf(asked), asked);
        expectSame(judgeSheet(await sheetOf(asked), new Map()), await evaluationOf(asked), asked);
      }
    });
  }
});

test('enough was compared, and not only what nobody assessed', (context) => {
  context.diagnostic(JSON.stringify(compared));
  const enough = compared.sheets >= 200 && compared.assessed >= 4000;
  assert.ok(enough && compared.grown > 0 && compared.incidents > 0 && compared.withdrawn > 0, JSON.stringify(compared));
});
