// People who use the program over HTTP, for tests: an administrator with an account, a browser that keeps its cookies.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary, must } from './trials/world.mjs';

export const password = 'tre xanh bên bờ ao làng';

const stepMs = 30_000;
export const stepNow = () => Math.floor(Date.now() / stepMs);

// What an authenticator app shows (RFC 6238): `secret` in base 32, blanks allowed, of one step of time.
export function totpOfStep(secret, step) {
  const bits = [...secret.replaceAll(' ', '').replaceAll('=', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A real installation of Lạng Sơn with one administrator; answers the one-time code that opens the account.
export function install(world, { login = 'an', name = 'Nguyễn Văn An', email = 'an@xa.example.vn' } = {}) {
  must(world, 'init', '--province', '20');
  const made = must(world, 'user', 'create-admin', '--login', login, '--name', name, '--email', email, '--json');
  return JSON.parse(made).code;
}

// As must(), without holding up the servers that live in this process.
export async function run(world, ...words) {
  const env = { ...process.env, ...(world.today && { LUYTRE_TODAY: world.today }) };
  const done = await promisify(execFile)(binary, [...words, '--db', world.url], { cwd: world.folder, env });
  return done.stdout;
}

// As fetch, over a connection that is opened for this question and closed after it; fetch keeps a pool of them.
function askAlone(url, { method, body: sent, headers }) {
  const agent = new Agent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const head = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
      const body = parts.length > 0 ? Buffer.concat(parts) : null;
      resolve(new Response(body, { status: answer.statusCode, headers: head }));
    });
    asked.on('error', reject);
    asked.end(sent);
  });
}

// Cookies by host and port, redirects not followed.
export class Browser {
  constructor() {
    this.jars = new Map();
    this.formToken = '';
  }

  jar(url) {
    const { host } = new URL(url);
    if (!this.jars.has(host)) this.jars.set(host, new Map());
    return this.jars.get(host);
  }

  // `json`, or a `body` that fetch knows how to send (a form, a form with files). `alone`: over a connection of its
  // own.
  async ask(url, { method = 'GET', json, body = json && JSON.stringify(json), headers = {}, alone = false } = {}) {
    const jar = this.jar(url);
    const sent = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (json !== undefined) sent['content-type'] = 'application/json';
    if (this.formToken) sent['x-form-token'] = this.formToken;
    for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
    const order = { method, body, headers: sent };
    const answer = alone ? await askAlone(url, order) : await fetch(url, { ...order, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '' || /max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), value);
    }
    return answer;
  }

  // Follows redirects as a browser does, up to the first answer that is none; answers it with every address passed.
  async follow(url, stop = () => false) {
    const passed = [];
    for (let hops = 0; hops < 15; hops += 1) {
      passed.push(url);
      if (stop(url)) return { passed, url };
      const answer = await this.ask(url);
      const to = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || !to) return { answer, passed, url };
      url = new URL(to, url).href;
    }
    throw new Error(`redirected without end: ${passed.join(' ')}`);
  }

  async activate(base, code) {
    const answer = await this.ask(`${base}/api/v1/activation`, { method: 'POST', json: { code, password } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`activation: ${text}`);
    this.formToken = JSON.parse(text).form_token;
  }
}

// Somebody with an account: opens it, sets the second factor, signs in.
export class Person extends Browser {
  constructor(base, login) {
    super();
    this.base = base;
    this.login = login;
    this.password = password;
    this.secret = '';  // of the second factor, once there is one
    this.usedStep = 0;
  }

  // A session is the database's: another server on it takes the same cookies.
  carryTo(url) {
    this.jars.set(new URL(url).host, new Map(this.jar(this.base)));
  }

  async must(path, json) {
    const answer = await this.ask(this.base + path, { method: 'POST', json });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${this.login} ${path}: ${text}`);
    const told = JSON.parse(text);
    if (told.form_token) this.formToken = told.form_token;
    return told;
  }

  // A code is good once: the next step's is good already.
  nextCode() {
    this.usedStep = Math.max(this.usedStep + 1, stepNow());
    return totpOfStep(this.secret, this.usedStep);
  }

  lastCode() {
    return totpOfStep(this.secret, this.usedStep);
  }

  // With the one-time code of the invitation; sets the second factor where the roles ask for it.
  async open(code) {
    await this.must('/api/v1/activation', { code, password: this.password });
    const session = await (await this.ask(this.base + '/api/v1/session')).json();
    this.account = session.account;
    if (session.must_have_second_factor) await this.setFactor();
  }

  async setFactor() {
    this.secret = (await this.must('/api/v1/me/second-factor', {})).secret;
    const set = await this.must('/api/v1/me/second-factor/confirmation', { code: this.nextCode() });
    this.recoveryCodes = set.recovery_codes;
  }

  async signIn() {
    const told = await this.must('/api/v1/session', { login: this.login, password: this.password });
    if (told.needs_second_factor) await this.must('/api/v1/session/second-factor', { code: this.nextCode() });
  }
}

// Accounts as the program makes them: imported at the machine, opened over HTTP, each role that approves decided by a
// second person. `people` maps logins to { role, unit, department }; answers the same logins with Persons signed in.
export async function populate(world, base, people) {
  const rows = Object.entries(people).map(([login, who]) =>
    [login, `Người ${login}`, who.role ?? '', who.unit ?? '', who.department ?? '', who.from ?? '', who.until ?? '']);
  const lines = ['login,full_name,role,unit,department,from,until', ...rows.map((row) => row.join(','))];
  const file = join(world.folder, `people-${rows[0][0]}.csv`);
  writeFileSync(file, lines.join('\n') + '\n');
  const invited = JSON.parse(await run(world, 'user', 'import', file, '--json'));
  const waiting = invited.filter((each) => each.is_waiting).map((each) => each.login);
  const deciders = waiting.filter((login) => ['coordinator', 'provincial_leader'].includes(people[login].role));
  if (deciders.length > 0) await run(world, 'user', 'approve', deciders[0]);
  const persons = {};
  const open = async ({ login, code }) => {
    persons[login] = new Person(base, login);
    await persons[login].open(code);
  };
  const first = invited.filter((each) => each.login === deciders[0]);
  for (const each of first) await open(each);
  const others = waiting.filter((login) => login !== deciders[0]);
  if (deciders.length === 0) for (const login of others) await run(world, 'user', 'approve', login);
  else if (others.length > 0) await decideAll(persons[deciders[0]]);
  await Promise.all(invited.filter((each) => !first.includes(each)).map(open));
  return persons;
}

async function decideAll(decider) {
  const waiting = await (await decider.ask(decider.base + '/api/v1/grants')).json();
  for (const { grant } of waiting.grants) {
    await decider.must(`/api/v1/grants/${grant}/decision`, { decision: 'approve' });
  }
}

// Asks again until something comes; for what a thread of the program does in its own time.
export async function eventually(what, look, secondsMax = 30) {
  for (const started = Date.now(); Date.now() - started < secondsMax * 1000; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: nothing within ${secondsMax} seconds`);
}
