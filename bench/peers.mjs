// ./x bench peers: the jobs of the national benchmark asked of PostgreSQL, SQLite and DuckDB and of luytre on the same
// world. Answers are compared row by row before a time is printed; a job whose answers differ ends it with status 1.
//   node bench/peers.mjs [--size s|m|l] [--peers duckdb,sqlite,postgresql] [--json]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { folder_of, luytre, run_ours } from './ours.mjs';
import { read_world } from './peers/world.mjs';
import { time_writes } from './peers/writes.mjs';

const reads = ['start', 'Q1', 'Q2', 'Q2_p99', 'Q3', 'Q4a', 'Q4b', 'Q5'];
const job_names = [...reads, 'Q6_bulk', 'Q6_one', 'Q6_writers', 'Q7', 'Q8', 'Q9', 'Q9_Q1', 'Q9_Q3', 'Q9_Q4a', 'Q9_Q4b'];
const peer_names = ['duckdb', 'sqlite', 'postgresql'];
const slow_ms = 5000;
const very_slow_ms = 60_000;

const say = (line) => process.stderr.write(`${line}\n`);

function options() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 's' },
      peers: { type: 'string', default: peer_names.join(',') },
      json: { type: 'boolean', default: false },
    },
  });
  const peers = values.peers.split(',');
  const unknown = peers.find((name) => !peer_names.includes(name));
  if (unknown) throw new Error(`no peer is named "${unknown}": choose from ${peer_names.join(', ')}`);
  if (!['s', 'm', 'l'].includes(values.size)) throw new Error(`no size "${values.size}": choose s, m or l`);
  return { ...values, peers };
}

