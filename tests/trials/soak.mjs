// A server under steady load while imports run beside it: no wrong answer, memory within bounds, a clean end.
// TRIAL_SECONDS bounds it (60). `node tests/trials/soak.mjs sqlite|postgres`
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { binary, communes, makeWorld, must, seconds, serve, shareMeasures, writeFile } from './world.mjs';

const readers = 8;
const pauseMs = 5; // between two requests of a reader: a bounded load, not a race
const importsMax = 20; // within the first half; in the second half the server only reads
const restingGrowthMax = 1.15; // of the memory at the end against that at the half
const servingBytesMax = 128 << 20; // what threads, first pages and the past snapshots kept ready may take
const bytesPerValueMax = 500; // beyond that, of what was imported
const [store = 'sqlite'] = process.argv.slice(2);
const world = makeWorld(store);
const faults = [];
const waits = [];

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

function importBeside(file) {
  return new Promise((resolve) => {
    const child = spawn(binary, ['observations', 'import', file.name, '--db', world.url], { stdio: 'ignore' });
    child.once('exit', resolve);
  });
}

async function read(base, paths, until) {
  for (let at = Math.floor(Math.random() * paths.length); Date.now() < until; at += 1) {
    const path = paths[at % paths.length];
    const started = performance.now();
    try {
      const answer = await fetch(base + path);
      const text = await answer.text();
      if (answer.status !== 200 || text.length === 0) faults.push(`${path}: ${answer.status} ${text.slice(0, 200)}`);
    } catch (error) {
      faults.push(`${path}: ${error.cause ?? error}`);
    }
    waits.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function importAll(shape, until, done) {
  for (let number = 0; number < importsMax && Date.now() < until; number += 1) {
    const file = writeFile(world, number, shape);
    const status = await importBeside(file);
    if (status === 0) done.values += file.rows;
    else faults.push(`import ${number} ended with ${status}`);
    done.files += 1;
    await new Promise((resolve) => setTimeout(resolve, (seconds * 500) / importsMax));
  }
}

try {
  must(world, 'init', '--province', '20');
  const shape = { codes: communes(world), measures: shareMeasures().slice(0, 20), days: 5 };
  const server = await serve(world);
  const paths = ['/', '/healthz', '/api/v1/news', '/tin-tuc', '/api/v1/claims'].concat(
    shape.codes.slice(0, 20).flatMap((code) => [
      `/xa/${code}`,
      `/api/v1/units/${code}?as_of=2025-12-31`,
      `/api/v1/evaluations?unit=${code}&set=commune-ntm/2021-2025&as_of=2025-12-31`,
    ]),
  );
  const until = Date.now() + seconds * 1000;
  const done = { files: 0, values: 0 };
  const sizes = [];
  const sampler = setInterval(() => sizes.push(memory(server.pid)), 500);
  const reading = Array.from({ length: readers }, () => read(server.base, paths, until));
  await Promise.all([importAll(shape, until - seconds * 500, done), ...reading]);
  clearInterval(sampler);
  const first = sizes[0];
  const half = Math.max(...sizes.slice(0, Math.ceil(sizes.length * 0.6)));
  const last = sizes.at(-1);
  const [a, b, c] = [first, half, last].map((bytes) => bytes >> 20);
  const sizesText = `memory ${a} MB at first, ${b} MB at the half, ${c} MB at the end`;
  if (last > half * restingGrowthMax) faults.push(`memory grows while nothing is written: ${sizesText}`);
  if (last - first > servingBytesMax + done.values * bytesPerValueMax) {
    faults.push(`more memory than the values need: ${sizesText}`);
  }
  const stopping = Date.now();
  const status = await server.stop();
  if (status !== 0) faults.push(`the server ended with ${status}`);
  if (Date.now() - stopping > 15000) faults.push('the server took over 15 seconds to stop');
  waits.sort((one, other) => one - other);
  const within = (share) => waits[Math.floor(waits.length * share)].toFixed(1);
  must(world, 'audit', 'verify');
  console.log(
    `soak ${store}: ${waits.length} requests in ${seconds} s, ${done.files} imports recorded ${done.values} values; ` +
      `half within ${within(0.5)} ms, 99 % within ${within(0.99)} ms; ` +
      `${sizesText}; ${faults.length} faults`,
  );
} catch (error) {
  faults.push(error.stack);
} finally {
  world.remove();
}
for (const fault of faults.slice(0, 10)) console.log('  ' + fault);
process.exit(faults.length === 0 ? 0 : 1);
