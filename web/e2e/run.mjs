// Runs the journeys: `node web/e2e/run.mjs [word…]` takes every *.test.mjs of this folder, or those whose name holds a
// word. Fails with a sentence when the machine lacks what they need. Node 18 to 24: files are named one by one, because
// those versions read a folder differently.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = ['playwright-core', 'axe-core', 'vnu-jar', 'yaml'];

async function lacking() {
  const absent = packages.filter((name) => !existsSync(join(here, '../node_modules', name)));
  if (absent.length > 0) return `npm packages are missing (${absent.join(', ')}): run npm ci in web/`;
  const { missing } = await import('./harness.mjs');
  const reason = missing();
  if (reason) return reason;
  if (spawnSync('java', ['-version']).error) return 'no java on this machine: install openjdk-17-jre-headless';
  return undefined;
}

const reason = await lacking();
if (reason) {
  console.error(`The journeys cannot run: ${reason}.`);
  process.exit(1);
}
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`No journey has “${wanted.join(' ')}” in its name.`);
  process.exit(1);
}
const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files.map((name) => join(here, name))], {
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
