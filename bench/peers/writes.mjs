// Writing: a million rows of CSV with the checks that a user of the system would write, and one value after which the
// nation's totals are right. Both are durable before they count as done.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { judging } from './jobs.mjs';
import { forever } from './world.mjs';

const rows_wanted = 1_000_000;
const values_wanted = 21;

const code_of = (unit) => `X${String(unit + 1).padStart(6, '0')}`;

// The form of the program's own import: shares of every unit for the quarters after the world's last.
function million(world, folder) {
  const path = join(folder, 'million.csv');
  if (existsSync(path)) return path;
  const parts = ['unit_code,measure,dimension,as_of,opinion,value,numerator,denominator,source,note\n'];
  let rows = 0;
  for (let quarter = 0; rows < rows_wanted; ++quarter) {
    const day = new Date(Date.UTC(2026, 3 * quarter + 3, 0)).toISOString().slice(0, 10);
    for (let measure = 0; measure < world.measures && rows < rows_wanted; ++measure) {
      if (measure % 10 >= 6) continue;
      for (let unit = 0; unit < world.units && rows < rows_wanted; ++unit, ++rows) {
        parts.push(`${code_of(unit)},measure_${measure},,${day},self,,${(rows * 7919) % 1000},1000,báo cáo quý,\n`);
      }
    }
  }
  writeFileSync(path, parts.join(''));
  return path;
}

const columns = `unit integer not null, measure integer not null, dimension text not null, as_of date not null,
  opinion text not null check (opinion in ('self', 'sector', 'council', 'survey')),
  numerator bigint not null, denominator bigint not null, source text, note text,
  check (denominator > 0 and numerator >= 0 and numerator <= denominator)`;
const key = 'unit, measure, dimension, opinion, as_of';
const keyed = `create table observation (${columns}, primary key (${key}))`;
// DuckDB's own indexes make a bulk load many times slower: there the key is asked for before the commit.
const unkeyed = `create table observation (${columns})`;

// Rows whose unit or measure is unknown fall out of the join; the count says so.
const taken_over = (measure) => `insert into observation
  select u.ordinal, ${measure}, coalesce(r.dimension, ''), r.as_of, r.opinion, r.numerator, r.denominator,
    r.source, r.note
  from raw r join unit u on u.code = r.unit_code join measure m on 'measure_' || m.measure = r.measure`;

const raw_columns = `(unit_code text, measure text, dimension text, as_of date, opinion text, value text,
  numerator bigint, denominator bigint, source text, note text)`;

const importing = {
  duckdb: async (peer, path) => {
    const types = "{'as_of': 'DATE', 'numerator': 'BIGINT', 'denominator': 'BIGINT', 'value': 'VARCHAR'}";
    await peer.run('begin');
    await peer.run(
      `${taken_over('m.measure').replace(
        'raw r',
        `read_csv('${path}', header = true,
      types = ${types}) r`,
      )}`,
    );
    await peer.run(`select case when count(*) > 0 then error('a value stands twice') end
      from (select 1 from observation group by ${key} having count(*) > 1)`);
    await peer.run('commit');
  },
  sqlite: async (peer, path) => {
    await peer.run('begin');
    await peer.run(`create temp table raw ${raw_columns}`);
    await peer.run(`\n.import --csv --skip 1 --schema temp "${path}" raw\nselect 1 where false`);
    await peer.run(`${taken_over('m.measure')} order by 1, 2, 3, 5, 4`);
    await peer.run('drop table raw');
    await peer.run('commit');
  },
  postgresql: async (peer, path) => {
    const steps = [
      'begin',
      `create temp table raw ${raw_columns} on commit drop`,
      `\\copy raw from '${path}' csv header`,
      'analyze raw',
      taken_over('m.measure'),
      'commit',
    ];
    const arguments_of = steps.flatMap((step) => ['-c', step.startsWith('\\') ? step : step.replaceAll('\n', ' ')]);
    execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...arguments_of, process.env.LUYTRE_TEST_POSTGRES]);
  },
};

async function time_import(peer, world, folder) {
  const path = million(world, folder);
  const times = [];
  for (let left = 3; left > 0; --left) {
    await peer.run('drop table if exists observation');
    await peer.run(peer.name === 'duckdb' ? unkeyed : keyed);
    const from = performance.now();
    await importing[peer.name](peer, path);
    times.push(performance.now() - from);
    if (times.at(-1) > 5000) break;
  }
  const { rows } = await peer.ask('select count(*), sum(numerator) from observation');
  return { ms: times.sort((a, b) => a - b)[times.length >> 1], answer: rows[0].join(',') };
}

// The judged units and the nation's totals are kept as tables. A write takes the unit's old result out of the totals,
// judges it again and puts the new one in: the work of one unit, as an engineer of that system would do it.
const totals_of = (sign, unit) => {
  const of_unit = (column) => `(select ${column} from unit_result where ordinal = ${unit})`;
  return `update nation set titles = titles ${sign} ${of_unit("case when outcome = 'm' then 1 else 0 end")},
    undecided = undecided ${sign} ${of_unit("case when outcome = 'u' then 1 else 0 end")},
    criteria_met = criteria_met ${sign} ${of_unit('criteria_met')}`;
};

function write_one(how, world, at) {
  const unit = (at * 37) % world.units;
  const [measure, quarter, event] = [0, world.quarters - 1, 2_000_000 + at];
  const judged = (column) => `with standing as (
      select ${unit} as unit, measure, numerator, denominator from (${how.of_unit(world, unit)}) v),
    ${judging(0)} select ${column} from result where ordinal = ${unit}`;
  return [
    'begin',
    `update value set until = ${event} where unit = ${unit} and measure = ${measure} and quarter = ${quarter}
      and until = ${forever}`,
    `insert into value (unit, measure, quarter, event, until, numerator, denominator)
      values (${unit}, ${measure}, ${quarter}, ${event}, ${forever}, ${at % 2 === 0 ? 0 : 1000}, 1000)`,
    totals_of('-', unit),
    `update unit_result set criteria_met = (${judged('criteria_met')}), outcome = (${judged('outcome')})
      where ordinal = ${unit}`,
    totals_of('+', unit),
    'commit',
  ];
}

async function time_one_value(peer, how, world) {
  const all = `with standing as (${how.standing(world, world.now)}), ${judging(0)}`;
  await peer.run('create table unit_result (ordinal integer primary key, outcome text, criteria_met integer)');
  await peer.run(`insert into unit_result ${all} select ordinal, outcome, criteria_met from result`);
  const totals = (from) => `select sum(case when outcome = 'm' then 1 else 0 end) as titles,
    sum(case when outcome = 'u' then 1 else 0 end) as undecided, sum(criteria_met) as criteria_met from ${from}`;
  await peer.run(`create table nation as ${totals('unit_result')}`);
  const times = [];
  for (let at = 0; at < values_wanted; ++at) {
    const statements = write_one(how, world, at);
    const from = performance.now();
    await peer.run(statements.join(';\n'));
    times.push(performance.now() - from);
  }
  const kept = await peer.ask('select titles, undecided, criteria_met from nation');
  const anew = await peer.ask(`${all} ${totals('result')}`);
  const answer = kept.rows[0].join(',');
  if (answer !== anew.rows[0].join(','))
    throw new Error(`totals kept ${answer}, counted ${anew.rows[0].join(',')}`);
  return { ms: times.sort((a, b) => a - b)[times.length >> 1], answer };
}

// Changes the peer's database: asked after everything else.
export async function time_writes(peer, how, world, folder) {
  return { Q6_bulk: await time_import(peer, world, folder), Q6_one: await time_one_value(peer, how, world) };
}
