// People who use the program over HTTP, for tests: an administrator with an account, a browser that keeps its cookies.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { binary, must } from './trials/world.mjs';

export const password = 'tre xanh bên bờ ao làng';

// A real installation of Lạng Sơn with one administrator; answers the one-time code that opens the account.
export function install(world, { login = 'an', name = 'Nguyễn Văn An', email = 'an@xa.example.vn' } = {}) {
  must(world, 'init', '--province', '20');
  const made = must(world, 'user', 'create-admin', '--login', login, '--name', name, '--email', email, '--json');
  return JSON.parse(made).code;
}

// As must(), without holding up the servers that live in this process.
export async function run(world, ...words) {
  const done = await promisify(execFile)(binary, [...words, '--db', world.url], { cwd: world.folder });
  return done.stdout;
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

  async ask(url, { method = 'GET', json, headers = {} } = {}) {
    const jar = this.jar(url);
    const sent = { ...headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (json !== undefined) sent['content-type'] = 'application/json';
    if (this.formToken) sent['x-form-token'] = this.formToken;
    const body = json === undefined ? undefined : JSON.stringify(json);
    const answer = await fetch(url, { method, body, headers: sent, redirect: 'manual' });
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

// Asks again until something comes; for what a thread of the program does in its own time.
export async function eventually(what, look, secondsMax = 30) {
  for (const started = Date.now(); Date.now() - started < secondsMax * 1000; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: nothing within ${secondsMax} seconds`);
}
