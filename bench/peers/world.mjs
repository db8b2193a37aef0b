// The written world, and what its days come to: which quarters can hold a value that stands on a day.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const forever = 2147483647;

function rows_of(folder, name) {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
}

// The last day of the month that comes twelve months later; quarters end with their month.
const year_later = (day) => {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year + 1, month, 0)).toISOString().slice(0, 10);
};

// First and last quarter whose values can stand on the day; null when there is none yet.
function span_on(quarters, day) {
  const possible = quarters
    .filter((each) => each.day <= day && year_later(each.day) >= day)
    .map((q) => Number(q.quarter));
  return possible.length === 0 ? null : { first: Math.min(...possible), last: Math.max(...possible) };
}

export function read_world(folder) {
  const facts = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
  const quarters = rows_of(folder, 'quarters.csv');
  const on = (quarter, known) => ({ ...span_on(quarters, quarters[quarter].day), known });
  const earlier = facts.quarters - 4;
  const spans = [];
  const months = rows_of(folder, 'months.csv').map(({ month, day }) => {
    const span = span_on(quarters, day);
    if (!span) return [month, -1];
    let at = spans.findIndex((each) => each.first === span.first && each.last === span.last);
    if (at < 0) at = spans.push(span) - 1;
    return [month, at];
  });
  const limits = rows_of(folder, 'indicators.csv');
  return {
    ...facts,
    folder,
    // The measures of a set as an SQL list, so that a system can leave the others unread.
    measures_of: (set) =>
      [...new Set(limits.filter((each) => Number(each.set) === set).map((each) => Number(each.measure)))]
        .sort((a, b) => a - b)
        .join(', '),
    now: on(facts.quarters - 1, forever),
    earlier: on(earlier, Number(quarters[earlier].event)),
    months,
    month_spans: spans,
    quarter_spans: quarters.map((_, at) => on(at, forever)),
  };
}

// In which range factor × numerator - bound × denominator lies when the comparison holds.
const ranges = { ge: [0, forever], gt: [1, forever], le: [-forever, 0], lt: [-forever, -1], eq: [0, 0] };

function insert(table, rows) {
  const literal = (cell) => (/^-?\d+$/.test(cell) ? cell : `'${cell}'`);
  const parts = [];
  for (let at = 0; at < rows.length; at += 500) {
    const values = rows.slice(at, at + 500).map((row) => `(${row.map((cell) => literal(String(cell))).join(',')})`);
    parts.push(`insert into ${table} values ${values.join(',')};`);
  }
  return parts;
}

const unit_columns = `(ordinal integer primary key, code text not null unique, province integer not null,
  district integer not null, class integer not null)`;
const span_columns = '(span integer primary key, first integer not null, last integer not null)';
const definitions = [
  `create table unit ${unit_columns};`,
  `create table merged ${unit_columns};`,
  `create table link (old_unit integer not null, new_unit integer not null, whole integer not null,
    primary key (new_unit, old_unit));`,
  `create table lim (set_no integer, indicator integer, criterion integer, measure integer, class integer,
    state integer, factor integer, bound integer, low integer, high integer, primary key (set_no, class, indicator));`,
  'create table measure (measure integer primary key, is_share integer not null);',
  'create table month (month integer primary key, span integer not null);',
  `create table month_span ${span_columns};`,
  `create table quarter_span ${span_columns};`,
  'create table step (gap integer not null, k integer not null);',
  'create index step_gap on step (gap);',
  'create index month_span_last on month_span (last);',
  'create index quarter_span_last on quarter_span (last);',
];

// Everything but the values, as statements that all three systems take.
export function small_tables(world) {
  const rows = (name) => rows_of(world.folder, name);
  const steps = [1, 2, 3, 4, 5].flatMap((gap) => Array.from({ length: gap }, (_, k) => [gap, k]));
  const spans = (list) => list.map((span, at) => [at, span.first, span.last]);
  return [
    ...definitions,
    ...insert(
      'unit',
      rows('units.csv').map((u) => [u.ordinal, u.code, u.province, u.district, u.class]),
    ),
    ...insert(
      'merged',
      rows('merged.csv').map((u) => [u.ordinal, u.code, u.province, 0, u.class]),
    ),
    ...insert(
      'link',
      rows('links.csv').map((l) => [l.from, l.into, l.whole]),
    ),
    ...insert(
      'lim',
      rows('indicators.csv').map((l) => [
        l.set,
        l.indicator,
        l.criterion,
        l.measure,
        l.class,
        l.state,
        l.factor,
        l.bound,
        ...ranges[l.op],
      ]),
    ),
    ...insert(
      'measure',
      rows('measures.csv').map((m) => [m.measure, m.share]),
    ),
    ...insert('month', world.months),
    ...insert('month_span', spans(world.month_spans)),
    ...insert('quarter_span', spans(world.quarter_spans)),
    ...insert('step', steps),
    `create table need as select set_no, class, criterion, cast(sum(case when state = 0 then 1 else 0 end) as integer)
      as compared, cast(sum(case when state = 2 then 1 else 0 end) as integer) as unloaded
      from lim group by set_no, class, criterion;`,
    `create table class_need as select set_no, class,
      cast(sum(case when compared + unloaded > 0 then 1 else 0 end) as integer) as criteria,
      cast(sum(compared + unloaded) as integer) as indicators from need group by set_no, class;`,
  ];
}
