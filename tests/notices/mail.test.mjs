// Notices as mails, through a real SMTP server on this machine: the courier of `luytre serve`, and `luytre notices
// send`. `node tests/notices/mail.test.mjs sqlite|postgres`.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Browser, eventually, install, password, run } from '../people.mjs';
import { here, luytre, makeWorld, serve } from '../trials/world.mjs';

const { SMTPServer } = createRequire(join(here, '../../web/package.json'))('smtp-server');
const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}

// A mail server that keeps what it is given: { port, mails, logins, close }.
function openSink({ secret } = {}) {
  const sink = { mails: [], logins: [] };
  const server = new SMTPServer({
    disabledCommands: secret ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: !secret,
    allowInsecureAuth: true,
    onAuth: ({ username, password: word }, session, done) => {
      sink.logins.push(username);
      done(word === secret ? null : new Error('wrong password'), { user: username });
    },
    onRcptTo: ({ address }, session, done) =>
      done(address.startsWith('bad') ? Object.assign(new Error('no such box'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (bytes) => (text += bytes));
      stream.on('end', () => {
        sink.mails.push({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo[0].address, text });
        done();
      });
    },
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      sink.port = server.server.address().port;
      sink.close = () => new Promise((closed) => server.close(closed));
      resolve(sink);
    });
  });
}

const decoded = (words) =>
  words.replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/g, (whole, text) => Buffer.from(text, 'base64').toString('latin1'));
function parts(mail) {
  const at = mail.text.indexOf('\r\n\r\n');
  const lines = mail.text.slice(0, at).replace(/\r\n[ \t]/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 2)]));
  headers.Subject = Buffer.from(decoded(headers.Subject), 'latin1').toString('utf8');
  return { headers, body: Buffer.from(mail.text.slice(at), 'base64').toString('utf8') };
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
