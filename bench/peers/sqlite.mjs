// SQLite as Debian brings it: the command sqlite3, kept open, answers as CSV into a file. A question that takes less
// than a tenth of a second is asked a hundred times in a row, so that the pipe to the command does not count.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { questions } from './jobs.mjs';
import { forever, small_tables } from './world.mjs';

const known_at = (known) =>
  known === forever ? `v.until = ${forever}` : `v.event <= ${known} and v.until > ${known}`;

// The values lie in the order of their key (unit, measure, quarter, event): for each unit and measure the newest
// quarter is one step into the key. Of one with max(), SQLite takes the other columns from the same row.
const how = {
  whole: (above, below) => `(${above}) / (${below})`,
  standing: (world, { first, last, known }) => `
    select v.unit, v.measure, max(v.quarter) as quarter, v.numerator, v.denominator
    from (select measure from measure where measure in (${world.measures_of(0)})) m cross join unit u cross join value v
      on v.unit = u.ordinal and v.measure = m.measure and v.quarter between ${first} and ${last}
      and ${known_at(known)}
    group by u.ordinal, m.measure`,
  current: (world, set) => `select unit, measure, quarter, numerator, denominator from value
    where until = ${forever} and measure in (${world.measures_of(set)})`,
  current_of: (measure) => `select v.unit, v.quarter, v.numerator, v.denominator from unit u cross join value v
    on v.unit = u.ordinal and v.measure = ${measure} and v.until = ${forever}`,
  of_unit: (world, unit) => `
    select measure, max(quarter) as quarter, numerator, denominator from value
    where unit = ${unit} and quarter between ${world.now.first} and ${world.now.last} and until = ${forever}
    group by measure`,
};

export const layouts = { keyed: (world) => questions(how, world) };
export const written = { layout: 'keyed', how: how };

function start(path) {
  const child = spawn('sqlite3', ['-batch', '-csv', path], { stdio: ['pipe', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill());
  let told = '';
  child.stderr.on('data', (text) => (told += text));
  const waiting = [];
  child.on('error', (problem) => waiting.splice(0).forEach(({ reject }) => reject(problem)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line !== 'ANSWERED') return;
    const { resolve, reject } = waiting.shift();
    if (told) reject(new Error(told));
    else resolve();
    told = '';
  });
  const run = (text) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${text}\n.print ANSWERED\n`);
    });
  return { child, run };
}

export async function open(world, folder) {
  const path = join(folder, 'peer.sqlite');
  const answer = join(folder, 'answer.csv');
  const { child, run } = start(path);
  await run('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -1000000;');
  await run('pragma mmap_size = 8000000000; pragma temp_store = memory; pragma threads = 2; begin;');
  for (const statement of small_tables(world)) await run(statement);
  await run(`create temp table arrived (unit integer, measure integer, quarter integer, event integer,
    numerator integer, denominator integer);`);
  await run(`.import --csv --skip 1 --schema temp "${join(world.folder, 'values.csv')}" arrived`);
  await run(`create temp table correction as select unit, measure, quarter, event from arrived where event % 1000 <> 0;
    create unique index temp.correction_of on correction (unit, measure, quarter);
    create table value (unit integer not null, measure integer not null, quarter integer not null,
      event integer not null, until integer not null, numerator integer not null, denominator integer not null,
      primary key (unit, measure, quarter, event)) without rowid;
    insert into value select v.unit, v.measure, v.quarter, v.event,
        case when c.event > v.event then c.event else ${forever} end, v.numerator, v.denominator
      from arrived v left join correction c on c.unit = v.unit and c.measure = v.measure and c.quarter = v.quarter
      order by 1, 2, 3, 4;
    drop table arrived; drop table correction; commit; analyze; pragma wal_checkpoint(truncate);`);
  const times = async (sql, count) => {
    const from = performance.now();
    await run(`.once "${answer}"\n${sql};`.repeat(1) + `\n.once "${answer}"\n${sql};\n`.repeat(count - 1));
    return (performance.now() - from) / count;
  };
  return {
    name: 'sqlite',
    version: '',
    // The most that the command has held.
    memory_mb: () => Math.round(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1] / 1024),
    run: (sql) => run(`${sql};`),
    ask: async (sql) => {
      let ms = await times(sql, 1);
      if (ms < 100) ms = await times(sql, 100);
      const text = readFileSync(answer, 'utf8').replaceAll('\r', '').trimEnd();
      return { ms, rows: text === '' ? [] : text.split('\n').map((line) => line.split(',')) };
    },
    close: async () => {
      child.stdin.end();
      for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    },
  };
}
