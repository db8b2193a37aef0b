// kill -9 in the middle of imports: afterwards the database opens, the chain holds, a file is there whole or not at
// all, and importing it again completes it. `node tests/trials/kill.mjs sqlite|postgres`
import { spawn } from 'node:child_process';

import { binary, communes, luytre, makeWorld, must, shareMeasures, writeFile } from './world.mjs';

const kills = Number(process.env.TRIAL_KILLS ?? 20);
const daysPerFile = 20;
const [store = 'sqlite'] = process.argv.slice(2);
const world = makeWorld(store);
const faults = [];
const seen = { none: 0, all: 0, late: 0 };

function importThenKill(file, milliseconds) {
  return new Promise((resolve) => {
    const child = spawn(binary, ['observations', 'import', file.name, '--db', world.url], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.once('exit', (status, signal) => {
      clearTimeout(timer);
      resolve(signal ?? status);
    });
  });
}

// How many of the file's values of one commune stand.
function standing(code, file) {
  const rows = JSON.parse(must(world, 'observations', 'list', '--unit', code, '--limit', '1000000', '--json'));
  return rows.filter((row) => file.days.includes(row.as_of)).length;
}

try {
  must(world, 'init', '--province', '20');
  const shape = { codes: communes(world), measures: shareMeasures(), days: daysPerFile };
  const perCommune = shape.measures.length * daysPerFile;
  const first = writeFile(world, 0, shape);
  const timed = (file) => {
    const started = Date.now();
    must(world, 'observations', 'import', file.name);
    return Date.now() - started;
  };
  let whole = timed(first);
  for (let number = 1; number <= kills; number += 1) {
    const file = writeFile(world, number, shape);
    const ended = await importThenKill(file, Math.random() * whole * 1.1);
    const verified = luytre(world, 'audit', 'verify');
    if (verified.status !== 0) faults.push(`kill ${number}: the chain does not hold: ${verified.said}`);
    const found = [shape.codes[0], shape.codes.at(-1)].map((code) => standing(code, file));
    if (found.every((count) => count === 0)) seen.none += 1;
    else if (found.every((count) => count === perCommune)) seen.all += 1;
    else faults.push(`kill ${number}: ${found} values of ${perCommune}: half a file`);
    if (ended === 0) seen.late += 1;
    if (ended === 0 && found[0] !== perCommune) faults.push(`kill ${number}: said done, and the values are not there`);
    const again = timed(file);
    if (found[0] === 0) whole = again; // the database grows, and so does the time a whole import takes
    const after = [shape.codes[0], shape.codes.at(-1)].map((code) => standing(code, file));
    if (after.some((count) => count !== perCommune)) faults.push(`kill ${number}: not whole after the second import`);
  }
  console.log(
    `kill ${store}: ${kills} kills of an import of ${first.rows} rows (${whole} ms): ${seen.none} left nothing, ` +
      `${seen.all} had all (${seen.late} had ended before the kill); ${faults.length} faults`,
  );
} catch (error) {
  faults.push(error.stack);
} finally {
  world.remove();
}
for (const fault of faults) console.log('  ' + fault);
process.exit(faults.length === 0 ? 0 : 1);
