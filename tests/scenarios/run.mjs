// Runs the stories of this folder: through the command line, and over HTTP with a server on the same database.
// `node tests/scenarios/run.mjs sqlite|postgres [name…]`; README.md tells how a story is written.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { Browser, populate } from '../people.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { parse } = createRequire(join(here, '../../web/package.json'))('yaml');
const binary = process.env.LUYTRE_BINARY ?? join(here, '../../build/release/luytre');
const [store, ...wanted] = process.argv.slice(2);
process.env.LUYTRE_SECRET_FILE ??= join(mkdtempSync(join(tmpdir(), 'luytre-secret-')), 'secret');
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

const environmentOf = (world) => ({
  ...process.env, LUYTRE_DB: world.url, ...(world.today && { LUYTRE_TODAY: world.today }),
});

// The next morning, or another year: the server is stopped and goes on at the same address on that day.
async function rehearse(day, world) {
  for (const stop of world.stops.splice(0)) await stop();
  world.today = day;
  if (world.base) world.base = await startServer(world, new URL(world.base).port);
}

// A server on the story's database; a story may have a second one, `on: other`.
async function startServer(world, port) {
  port ??= await freePort();
  const server = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--db', world.url], {
    cwd: world.folder, env: environmentOf(world),
  });
  server.stdout.on('data', (bytes) => (world.said += bytes));
  server.stderr.on('data', (bytes) => (world.said += bytes));
  const base = `http://127.0.0.1:${port}`;
  world.stops.push(
    () =>
      new Promise((resolve) => {
        if (server.exitCode !== null) return resolve();
        server.once('exit', resolve);
        server.kill('SIGTERM');
      }),
  );
  for (const started = Date.now(); Date.now() - started < serverStartMsMax; ) {
    if (server.exitCode !== null) break;
    try {
      if ((await fetch(base + '/healthz')).ok) return base;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  server.kill('SIGKILL');
  throw new Error(`the server did not start: ${world.said}`);
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

function judge(step, status, text, world) {
  const wantedStatus = step.status ?? (methodOf(step) ? 200 : 0);
  if (status !== wantedStatus) return `expected status ${wantedStatus}, found ${status}: ${text.slice(0, 600)}`;
  const missing = allFilled(step.says ?? [], world).find((part) => !text.includes(part));
  if (missing) return `does not say “${missing}”: ${text.slice(0, 900)}`;
  const leaked = allFilled(step.silent ?? [], world).find((part) => text.includes(part));
  if (leaked) return `says “${leaked}”, which it must not`;
  if (step.json === undefined) return null;
  try {
    return difference(allFilled(step.json, world), JSON.parse(text));
  } catch {
    return `is no JSON: ${text.slice(0, 300)}`;
  }
}

// A command line as a person types it: blanks part the words, quotes hold a word together.
const words = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);

// Parts of an answer kept for later steps, where {name} stands for them: `claim`, or a way into it, `articles.0.id`.
function keep(step, text, world) {
  for (const [name, way] of Object.entries(step.keep ?? {})) {
    world.kept[name] = way.split('.').reduce((value, part) => value?.[part], JSON.parse(text));
  }
}

// {before} is what was kept; {password:an}, {totp:an} (a fresh code), {last_totp:an} (used already), {cookie:an},
// {account:an} are what that person has; {many:40000} is so many letters.
function filled(line, world) {
  return line.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name, of) => {
    if (of === undefined) return world.kept[name] ?? whole;
    if (name === 'many') return 'x'.repeat(Number(of));
    const person = world.persons?.[of];
    if (!person) return whole;
    if (name === 'password') return person.password;
    if (name === 'totp') return person.nextCode();
    if (name === 'last_totp') return person.lastCode();
    if (name === 'account') return person.account;
    if (name === 'cookie') return [...person.jar(world.base)].map(([key, value]) => `${key}=${value}`).join('; ');
    return whole;
  });
}
const allFilled = (value, world) => {
  if (typeof value === 'string') return filled(value, world);
  if (Array.isArray(value)) return value.map((item) => allFilled(item, world));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, allFilled(item, world)]));
};

const methods = ['get', 'post', 'put', 'delete'];
const methodOf = (step) => methods.find((method) => step[method] !== undefined);

