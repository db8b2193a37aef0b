// Who may do what, over HTTP: one person of each role gives every command (or asks every question) for units of every
// relation to their own, and each answer is the one that matrix.csv says. `node tests/matrix/run.mjs sqlite|postgres`.
// The table is written from the law and ROLES, not from authority/rules.yaml: a difference is a finding.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Browser, populate } from '../people.mjs';
import { here, luytre, makeWorld, must, serve } from '../trials/world.mjs';
import { asks, prepare } from './asks.mjs';

const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}
const root = join(here, '../..');
const { parse } = createRequire(join(root, 'web/package.json'))('yaml');
const yaml = (name) => parse(readFileSync(join(root, 'authority', name), 'utf8'));
const roles = yaml('roles.yaml');
const known = yaml('acts.yaml').map((act) => act.act);
const acts = yaml('acts.yaml').filter((act) => act.command !== false).map((act) => act.act);
const faults = [];

// The table: role,act and one column for each relation; "-": there is no such unit to ask for.
const [head, ...rows] = readFileSync(join(root, 'tests/matrix/matrix.csv'), 'utf8').trim().split('\n')
  .map((line) => line.split(','));
const relations = head.slice(2);
const table = new Map(rows.map(([role, act, ...cells]) => [`${role} ${act}`, cells]));

function checkWhole() {
  if (table.size !== rows.length) faults.push('the table has a row twice');
  for (const { role } of roles) {
    for (const act of acts) {
      const cells = table.get(`${role} ${act}`);
      if (!cells) faults.push(`no row for ${role} ${act}`);
      else if (cells.length !== relations.length || cells.some((cell) => !/^(-|allow|deny:\w+)$/.test(cell))) {
        faults.push(`${role} ${act}: a cell is missing or is no answer: ${cells.join(',')}`);
      } else if (cells.every((cell) => cell === '-')) faults.push(`${role} ${act}: no cell says anything`);
    }
  }
  for (const [role, act] of rows) {
    if (!roles.some((each) => each.role === role)) faults.push(`${role}: no such role`);
    if (!known.includes(act)) faults.push(`${act}: no such act`);
  }
  for (const act of acts) if (!(act in asks)) faults.push(`${act}: asks.mjs does not say how it is asked`);
}

// Whom a refusal must name: the roles that may do it somewhere.
const holdersOf = (act) =>
  rows.filter(([, of, ...cells]) => of === act && cells.includes('allow')).map(([role]) => `access.role.${role}`);

// A person of each role that is given to anybody, where such a role is given.
function people() {
  const told = {};
  for (const { role, levels, department } of roles) {
    if (levels.length === 0) continue;
    const level = ['province', 'commune', 'country', 'district'].find((each) => levels.includes(each));
    if (level === 'district') told[role] = {};  // districts have ended: nobody can be given their roles any more
    else told[role] = { role, unit: { province: '20', commune: '06001', country: 'VN' }[level] };
    if (role === 'integration') told[role].unit = '20';
    if (department) told[role].department = 'construction';
  }
  return told;
}

// `orRefusedAs`: permitted, though what stands there does not let it be done now; the code begins with this.
function judge(cell, status, text, act, orRefusedAs) {
  const isRefusedLater = orRefusedAs !== undefined && text.includes(`"code":"${orRefusedAs}`);
  const isAllowed = status < 300 || isRefusedLater;
  if (cell === 'allow') return isAllowed ? null : `expected to be allowed, found ${status} ${text.slice(0, 300)}`;
  const wanted = 'access.' + cell.slice('deny:'.length);
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    return `expected ${wanted}, found ${status} ${text.slice(0, 300)}`;
  }
  if (problem.code !== wanted) return `expected ${wanted}, found ${status} ${problem.code ?? text.slice(0, 300)}`;
  const named = (problem.causes ?? []).map((cause) => cause.code).sort().join(' ');
  const holders = holdersOf(act).sort().join(' ');
  return named === holders ? null : `the refusal names “${named}”, the table “${holders}”`;
}

async function checkCell(world, person, role, act, relation, cell) {
  const level = world.levels[role] ?? 'commune';
  const wish = asks[act](world, world.units[level][relation], relation, role);
  const { method = 'POST', path, ...content } = wish;
  const target = world.base + path + (method === 'GET' ? '' : '?dry_run=true');
  const answer = await person.ask(target, { method, ...content });
  const text = await answer.text();
  if (wish.judge) return wish.judge(cell, answer.status, text) ?? null;
  return judge(cell, answer.status, text, act, wish.orRefusedAs);
}

async function checkRole(world, role) {
  const person = world.persons[role] ?? new Browser();
  for (const act of acts) {
    const cells = table.get(`${role} ${act}`) ?? [];
    for (const [at, cell] of cells.entries()) {
      if (cell === '-') continue;
      const fault = await checkCell(world, person, role, act, relations[at], cell);
      world.asked += 1;
      if (fault) faults.push(`${role} ${act} ${relations[at]}: ${fault}`);
    }
  }
}

checkWhole();
const world = makeWorld(store);
process.env.LUYTRE_SECRET_FILE = join(world.folder, 'secret');
let server;
try {
  must(world, 'init', '--province', '20');
  server = await serve(world);
  world.base = server.base;
  world.asked = 0;
  const given = people();
  const levelOf = { 20: 'province', VN: 'country', '06001': 'commune' };
  const level = ([role, { unit }]) => [role, levelOf[unit] ?? 'district'];
  world.levels = Object.fromEntries(Object.entries(given).map(level));
  world.persons = await populate(world, server.base, given);
  await prepare(world, { luytre, must });
  await Promise.all(['visitor', ...Object.keys(given)].map((role) => checkRole(world, role)));
} catch (error) {
  faults.push(error.stack);
} finally {
  await server?.stop();
  world.remove();
}
for (const fault of faults) console.log(fault);
console.log(`${world.asked} cells of ${rows.length} rows asked on ${store}, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
