// Runs the staff app's tests: `node web/tests/run.mjs [word…]` bundles every *.test.ts below this folder, or those
// whose path holds a word, and hands them to Node's own runner. Vitest refuses Node 20, which machines of today have.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here, { recursive: true })
  .map((name) => String(name))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`No test has “${wanted.join(' ')}” in its path.`);
  process.exit(1);
}
const { build } = await import('esbuild').catch(() => {
  console.error('esbuild is missing: run npm ci --ignore-scripts in web/');
  process.exit(1);
});
const folder = resolve(here, '../../build/web-tests', String(process.pid));
mkdirSync(folder, { recursive: true });
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: files.map((name) => join(here, name)),
  outdir: folder,
  outbase: here,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const built = files.map((name) => join(folder, relative(here, join(here, name)).replace(/\.ts$/, '.mjs')));
const options = ['--enable-source-maps', '--test', '--test-concurrency=2', '--test-reporter=spec'];
const done = spawnSync(process.execPath, [...options, ...built], {
  cwd: resolve(here, '../..'),
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
