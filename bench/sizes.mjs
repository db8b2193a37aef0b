// ./x bench sizes: each job's time against the size of the world. The exponent is d log t / d log n from one size to
// the next, n the places for values: 1 grows with what is stored, 0 does not.
//   node bench/sizes.mjs [--sizes s,m,l] [--json]
import { parseArgs } from 'node:util';

import { run_ours } from './ours.mjs';

const plot_width = 48;
const say = (line) => process.stderr.write(`${line}\n`);

function options() {
  const { values } = parseArgs({
    options: { sizes: { type: 'string', default: 's,m,l' }, json: { type: 'boolean', default: false } },
  });
  const sizes = values.sizes.split(',');
  const unknown = sizes.find((size) => !['s', 'm', 'l'].includes(size));
  if (unknown !== undefined) throw new Error(`no size "${unknown}": choose from s, m and l`);
  return { sizes, json: values.json };
}

function measure(size) {
  say(`measuring size ${size}`);
  const { status, measured } = run_ours(size);
  if (measured === null) throw new Error(`luytre bench run ended with status ${status} at size ${size}`);
  return { size, ...measured };
}

const exponent = (from, to, t0, t1) => Math.log(t1 / t0) / Math.log(to.places / from.places);

function result_of(job, runs) {
  const times = runs.map((run) => run.jobs.find((each) => each.job === job)?.ours_ms ?? null);
  const exponents = runs.slice(1).map((run, at) => {
    const [t0, t1] = [times[at], times[at + 1]];
    return t0 === null || t1 === null ? null : exponent(runs[at], run, t0, t1);
  });
  return { job, times_ms: Object.fromEntries(runs.map((run, at) => [run.size, times[at]])), exponents };
}

const shown = (ms) => (ms === null ? '–' : ms >= 100 ? ms.toFixed(0) : ms.toPrecision(2));

// A line for each job: the sizes' letters where their times lie between the least and the longest, by their logarithms.
function plot(results) {
  const all = results.flatMap((each) => Object.values(each.times_ms)).filter((ms) => ms !== null);
  const [least, most] = [Math.log10(Math.min(...all)), Math.log10(Math.max(...all))];
  console.log(`\nfrom ${shown(10 ** least)} ms on the left to ${shown(10 ** most)} ms on the right, by logarithms`);
  for (const { job, times_ms } of results) {
    const line = Array(plot_width + 1).fill('·');
    for (const [size, ms] of Object.entries(times_ms)) {
      if (ms === null) continue;
      const at = Math.round(((Math.log10(ms) - least) / (most - least)) * plot_width);
      line[at] = line[at] === '·' ? size : '*';
    }
    console.log(`${job.padEnd(10)} ${line.join('')}`);
  }
}

function print_table(runs, results) {
  const steps = runs.slice(1).map((run, at) => `${runs[at].size}→${run.size}`);
  const head = ['job', ...runs.map((run) => `${run.size}, ms`), ...steps.map((step) => `exponent ${step}`)];
  const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
  line(head);
  line(head.map(() => '---'));
  for (const { job, times_ms, exponents } of results) {
    line([job, ...Object.values(times_ms).map(shown), ...exponents.map((each) => each?.toFixed(2) ?? '–')]);
  }
  line(['places for values', ...runs.map((run) => run.places), ...steps.map(() => '')]);
  line(['columns, MB', ...runs.map((run) => run.memory.columns_mb), ...steps.map(() => '')]);
  line(['most memory, MB', ...runs.map((run) => run.memory.peak_mb), ...steps.map(() => '')]);
  plot(results);
}

function main() {
  const { sizes, json } = options();
  const runs = sizes.map(measure);
  const jobs = [...new Set(runs.flatMap((run) => run.jobs.map((each) => each.job)))];
  const results = jobs.map((job) => result_of(job, runs));
  if (!json) return print_table(runs, results);
  const of_size = ({ size, units, places, memory }) => ({ size, units, places, memory });
  console.log(JSON.stringify({ sizes: runs.map(of_size), jobs: results }, null, 2));
}

try {
  main();
} catch (problem) {
  say(problem.message);
  process.exit(2);
}
