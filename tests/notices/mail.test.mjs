// Notices as mails, through a real SMTP server on this machine: the courier of `luytre serve`, and `luytre notices
// send`. `node tests/notices/mail.test.mjs sqlite|postgres`.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, eventually, install, password, run } from '../people.mjs';
import { luytre, makeWorld, serve } from '../trials/world.mjs';
import { openSink, parts } from './sink.mjs';

const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}

// The public address only makes links here: the sessions of this test go over http.
const settings = (sink, user = '') => ({
  LUYTRE_SMTP: `smtp://${user}127.0.0.1:${sink.port}`,
  LUYTRE_MAIL_FROM: 'Lũy Tre <thong-bao@ntm.example.vn>',
});

async function courierSends(world, browser, sink) {
  const code = install(world);
  Object.assign(process.env, settings(sink));
  const server = await serve(world);
  await browser.activate(server.base, code);
  const [mail] = await eventually('a mail about the new password', () => sink.mails.length > 0 && sink.mails);
  assert.equal(mail.from, 'thong-bao@ntm.example.vn');
  assert.equal(mail.to, 'an@xa.example.vn');
  const { headers, body } = parts(mail);
  assert.match(headers.Subject, /Mật khẩu/);
  assert.match(headers['Message-ID'], /@ntm\.example\.vn>$/);
  assert.match(body, /Mật khẩu của bạn/);
  assert.match(body, /trang Tài khoản/);
  assert.equal(mail.text.includes(code), false, 'no secret leaves in a mail');

  const listed = await (await browser.ask(`${server.base}/api/v1/notices`)).json();
  assert.equal(listed.unread, 1);
  const read = { method: 'POST', json: { ids: [listed.notices[0].id] } };
  assert.equal((await (await browser.ask(`${server.base}/api/v1/notices/read`, read)).json()).unread, 0);
  assert.equal((await fetch(`${server.base}/api/v1/notices`)).status, 401);
  const wish = { email: 'immediate', quiet_from: null, quiet_until: null, digest_hour: 7, language: 'en' };
  const put = { method: 'PUT', json: wish };
  assert.equal((await browser.ask(`${server.base}/api/v1/notices/preference`, put)).status, 200);
  assert.equal(await server.stop(), 0, 'the courier lets the server stop');
  return { sent: sink.mails.length };
}

async function cronSends(world, browser, sink, sent) {
  delete process.env.LUYTRE_SMTP;
  const server = await serve(world);
  // Sessions live in the database, so the browser is still signed in; only the port is another one.
  const base = server.base;
  browser.jars.set(new URL(base).host, [...browser.jars.values()][0]);
  const change = { method: 'POST', json: { current: password, password: `${password} nữa` } };
  const changed = await browser.ask(`${base}/api/v1/me/password`, change);
  assert.equal(changed.ok, true, await changed.text());
  await server.stop();
  assert.equal(sink.mails.length, sent, 'without a setting nothing is sent');

  assert.equal(luytre(world, 'notices', 'send').status, 1, 'a missing setting is said');
  const locked = await openSink({ secret: 'thu khoa 2026' });
  const file = join(world.folder, 'smtp.secret');
  writeFileSync(file, 'thu khoa 2026\n');
  Object.assign(process.env, settings(locked, 'thong-bao@'), { LUYTRE_SMTP_PASSWORD_FILE: file });
  const first = JSON.parse(await run(world, 'notices', 'send', '--json'));
  assert.deepEqual(first, { mails: 1, notices: 1, failed: 0, given_up: 0 });
  assert.deepEqual(locked.logins, ['thong-bao']);
  assert.match(parts(locked.mails[0]).headers.Subject, /password/i, 'in the language that was chosen');
  assert.equal(JSON.parse(await run(world, 'notices', 'send', '--json')).mails, 0, 'once');
  await locked.close();
}

const world = makeWorld(store);
const sink = await openSink();
try {
  const browser = new Browser();
  const { sent } = await courierSends(world, browser, sink);
  await cronSends(world, browser, sink, sent);
  console.log(`mails go out on ${store}`);
} finally {
  await sink.close();
  world.remove();
}