// A part of a file of the story: { file, from, to }.
function bytesOf({ file, from = 0, to }, world) {
  return readFileSync(join(world.folder, file)).subarray(from, to);
}

function contentOf(step, world) {
  if (step.body !== undefined) return { json: allFilled(step.body, world) };
  if (step.put_bytes) return { body: bytesOf(step.put_bytes, world) };
  if (step.raw !== undefined) return { body: filled(step.raw, world) };
  if (step.form) return { body: new URLSearchParams(allFilled(step.form, world)) };
  if (!step.upload) return {};
  const { file, ...fields } = step.upload;
  const body = new FormData();
  for (const [name, value] of Object.entries(allFilled(fields, world))) body.append(name, value);
  body.append('file', new Blob([readFileSync(join(world.folder, file))]), file);
  return { body };
}

async function personNamed(name, world) {
  if (!world.persons) world.persons = await populate(world, world.base, world.people);
  if (!world.persons[name]) throw new Error(`the story has nobody called ${name}`);
  return world.persons[name];
}

// `times` asks so often, some at once; the last answer is judged.
async function request(step, world) {
  const method = methodOf(step);
  const who = step.as ? await personNamed(step.as, world) : new Browser();
  if (step.on === 'other') {
    world.other ??= await startServer(world);
    if (step.as) who.carryTo(world.other);
  }
  const target = (step.on === 'other' ? world.other : world.base) + encodeURI(filled(step[method], world));
  const headers = allFilled(step.headers ?? {}, world);
  const formToken = who.formToken;
  if (step.form_token === false) who.formToken = '';
  const alone = step.connection === 'new';
  const ask = () => who.ask(target, { method: method.toUpperCase(), headers, alone, ...contentOf(step, world) });
  try {
    const atOnce = 50;
    for (let done = 1; done < (step.times ?? 1); done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, async () => (await ask()).text()));
    }
    return await ask();
  } finally {
    if (step.form_token === false) who.formToken = formToken;
  }
}

async function take(step, world) {
  if (step.file) {
    for (const [name, text] of Object.entries(step.file)) {
      const bytes = text.base64 === undefined ? Buffer.from(text) : Buffer.from(text.base64, 'base64');
      writeFileSync(join(world.folder, name), bytes);
      world.kept[`sha256_${name.replace(/\W/g, '_')}`] = createHash('sha256').update(bytes).digest('hex');
    }
    return null;
  }
  if (step.run) {
    const env = environmentOf(world);
    const done = spawnSync(binary, words(filled(step.run, world)), { cwd: world.folder, encoding: 'utf8', env });
    if (done.status === 0) keep(step, done.stdout, world);
    const isJson = step.json !== undefined || step.keep !== undefined;
    return judge(step, done.status, isJson ? done.stdout : done.stdout + done.stderr, world);
  }
  if (step.today) {
    await rehearse(step.today, world);
    return null;
  }
  world.base ??= await startServer(world);
  if (step.sign_in) {
    await (await personNamed(step.sign_in, world)).signIn();
    return null;
  }
  if (step.set_factor) {
    await (await personNamed(step.set_factor, world)).setFactor();
    return null;
  }
  if (step.server_silent) {
    const leak = allFilled(step.server_silent, world).find((secret) => world.said.includes(secret));
    return leak ? `the server said “${leak}”` : null;
  }
  const answer = await request(step, world);
  const text = await answer.text();
  if (answer.ok) keep(step, text, world);
  if (step.type && !answer.headers.get('content-type')?.startsWith(step.type)) {
    return `expected ${step.type}, found ${answer.headers.get('content-type')}`;
  }
  return judge(step, answer.status, text, world);
}

async function tell(name) {
  const story = parse(readFileSync(join(here, name), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'luytre-story-'));
  const database = freshDatabase(folder);
  const world = { folder, url: database.url, people: story.people, kept: {}, said: '', stops: [] };
  try {
    for (const [index, step] of story.steps.entries()) {
      const fault = await take(step, world);
      if (fault) return `step ${index + 1} (${step.run ?? step[methodOf(step)] ?? Object.keys(step)[0]}) ${fault}`;
    }
    return null;
  } finally {
    for (const stop of world.stops) await stop();
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