// Written once; used again as long as its digest is that of the world which the program makes today.
function world_of(size) {
  const folder = folder_of(size);
  const generate = (...more) =>
    execFileSync(luytre, ['bench', 'generate', '--size', size, '--json', ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const kept = join(folder, 'world.json');
  const is_right =
    existsSync(kept) && JSON.parse(readFileSync(kept, 'utf8')).digest === JSON.parse(generate()).digest;
  if (!is_right) {
    mkdirSync(folder, { recursive: true });
    say(`writing the world of size ${size} into ${folder}`);
    generate('--out', folder);
  }
  return read_world(folder);
}

// What luytre measured of itself, by job, with its answers; null when this build cannot.
function measure_ours(size, folder, peers) {
  const answers = join(folder, 'ours');
  mkdirSync(answers);
  const more = peers.includes('postgresql') && process.env.LUYTRE_TEST_POSTGRES ? ['--postgresql'] : [];
  const { status, measured } = run_ours(size, '--answers', answers, ...more);
  if (status !== 0) {
    say(`luytre bench run ended with status ${status}: the table holds the peers alone, compared with one another`);
    return null;
  }
  const jobs = new Map(measured.jobs.map((each) => [each.job, each]));
  const rows_of = (job) => {
    const path = join(answers, `${job}.csv`);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
  };
  return { jobs, rows_of, memory: measured.memory };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// The answer and the median of five runs after a warm-up; of two when one takes five seconds, of one after a minute.
async function time(peer, sql) {
  const first = await peer.ask(sql);
  if (first.ms > very_slow_ms) return { ms: first.ms, rows: first.rows };
  const times = [];
  for (let left = first.ms > slow_ms ? 2 : 5; left > 0; --left) times.push((await peer.ask(sql)).ms);
  return { ms: median(times), rows: first.rows };
}

function first_difference(ours, theirs) {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = Math.max(
    0,
    a.findIndex((line, index) => line !== b[index]),
  );
  return `${a.length} and ${b.length} rows; row ${at + 1}: ${a[at]} | ${b[at]}`;
}

// A time and an answer into `found` (job → { expected, times, differs }).
function note(found, job, name, layout, { ms, answer }) {
  const entry = found.get(job);
  entry.expected ??= answer;
  if (entry.expected !== answer) {
    entry.differs.push(`${name} ${layout}`);
    say(`${job}: the answer of ${name} (${layout}) differs: ${first_difference(entry.expected, answer)}`);
    return;
  }
  entry.times[`${name} ${layout}`] = ms;
  say(`  ${job} ${layout} ${ms.toFixed(2)} ms`);
}

// Every job of every layout of one peer, and then its writes.
async function measure_peer(name, world, folder, found, note_memory) {
  const from = performance.now();
  const { open, layouts, written } = await import(`./peers/${name}.mjs`);
  const peer = await open(world, folder);
  say(`${name} ${peer.version} loaded in ${((performance.now() - from) / 1000).toFixed(0)} s`);
  try {
    for (const [layout, questions] of Object.entries(layouts)) {
      for (const [job, sql] of Object.entries(questions(world))) {
        const { ms, rows } = await time(peer, sql);
        note(found, job, name, layout, { ms, answer: rows.map((row) => row.join(',')).join('\n') });
      }
    }
    note_memory(name, peer.memory_mb?.());
    for (const [job, answered] of Object.entries(await time_writes(peer, written.how, world, folder))) {
      note(found, job, name, written.layout, answered);
    }
  } finally {
    await peer.close();
  }
}

// The best layout of a peer; undefined when it has not answered.
function best_of(entry, name) {
  const times = Object.entries(entry.times).filter(([key]) => key.startsWith(`${name} `));
  return times.length === 0 ? undefined : Math.min(...times.map(([, ms]) => ms));
}

// Whether the bound holds. A peer that was not asked cannot be compared with: null.
function is_within(mine, against, wanted) {
  if (!mine) return null;
  if (!mine.within_bound) return false;
  if (wanted === 0) return true;
  return against === undefined ? null : against / mine.ours_ms >= wanted;
}

function result_of(job, entry, ours, peers) {
  const mine = ours?.jobs.get(job);
  const best = Object.fromEntries(
    peers.map((name) => [name, best_of(entry, name)]).filter(([, ms]) => ms !== undefined),
  );
  const wanted = mine?.peer_factor === undefined ? 0 : mine.peer_factor;
  const against = best[mine?.peer ?? 'duckdb'];
  return {
    job,
    ours_ms: mine?.ours_ms ?? null,
    ours_on_postgresql_ms: mine?.postgresql_ms ?? null,
    delayed_ms: mine?.delayed_ms ?? null,
    delayed_limit_ms: mine?.delayed_limit_ms ?? null,
    threads: mine?.threads ?? null,
    peers: best,
    layouts: entry.times,
    limit_ms: mine?.limit_ms ?? null,
    bound: [mine?.bound, wanted ? `≥ ${wanted} × ${mine.peer ?? 'duckdb'}` : ''].filter(Boolean).join(', ') || null,
    within_bound: is_within(mine, against, wanted),
  };
}

const shown = (ms) => (ms === null || ms === undefined ? '–' : ms >= 100 ? ms.toFixed(0) : ms.toPrecision(2));

// A column for each layout; then how many times ours the best of each peer takes.
function print_table(results, memory) {
  const keys = [...new Set(results.flatMap((each) => Object.keys(each.layouts)))];
  const names = [...new Set(keys.map((key) => key.split(' ')[0]))];
  const of_ours = results.some((each) => each.ours_ms) ? names : [];
  const head = [
    'job',
    'ours',
    'limit',
    'ours / limit',
    ...keys,
    ...of_ours.map((name) => `${name} / ours`),
    'bound',
    'held',
  ];
  const lines = results.map((each) => {
    const of_limit = each.ours_ms && each.limit_ms ? (each.ours_ms / each.limit_ms).toFixed(2) : '–';
    const ratio = (name) => (each.ours_ms && each.peers[name] ? shown(each.peers[name] / each.ours_ms) : '–');
    const held = each.within_bound === null ? '–' : each.within_bound ? 'yes' : 'NO';
    const theirs = [...keys.map((key) => shown(each.layouts[key])), ...of_ours.map(ratio)];
    return [each.job, shown(each.ours_ms), shown(each.limit_ms), of_limit, ...theirs, each.bound ?? '–', held];
  });
  console.log('medians in milliseconds');
  for (const line of [head, head.map(() => '---'), ...lines]) console.log(`| ${line.join(' | ')} |`);
  for (const { job, ours_on_postgresql_ms, delayed_ms, delayed_limit_ms, threads } of results) {
    if (delayed_ms) {
      const of_limit = (delayed_ms / delayed_limit_ms).toFixed(2);
      const limit = shown(delayed_limit_ms);
      console.log(`${job} where a sync waits 3 ms: ${shown(delayed_ms)} ms, limit ${limit} (${of_limit})`);
    }
    if (ours_on_postgresql_ms) console.log(`${job} of ours on PostgreSQL: ${shown(ours_on_postgresql_ms)} ms`);
    if (threads) console.log(`${job} by two threads: ${shown(threads.two_ms)} ms, ${threads.speedup.toFixed(2)} × one`);
  }
  if (!memory) return;
  const theirs = Object.entries(memory.peers_mb).map(([name, megabytes]) => `${name} ${megabytes ?? '–'}`);
  const held = memory.within_bound ? 'yes' : 'NO';
  console.log(`memory in MB: ours ${memory.ours_mb} (${memory.columns_mb} of columns, at most ${memory.peak_mb}), `
    + `${[...theirs, `bound ${memory.bound}`, `held ${held}`].join(', ')}`);
}

// Bounds that do not hold; one whose peer was not asked is none of them.
function missed_bounds(results, memory) {
  const missed = results.filter((each) => each.within_bound === false).map((each) => each.job);
  return memory?.within_bound === false ? [...missed, 'memory'] : missed;
}

async function main() {
  const asked = options();
  const world = world_of(asked.size);
  const folder = mkdtempSync(join(tmpdir(), 'luytre-peers-'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    const ours = measure_ours(asked.size, folder, asked.peers);
    const peers_mb = {};
    const failed = [];
    const found = new Map(job_names.map((job) => [job, { expected: ours?.rows_of(job), times: {}, differs: [] }]));
    for (const name of asked.peers) {
      const note_memory = (of, megabytes) => (peers_mb[of] = megabytes ?? null);
      await measure_peer(name, world, folder, found, note_memory).catch((problem) => {
        failed.push(name);
        say(`${name} is not in the table: ${problem.message.split('\n')[0]}`);
      });
    }
    const differing = job_names.filter((job) => found.get(job).differs.length > 0);
    const results = job_names
      .filter((job) => !differing.includes(job))
      .map((job) => result_of(job, found.get(job), ours, asked.peers));
    const memory = ours && { ...ours.memory, peers_mb };
    const told = { size: asked.size, jobs: results, memory, differing, failed };
    if (asked.json) console.log(JSON.stringify(told, null, 2));
    else print_table(results, memory);
    if (!asked.json && asked.size !== 'm') console.log('the bounds are set for size m');
    for (const job of differing)
      say(`${job}: the answers differ, so there is no time (${found.get(job).differs.join(', ')})`);
    const missed = asked.size === 'm' ? missed_bounds(results, memory) : [];
    if (missed.length > 0) say(`bounds missed: ${missed.join(', ')}`);
    return differing.length + failed.length + missed.length > 0 || ours === null ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  (status) => process.exit(status),
  (problem) => {
    say(problem.message);
    process.exit(2);
  },
);
