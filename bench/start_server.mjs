// From the start of the server's process to its first answer of /api/v1/totals, on a database with years of the whole
// country in it; the first of the starts writes the file of checked values, and is told apart.
//   build/release/bench/start_national 160 national.db && luytre init --province 20 --db national.db
//   node bench/start_server.mjs national.db [how often]
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

import { luytre } from './ours.mjs';

const question = '/api/v1/totals?set=commune-ntm/2021-2025&as_of=2025-12-31';
const waits_ms_max = 120_000;
const [database, often = '3'] = process.argv.slice(2);

function free_port() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function first_answer(address, from) {
  while (performance.now() - from < waits_ms_max) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`WRONG ANSWER: ${answer.status} ${await answer.text()}`);
      return await answer.json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2)); // nobody listens yet
    }
  }
  throw new Error('the server does not answer');
}

async function start() {
  const port = await free_port();
  const from = performance.now();
  const child = spawn(luytre, ['serve', '--listen', `127.0.0.1:${port}`, '--db', database], { stdio: 'ignore' });
  try {
    await first_answer(`http://127.0.0.1:${port}/healthz`, from);
    const ready = performance.now() - from;
    const totals = await first_answer(`http://127.0.0.1:${port}${question}`, from);
    const answered = performance.now() - from;
    await first_answer(`http://127.0.0.1:${port}${question}`, from);
    const again = performance.now() - from - answered;
    return { ready, answered, again, totals: JSON.stringify(totals.total ?? totals).slice(0, 200) };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

let said = null;
for (let run = 0; run <= Number(often); run += 1) {
  const { ready, answered, again, totals } = await start();
  said ??= totals;
  if (said !== totals) throw new Error('WRONG ANSWER: the totals of one start are not those of another');
  const which = run === 0 ? 'first' : 'next';
  console.log(`${which}: ready ${ready.toFixed(0)} ms, totals ${answered.toFixed(0)} ms, again ${again.toFixed(1)} ms`);
}
