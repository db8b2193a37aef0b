// A demonstration database in a folder of its own, and a server on a free port of this machine.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const binary = process.env['LUYTRE_BINARY'] ?? 'build/release/luytre';
const startMsMax = 30_000;

export interface Server {
  readonly get: <T>(path: string, query: Readonly<Record<string, string>>) => Promise<T>;
  readonly importValues: (csv: string) => void;
  readonly stop: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : undefined;
      probe.close(() => (port === undefined ? reject(new Error('no free port')) : resolve(port)));
    });
  });
}

async function waitFor(address: string, said: () => string): Promise<void> {
  for (const started = Date.now(); Date.now() - started < startMsMax; await pause(50)) {
    try {
      if ((await fetch(`${address}/healthz`)).ok) return;
    } catch {
      // not yet
    }
  }
  throw new Error(`the server did not start: ${said()}`);
}

export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'luytre-sheet-'));
  const env = {
    ...process.env,
    LUYTRE_DB: join(folder, 'demonstration.db'),
    LUYTRE_SECRET_FILE: join(folder, 'secret'),
  };
  const run = (...words: string[]): string => execFileSync(binary, words, { env, encoding: 'utf8', stdio: 'pipe' });
  run('demo', 'load');
  const address = `http://127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ['serve', '--listen', address.replace('http://', '')], { env, stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  let said = '';
  server.stdout.on('data', (bytes) => (said += String(bytes)));
  server.stderr.on('data', (bytes) => (said += String(bytes)));
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(address, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    get: async <T>(path: string, query: Readonly<Record<string, string>>): Promise<T> => {
      const answer = await fetch(`${address}${path}?${new URLSearchParams(query)}`);
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    importValues: (csv) => {
      const file = join(folder, 'values.csv');
      writeFileSync(file, csv);
      run('observations', 'import', file, '--numbers', 'vi');
    },
    stop,
  };
}
