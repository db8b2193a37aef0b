// How the room of plans reads what people type and says what it knows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aimText, averageText, becauseText, forecastText, numberTyped } from '../../src/screens/plans/model.js';

test('numbers are read as people here write them', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['4.200.000.000', '4200000000'],
    ['4 200 000', '4200000'],
    ['33,5', '33.5'],
    ['1.234,50', '1234.50'],
    ['33.5', '33.5'],
    ['20', '20'],
    ['', ''],
    ['nửa', 'nửa'],
  ];
  for (const [typed, read] of cases) assert.equal(numberTyped(typed), read, typed);
});

test('a forecast is said with its bounds, or that it cannot be told', () => {
  const said = (told: 'told' | 'done' | 'no_progress', best: string | null, expected: string | null, asOf = '') =>
    forecastText({ told, best, expected }, 'vi', asOf);
  assert.equal(said('told', '2025-11-20', '2025-12-01'), 'khoảng 01/12/2025, sớm nhất 20/11/2025');
  assert.equal(said('told', '2025-12-01', '2025-12-01'), 'khoảng 01/12/2025');
  assert.match(said('told', '2025-12-01', '2025-12-01', '2026-01-01'), /đã qua/);
  assert.equal(said('done', '2025-12-01', '2025-12-01', '2026-01-01'), 'xong ngày 01/12/2025');
  assert.match(said('no_progress', null, null), /chưa thấy tiến triển/);
  const open = { told: 'too_few_points', best: null, expected: null, not_before: '2025-11-20' } as const;
  assert.match(forecastText(open, 'vi'), /không trước 20\/11\/2025/);
});

test('a title is told with its year and the day of its decision, an average exactly', () => {
  const fact = { achievement_year: 2022, decision: '99/QĐ-UBND', decision_date: '2023-01-26' };
  const result = { reached: 'yes', because: 'recognised', fact, published: null, drafts: null } as const;
  assert.equal(becauseText(result, 'vi'), 'công nhận cho năm 2022, quyết định 99/QĐ-UBND ngày 26/01/2023');
  assert.equal(aimText({ title: null, criteria: 12 }, 'vi'), 'ít nhất 12 tiêu chí');
  assert.equal(averageText(23, 2, 'vi'), '11,5');
  assert.equal(averageText(0, 0, 'vi'), '–');
});
