// Signing in through a foreign OpenID Connect provider (npm oidc-provider), against the real program on this machine.
// `node tests/oidc/oidc.test.mjs sqlite|postgres`.
import assert from 'node:assert/strict';
import { Browser, install } from '../people.mjs';
import { makeWorld, serve } from '../trials/world.mjs';
import { desk, openProvider, writeSettings } from './provider.mjs';

const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}

const isCallback = (url) => new URL(url).pathname.endsWith('/ve');

async function strangersStayOutside(base) {
  const start = `${base}/dang-nhap/oidc/thu?ve=/thong-bao`;
  for (const person of [
    { email: 'la@xa.example.vn', email_verified: true },
    { email: 'an@xa.example.vn', email_verified: false },
  ]) {
    desk.people.lan = person;
    const stranger = new Browser();
    const { answer, passed } = await stranger.follow(start);
    assert.equal(answer.status, 403, passed.join('\n'));
    assert.match(await answer.text(), /oidc_no_account|chưa gắn với tài khoản/);
    assert.equal((await stranger.ask(`${base}/api/v1/session`)).status, 401);
  }
  desk.refuses = true;
  assert.equal((await new Browser().follow(start)).answer.status, 403, 'who declines is told so');
  desk.refuses = false;
  assert.equal((await new Browser().ask(`${base}/dang-nhap/oidc/khac`)).status, 404);
}

async function ownersComeIn(base) {
  desk.people.lan = { email: 'AN@xa.example.vn', email_verified: true };
  const browser = new Browser();
  const isBack = (at) => at.endsWith('/thong-bao') && at.startsWith(base) && !at.includes('?');
  const { passed, url } = await browser.follow(`${base}/dang-nhap/oidc/thu?ve=/thong-bao`, isBack);
  assert.equal(url, `${base}/thong-bao`, passed.join('\n'));
  const departure = new URL(passed[1]);
  assert.equal(departure.searchParams.get('code_challenge_method'), 'S256');
  assert.ok(departure.searchParams.get('nonce') && departure.searchParams.get('state'));
  const session = await browser.ask(`${base}/api/v1/session`);
  assert.equal(session.status, 200);
  assert.equal((await session.json()).has_shown_second_factor, false);
  const notices = await (await browser.ask(`${base}/api/v1/notices`)).json();
  assert.ok(notices.notices.some((each) => each.code === 'accounts.notice.outside_linked'), 'the owner is told');

  const callback = passed.find(isCallback);
  assert.equal((await browser.ask(callback)).status, 400, 'a state is good once');
  // Linked by subject from now on: the address no longer matters.
  desk.people.lan = { email: 'khac@xa.example.vn', email_verified: false };
  const elsewhere = `${base}/dang-nhap/oidc/thu?ve=//evil.example`;
  const again = await new Browser().follow(elsewhere, (at) => at.endsWith('/tai-khoan'));
  assert.equal(again.url, `${base}/tai-khoan`, 'and no other site is returned to');
  // What the provider did counts as a second factor when the configuration says so.
  desk.people.lan.amr = ['pwd', 'otp'];
  const strong = new Browser();
  await strong.follow(`${base}/dang-nhap/oidc/thu`, (at) => at.endsWith('/tai-khoan'));
  assert.equal((await (await strong.ask(`${base}/api/v1/session`)).json()).has_shown_second_factor, true);
}

async function whatIsStolenIsWorthless(base) {
  const start = `${base}/dang-nhap/oidc/thu`;
  const victim = new Browser();
  const stopped = await victim.follow(start, isCallback);
  const thief = new Browser();
  assert.equal((await thief.ask(stopped.url)).status, 400, 'another browser');
  assert.equal((await victim.ask(stopped.url)).status, 400, 'and it is used up');

  const next = await victim.follow(start, isCallback);
  const changed = new URL(next.url);
  changed.searchParams.set('iss', 'https://evil.example');
  assert.equal((await victim.ask(changed.href)).status, 400, 'another issuer');
  const third = new URL((await victim.follow(start, isCallback)).url);
  third.searchParams.set('state', '0'.repeat(64));
  assert.equal((await victim.ask(third.href)).status, 400, 'another state');
  const fourth = new URL((await victim.follow(start, isCallback)).url);
  fourth.searchParams.set('code', 'x'.repeat(43));
  assert.equal((await victim.ask(fourth.href)).status, 502, 'a code the provider never gave');
}

const world = makeWorld(store);
const provider = await openProvider();
let server;
try {
  const code = install(world);
  process.env.LUYTRE_OIDC = writeSettings(world.folder, provider);
  server = await serve(world);
  provider.register(`${server.base}/dang-nhap/oidc/thu/ve`);
  await new Browser().activate(server.base, code);
  await strangersStayOutside(server.base);
  await ownersComeIn(server.base);
  await whatIsStolenIsWorthless(server.base);
  console.log(`sign-in by OpenID Connect holds on ${store}`);
} finally {
  await server?.stop();
  await provider.close();
  world.remove();
}
