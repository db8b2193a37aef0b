// PostgreSQL 15 over TCP on this machine, on the server that LUYTRE_TEST_POSTGRES names (./x bench peers starts one).
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';

import { questions } from './jobs.mjs';
import { forever, small_tables } from './world.mjs';

// One whole number that sorts by quarter and carries the value: a parallel hash aggregate finds its greatest, which is
// quicker here than DISTINCT ON, a window function or a lateral look-up.
const packed = '(quarter::bigint << 32) | (numerator::bigint << 16) | denominator';
const unpacked = (greatest) =>
  `((${greatest} >> 16) & 65535)::integer as numerator, (${greatest} & 65535)::integer as denominator`;

const known_at = (known) => (known === forever ? `until = ${forever}` : `event <= ${known} and until > ${known}`);

const how = {
  whole: (above, below) => `(${above}) / (${below})`,
  standing: (world, { first, last, known }) => `
    select unit, measure, ${unpacked('greatest')} from (
      select unit, measure, max(${packed}) as greatest from value
      where measure in (${world.measures_of(0)}) and quarter between ${first} and ${last} and ${known_at(known)}
      group by unit, measure) each`,
  current: (world, set) => `select unit, measure, quarter, numerator, denominator from value
    where until = ${forever} and measure in (${world.measures_of(set)})`,
  current_of: (measure) => `select unit, quarter, numerator, denominator from value
    where until = ${forever} and measure = ${measure}`,
  of_unit: (world, unit) => `
    select distinct on (measure) measure, quarter, numerator, denominator from value
    where unit = ${unit} and quarter between ${world.now.first} and ${world.now.last} and until = ${forever}
    order by measure, quarter desc`,
};

export const layouts = { indexed: (world) => questions(how, world) };
export const written = { layout: 'indexed', how: how };

export async function open(world) {
  const url = process.env.LUYTRE_TEST_POSTGRES;
  if (!url) throw new Error('no server: run it by ./x bench peers, which starts one');
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (text) => text } });
  await client.connect();
  const run = (sql) => client.query(sql);
  for (const statement of small_tables(world)) await run(statement);
  await run(`create table arrived (unit integer, measure smallint, quarter smallint, event integer,
    numerator smallint, denominator smallint)`);
  const copy = `\\copy arrived from '${join(world.folder, 'values.csv')}' csv header`;
  execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', copy, url]);
  await run(`create table value as
    select v.unit, v.measure, v.quarter, v.event, coalesce(c.event, ${forever}) as until, v.numerator, v.denominator
    from arrived v left join (select * from arrived where event % 1000 <> 0) c
      on c.unit = v.unit and c.measure = v.measure and c.quarter = v.quarter and c.event > v.event
    order by v.measure, v.quarter, v.unit, v.event`);
  await run('drop table arrived');
  await run('alter table value add primary key (unit, measure, quarter, event)');
  await run(
    'create index value_measure on value (measure, quarter, unit) include (event, until, numerator, denominator)',
  );
  await run('vacuum analyze');
  return {
    name: 'postgresql',
    version: (await client.query('show server_version')).rows[0].server_version,
    run,
    ask: async (sql) => {
      const from = performance.now();
      const { rows } = await client.query({ text: sql, rowMode: 'array' });
      const ms = performance.now() - from;
      return { ms, rows: rows.map((row) => row.map((cell) => cell ?? '')) };
    },
    close: () => client.end(),
  };
}
