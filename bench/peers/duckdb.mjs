// DuckDB in this process, two threads, a database file. Three layouts: the rows as they arrived with every version; the
// rows sorted, with the event that superseded each; and a panel with a column for each quarter (panel.mjs).
import { DuckDBInstance } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { questions } from './jobs.mjs';
import { panel_questions, panel_table } from './panel.mjs';
import { forever, small_tables } from './world.mjs';

const whole = (above, below) => `(${above}) // (${below})`;

// One whole number that sorts by version and carries the value: its greatest is found sooner than two arg_max.
const packed = (version) => `((${version}) << 32) | (numerator::bigint << 16) | denominator`;
const unpacked = `((greatest >> 16) & 65535)::integer as numerator, (greatest & 65535)::integer as denominator`;
const by_quarter = 'quarter::bigint';
const by_event = '(quarter::bigint << 18) | event';

const newest = (keys, version, from) => `
  select ${keys}, ${version === by_quarter ? 'greatest >> 32' : 'greatest >> 50'} as quarter, ${unpacked}
  from (select ${keys}, max(${packed(version)}) as greatest ${from} group by ${keys})`;

const known_at = (known) => (known === forever ? `until = ${forever}` : `event <= ${known} and until > ${known}`);

const sorted = {
  whole,
  standing: (world, { first, last, known }) =>
    newest(
      'unit, measure',
      by_quarter,
      `from value
    where measure in (${world.measures_of(0)}) and quarter between ${first} and ${last} and ${known_at(known)}`,
    ),
  current: (world, set) => `select unit, measure, quarter, numerator, denominator from value
    where until = ${forever} and measure in (${world.measures_of(set)})`,
  current_of: (measure) => `select unit, quarter, numerator, denominator from value
    where until = ${forever} and measure = ${measure}`,
  of_unit: (world, unit) =>
    newest(
      'measure',
      by_quarter,
      `from value where unit = ${unit}
    and quarter between ${world.now.first} and ${world.now.last} and until = ${forever}`,
    ),
};

const arrived = {
  whole,
  standing: (world, { first, last, known }) =>
    newest(
      'unit, measure',
      by_event,
      `from arrived
    where measure in (${world.measures_of(0)}) and quarter between ${first} and ${last} and event <= ${known}`,
    ),
  current: (world, set) =>
    newest(
      'unit, measure, quarter',
      'event::bigint',
      `from arrived
    where measure in (${world.measures_of(set)})`,
    ).replace('greatest >> 50 as quarter, ', ''),
  current_of: (measure) =>
    newest(
      'unit, quarter',
      'event::bigint',
      `from arrived
    where measure = ${measure}`,
    ).replace('greatest >> 50 as quarter, ', ''),
  of_unit: (world, unit) =>
    newest(
      'measure',
      by_event,
      `from arrived where unit = ${unit}
    and quarter between ${world.now.first} and ${world.now.last}`,
    ),
};

const types = `unit integer, measure integer, quarter integer, event integer, numerator integer, denominator integer`;

// By layout, the jobs that it answers.
export const layouts = {
  panel: panel_questions,
  sorted: (world) => questions(sorted, world),
  rows: (world) => questions(arrived, world),
};
export const written = { layout: 'sorted', how: sorted };

export async function open(world, folder) {
  const path = join(folder, 'peer.duckdb');
  const instance = await DuckDBInstance.create(path, { threads: '2', memory_limit: '6GB' });
  const connection = await instance.connect();
  const run = (sql) => connection.run(sql);
  for (const statement of small_tables(world)) await run(statement);
  await run(`create table arrived (${types})`);
  await run(`insert into arrived select * from read_csv('${join(world.folder, 'values.csv')}', header = true)`);
  await run(`create table value as
    select v.*, coalesce(c.event, ${forever}) as until
    from arrived v left join (select * from arrived where event % 1000 <> 0) c
      on c.unit = v.unit and c.measure = v.measure and c.quarter = v.quarter and c.event > v.event
    order by v.measure, v.quarter, v.unit`);
  await run(panel_table(world));
  await run('checkpoint');
  return {
    name: 'duckdb',
    // Of this whole process, which DuckDB runs in.
    memory_mb: () => Math.round(process.memoryUsage().rss / (1 << 20)),
    version: (await connection.runAndReadAll('select version()')).getRows()[0][0],
    run,
    // The rows as lists of texts, and the time until all of them were here.
    ask: async (sql) => {
      const from = performance.now();
      const rows = (await connection.runAndReadAll(sql)).getRows();
      const ms = performance.now() - from;
      return { ms, rows: rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) };
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync?.();
      rmSync(path, { force: true });
    },
  };
}
