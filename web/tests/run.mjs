// Bundles the TypeScript tests of this folder and hands them to node's test runner. `node web/tests/run.mjs [name…]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const isWanted = (name) => name.endsWith('.test.ts') && (wanted.length === 0 || wanted.includes(name));
const tests = readdirSync(here).filter(isWanted);
const folder = mkdtempSync(join(tmpdir(), 'luytre-web-tests-'));
let status = 1;
try {
  await build({
    entryPoints: tests.map((name) => join(here, name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const bundled = readdirSync(folder).map((name) => join(folder, name));
  const root = join(here, '../..');
  const done = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...bundled], {
    cwd: root,
    stdio: 'inherit',
  });
  status = tests.length === 0 ? 1 : (done.status ?? 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
