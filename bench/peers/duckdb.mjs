// DuckDB in this process, two threads, a database file. Two layouts: the rows as they arrived with every version, and
// the rows sorted with the event that superseded each, which is quicker.
import { DuckDBInstance } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { forever, measures_of, small_tables } from './world.mjs';

const whole = (above, below) => `(${above}) // (${below})`;

const sorted = {
  whole,
  standing: ({ first, last, known }) => `
    select unit, measure, arg_max(numerator, quarter) as numerator, arg_max(denominator, quarter) as denominator
    from value where measure in (${measures_of(0)}) and quarter between ${first} and ${last}
      and ${known === forever ? `until = ${forever}` : `event <= ${known} and until > ${known}`}
    group by unit, measure`,
  current: (set) => `select unit, measure, quarter, numerator, denominator from value
    where until = ${forever} and measure in (${measures_of(set)})`,
  current_of: (measure) => `select unit, quarter, numerator, denominator from value
    where until = ${forever} and measure = ${measure}`,
  of_unit: (world, unit) => `
    select measure, max(quarter) as quarter, arg_max(numerator, quarter) as numerator,
      arg_max(denominator, quarter) as denominator
    from value where unit = ${unit} and quarter between ${world.now.first} and ${world.now.last}
      and until = ${forever} group by measure`,
};

const by_version = 'quarter * 100000 + event';
const arrived = {
  whole,
  standing: ({ first, last, known }) => `
    select unit, measure, arg_max(numerator, ${by_version}) as numerator,
      arg_max(denominator, ${by_version}) as denominator
    from arrived where measure in (${measures_of(0)}) and quarter between ${first} and ${last} and event <= ${known}
    group by unit, measure`,
  current: (set) => `select unit, measure, quarter, arg_max(numerator, event) as numerator,
      arg_max(denominator, event) as denominator
    from arrived where measure in (${measures_of(set)}) group by unit, measure, quarter`,
  current_of: (measure) => `select unit, quarter, arg_max(numerator, event) as numerator,
      arg_max(denominator, event) as denominator
    from arrived where measure = ${measure} group by unit, quarter`,
  of_unit: (world, unit) => `
    select measure, max(quarter) as quarter, arg_max(numerator, ${by_version}) as numerator,
      arg_max(denominator, ${by_version}) as denominator
    from arrived where unit = ${unit} and quarter between ${world.now.first} and ${world.now.last} group by measure`,
};

const types = `unit integer, measure utinyint, quarter utinyint, event integer, numerator integer, denominator integer`;

export const layouts = { sorted, rows: arrived };

export async function open_duckdb(world, folder) {
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
  await run('checkpoint');
  return {
    name: 'duckdb',
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
