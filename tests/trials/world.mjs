// What the trials share: the program, temporary databases, a server on 127.0.0.1, files of values that follow a rule.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { parse } = createRequire(join(root, 'web/package.json'))('yaml');
export const binary = process.env.LUYTRE_BINARY ?? join(root, 'build/release/luytre');
export const seconds = Number(process.env.TRIAL_SECONDS ?? 60);

// A temporary folder with a database in it, or a database on the PostgreSQL for tests; `remove` takes both away.
export function makeWorld(store) {
  const folder = mkdtempSync(join(tmpdir(), 'luytre-trial-'));
  const world = { folder, store, url: join(folder, 'trial.db'), remove: () => rmSync(folder, { recursive: true }) };
  if (store === 'postgres') {
    const server = new URL(process.env.LUYTRE_TEST_POSTGRES);
    const name = `trial_${process.pid}_${Math.random().toString(36).slice(2)}`;
    const psql = (sql) => spawnSync('psql', [server.href, '-qc', sql], { encoding: 'utf8' });
    psql(`CREATE DATABASE ${name}`);
    world.url = Object.assign(new URL(server), { pathname: '/' + name }).href;
    world.remove = () => {
      psql(`DROP DATABASE ${name} WITH (FORCE)`);
      rmSync(folder, { recursive: true });
    };
  }
  return world;
}

export function luytre(world, ...words) {
  const done = spawnSync(binary, [...words, '--db', world.url], {
    cwd: world.folder, encoding: 'utf8', maxBuffer: 1 << 30,
    env: { ...process.env, ...(world.today && { LUYTRE_TODAY: world.today }) },
  });
  return { status: done.status, out: done.stdout, said: done.stdout + done.stderr };
}

export function must(world, ...words) {
  const done = luytre(world, ...words);
  if (done.status !== 0) throw new Error(`luytre ${words.join(' ')}: ${done.said.slice(0, 2000)}`);
  return done.out;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// A server that follows the world's database: { base, port, pid, stop, said }. `stop` gives its exit status, `said`
// what it wrote to its standard error.
export async function serve(world) {
  const port = await freePort();
  const child = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--db', world.url], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = [];
  child.stderr.on('data', (bytes) => said.push(bytes));
  const ended = new Promise((resolve) => child.once('exit', (status) => resolve(status)));
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      if ((await fetch(base + '/healthz')).ok) {
        const stop = () => (child.kill('SIGTERM'), ended);
        return { base, port, pid: child.pid, stop, said: () => Buffer.concat(said).toString() };
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (child.exitCode !== null) break;
  }
  child.kill('SIGKILL');
  throw new Error('the server did not start');
}

// Measures that are plain shares, by name, from the law's own files.
export function shareMeasures() {
  const folder = join(root, 'criteria/measures');
  return readdirSync(folder)
    .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')))
    .filter((measure) => measure.kind === 'share' && (measure.dimensions ?? []).length === 0)
    .map((measure) => measure.measure);
}

export function communes(world) {
  const answer = JSON.parse(must(world, 'units', 'tree', '--as-of', '2025-12-31', '--under', '20', '--json'));
  const codes = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node?.level === 'commune') codes.push(node.code);
    for (const below of node?.children ?? []) visit(below);
  };
  visit(answer.units ?? answer);
  return codes;
}

const day = (number) => new Date(Date.UTC(2025, 6, 1 + number)).toISOString().slice(0, 10);

// File number `number`: every commune, every measure, on days that no other file has.
export function writeFile(world, number, { codes, measures, days }) {
  const lines = ['unit_code,measure,dimension,as_of,opinion,value,numerator,denominator,source,note'];
  for (let at = number * days; at < (number + 1) * days; at += 1) {
    for (const measure of measures) {
      for (const code of codes) {
        lines.push(`${code},${measure},,${day(at)},self,,${(at * 31 + Number(code)) % 500},500,thử,`);
      }
    }
  }
  const name = join(world.folder, `values-${number}.csv`);
  writeFileSync(name, lines.join('\n') + '\n');
  return { name, rows: lines.length - 1, days: Array.from({ length: days }, (_, at) => day(number * days + at)) };
}
