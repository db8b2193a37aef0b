// Runs the stories of this folder: writes through the command line, reads over HTTP from a server that follows the
// same database. `node tests/scenarios/run.mjs sqlite|postgres [name…]`; README.md tells how a story is written.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

const here = dirname(fileURLToPath(import.meta.url));
const { parse } = createRequire(join(here, '../../web/package.json'))('yaml');
const binary = process.env.LUYTRE_BINARY ?? join(here, '../../build/release/luytre');
const [store, ...wanted] = process.argv.slice(2);
const serverStartMsMax = 20000;

function freshDatabase(folder) {
  if (store === 'sqlite') return { url: join(folder, 'story.db'), drop: () => {} };
  const server = process.env.LUYTRE_TEST_POSTGRES;
  const name = `story_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const psql = (sql) => {
    const done = spawnSync('psql', [server, '-qc', sql], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`psql: ${done.stderr}`);
  };
  psql(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = '/' + name;
  return { url: url.href, drop: () => psql(`DROP DATABASE ${name} WITH (FORCE)`) };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startServer(world) {
  const port = await freePort();
  const server = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--db', world.url]);
  let said = '';
  server.stdout.on('data', (bytes) => (said += bytes));
  server.stderr.on('data', (bytes) => (said += bytes));
  world.base = `http://127.0.0.1:${port}`;
  world.stop = () =>
    new Promise((resolve) => {
      if (server.exitCode !== null) return resolve();
      server.once('exit', resolve);
      server.kill('SIGTERM');
    });
  for (const started = Date.now(); Date.now() - started < serverStartMsMax; ) {
    if (server.exitCode !== null) break;
    try {
      if ((await fetch(world.base + '/healthz')).ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  server.kill('SIGKILL');
  throw new Error(`the server did not start: ${said}`);
}

// Where `found` does not hold what `expected` names; objects may hold more, lists must match in length, unless `has`
// names items that must stand somewhere in the list.
function difference(expected, found, at = '$') {
  if (expected === '*') return found === undefined ? `${at}: nothing there` : null;
  if (expected === null || typeof expected !== 'object') {
    if (Object.is(expected, found)) return null;
    return `${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
  }
  if (Array.isArray(found) && Array.isArray(expected.has)) {
    const missing = expected.has.find((item) => found.every((each) => difference(item, each, at)));
    return missing ? `${at}: no item holds ${JSON.stringify(missing)} in ${JSON.stringify(found).slice(0, 600)}` : null;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return `${at}: expected a list, found ${JSON.stringify(found)}`;
    if (found.length !== expected.length) {
      return `${at}: expected ${expected.length} items, found ${found.length}: ${JSON.stringify(found).slice(0, 400)}`;
    }
  }
  if (found === null || typeof found !== 'object') return `${at}: expected an object, found ${JSON.stringify(found)}`;
  for (const key of Object.keys(expected)) {
    const missed = difference(expected[key], found[key], `${at}.${key}`);
    if (missed) return missed;
  }
  return null;
}

function judge(step, status, text) {
  const wantedStatus = step.status ?? (step.get ? 200 : 0);
  if (status !== wantedStatus) return `expected status ${wantedStatus}, found ${status}: ${text.slice(0, 600)}`;
  for (const part of step.says ?? []) if (!text.includes(part)) return `does not say “${part}”: ${text.slice(0, 900)}`;
  for (const part of step.silent ?? []) if (text.includes(part)) return `says “${part}”, which it must not`;
  if (step.json === undefined) return null;
  try {
    return difference(step.json, JSON.parse(text));
  } catch {
    return `is no JSON: ${text.slice(0, 300)}`;
  }
}

// A command line as a person types it: blanks part the words, quotes hold a word together.
const words = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);

// Parts of an answer kept for later steps, where {name} stands for them.
function keep(step, text, world) {
  for (const [name, field] of Object.entries(step.keep ?? {})) world.kept[name] = JSON.parse(text)[field];
}
const filled = (line, world) => line.replace(/\{(\w+)\}/g, (whole, name) => world.kept[name] ?? whole);

async function take(step, world) {
  if (step.file) {
    for (const [name, text] of Object.entries(step.file)) writeFileSync(join(world.folder, name), text);
    return null;
  }
  if (step.run) {
    const env = { ...process.env, LUYTRE_DB: world.url };
    const done = spawnSync(binary, words(filled(step.run, world)), { cwd: world.folder, encoding: 'utf8', env });
    if (done.status === 0) keep(step, done.stdout, world);
    const isJson = step.json !== undefined || step.keep !== undefined;
    return judge(step, done.status, isJson ? done.stdout : done.stdout + done.stderr);
  }
  if (!world.base) await startServer(world);
  const target = world.base + encodeURI(filled(step.get, world));
  const answer = await fetch(target, { headers: step.headers ?? {}, redirect: 'manual' });
  const text = await answer.text();
  if (answer.ok) keep(step, text, world);
  if (step.type && !answer.headers.get('content-type')?.startsWith(step.type)) {
    return `expected ${step.type}, found ${answer.headers.get('content-type')}`;
  }
  return judge(step, answer.status, text);
}

async function tell(name) {
  const story = parse(readFileSync(join(here, name), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'luytre-story-'));
  const database = freshDatabase(folder);
  const world = { folder, url: database.url, kept: {}, stop: async () => {} };
  try {
    for (const [index, step] of story.steps.entries()) {
      const fault = await take(step, world);
      if (fault) return `step ${index + 1} (${step.run ?? step.get}) ${fault}`;
    }
    return null;
  } finally {
    await world.stop();
    database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}
let failed = 0;
const isWanted = (name) => name.endsWith('.yaml') && (wanted.length === 0 || wanted.includes(name));
const stories = readdirSync(here).filter(isWanted);
for (const name of stories) {
  let fault;
  try {
    fault = await tell(name);
  } catch (error) {
    fault = error.stack;
  }
  if (fault) failed += 1;
  console.log(fault ? `FAILED ${name}: ${fault}` : `ok     ${name}`);
}
console.log(`${stories.length - failed} of ${stories.length} stories hold on ${store}`);
process.exit(failed === 0 && stories.length > 0 ? 0 : 1);
