// News by mail and answers to citizens, through a real SMTP server on this machine: asked for, confirmed, a digest,
// ended with one click. `node tests/notices/citizens_mail.test.mjs sqlite|postgres`.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, run } from '../people.mjs';
import { makeWorld, must, serve } from '../trials/world.mjs';
import { openSink, parts } from './sink.mjs';

const store = process.argv[2] ?? 'sqlite';
if (store === 'postgres' && !process.env.LUYTRE_TEST_POSTGRES) {
  console.log('skipped: no PostgreSQL for tests (LUYTRE_TEST_POSTGRES is not set)');
  process.exit(77);
}
const publicUrl = 'https://ntm.example.vn';
const address = 'nguoi.nhan@example.vn';
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// A form as somebody without script fills it: what it carries, what is typed, after a while.
async function send(base, path, typed) {
  const page = await (await fetch(base + path)).text();
  const fields = new URLSearchParams();
  fields.set('phieu', /name="phieu" value="([^"]+)"/.exec(page)[1]);
  for (const [name, value] of typed) fields.append(name, value);
  await pause(2_100); // a form sent at once is a machine's
  const answer = await fetch(base + path, { method: 'POST', body: fields });
  return { status: answer.status, text: await answer.text() };
}
const tokenIn = (text, path) => new RegExp(`${path}([0-9a-f]{32})`).exec(text)?.[1];
const post = (url, body = '') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

function publish(world, title, status = 'published') {
  const name = `${title.replaceAll(' ', '-')}.md`;
  const front = { title, lead: 'Một tin', date: '2025-12-01', category: 'news', status };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${value}\n`);
  writeFileSync(join(world.folder, name), `---\n${lines.join('')}---\nNội dung.\n`);
  must(world, 'news', 'import', name);
}

async function subscribes(world, sink, base) {
  const wish = [['muc', 'all'], ['nhip', 'daily'], ['thu', address]];
  const bad = await send(base, '/dang-ky', [['nhip', 'daily'], ['thu', 'khong phai thu']]);
  assert.equal(bad.status, 422);
  assert.match(bad.text, /value="khong phai thu"/, 'what was typed comes back');
  const first = await send(base, '/dang-ky', wish);
  assert.equal(first.status, 200, first.text);
  const mail = parts(await eventually('a mail to confirm', () => sink.mails[0]));
  assert.equal(sink.mails[0].to, address);
  assert.equal(mail.headers['List-Unsubscribe'], undefined);
  const token = tokenIn(mail.body, `${publicUrl}/dang-ky/xac-nhan/`);
  // Nothing comes before it is confirmed, and a machine that follows the link confirms nothing.
  publish(world, 'Tin trước khi xác nhận');
  const opened = await fetch(`${base}/dang-ky/xac-nhan/${token}`);
  assert.equal(opened.status, 200);
  assert.equal(opened.headers.get('cache-control'), 'no-store');
  assert.equal(JSON.parse(await run(world, 'citizens', 'send', '--early', '--json')).digests, 0);
  assert.equal((await post(`${base}/dang-ky/xac-nhan/${token}`)).status, 200);
  assert.equal((await post(`${base}/dang-ky/xac-nhan/${token}`)).status, 410, 'once');
  assert.equal((await fetch(`${base}/dang-ky/xac-nhan/${'0'.repeat(32)}`)).status, 410);
  // Whoever asks again, known or not, is answered the same.
  const again = await send(base, '/dang-ky', wish);
  const said = ({ text }) => /<main[\s\S]*<\/main>/.exec(text)[0];
  assert.equal(said(again), said(first));
  await eventually('another mail to confirm', () => sink.mails.length === 2);
}

async function digestAndEnd(world, sink, base) {
  publish(world, 'Tin sau khi xác nhận');
  const told = JSON.parse(await run(world, 'citizens', 'send', '--early', '--json'));
  assert.equal(told.digests, 1);
  const sent = await eventually('the digest', () => sink.mails[2]);
  const { headers, body } = parts(sent);
  assert.match(body, /Tin sau khi xác nhận/);
  assert.doesNotMatch(body, /Tin trước khi xác nhận/);
  assert.match(body, new RegExp(`${publicUrl}/tin-tuc/`));
  assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
  const link = headers['List-Unsubscribe'].slice(1, -1);
  assert.ok(link.startsWith(`${publicUrl}/dang-ky/bo/`), link);
  assert.doesNotMatch(sent.text, /<img|https?:\/\/[^\s]*\?/i, 'nothing that tells whether it was opened');
  const quiet = JSON.parse(await run(world, 'citizens', 'send', '--early', '--json'));
  assert.equal(quiet.digests, 0, 'nothing new, no mail');
  const stop = base + new URL(link).pathname;
  assert.equal((await fetch(stop)).status, 200, 'the link alone ends nothing');
  publish(world, 'Tin cuối');
  assert.equal((await post(stop, 'List-Unsubscribe=One-Click')).status, 200);
  assert.equal(JSON.parse(await run(world, 'citizens', 'send', '--early', '--json')).digests, 0);
  assert.equal((await post(stop, 'List-Unsubscribe=One-Click')).status, 200, 'clicked twice');
}

async function asks(sink, base) {
  const asked = await send(base, '/gop-y', [
    ['loai', 'question'], ['trang', '/luat'], ['loi', 'Bao giờ có kết quả?'], ['thu', address],
  ]);
  assert.equal(asked.status, 200, asked.text);
  const token = tokenIn(asked.text, 'href="/gop-y/');
  const status = await fetch(`${base}/gop-y/${token}`);
  assert.equal(status.status, 200);
  assert.equal(status.headers.get('referrer-policy'), 'no-referrer');
  const text = await status.text();
  assert.doesNotMatch(text, new RegExp(address), 'the address stands on no page');
  assert.doesNotMatch(text, /Bao giờ/, 'nor the words before they are moderated');
}

const world = makeWorld(store);
const sink = await openSink();
try {
  must(world, 'init', '--province', '20');
  Object.assign(process.env, {
    LUYTRE_SMTP: `smtp://127.0.0.1:${sink.port}`, LUYTRE_MAIL_FROM: 'Lũy Tre <thong-bao@ntm.example.vn>',
    LUYTRE_URL: publicUrl, LUYTRE_SECRET_FILE: join(world.folder, 'secret'),
  });
  const server = await serve(world);
  await subscribes(world, sink, server.base);
  await digestAndEnd(world, sink, server.base);
  await asks(sink, server.base);
  assert.equal(await server.stop(), 0, 'the errands let the server stop');
  assert.doesNotMatch(server.said(), /nguoi\.nhan/, 'the server names nobody');
  const events = must(world, 'audit', 'events', '--json', '--limit', '1000');
  assert.doesNotMatch(events, /nguoi\.nhan|Bao giờ/);
  if (store === 'sqlite') {
    const bytes = readFileSync(world.url, 'latin1');
    assert.equal(bytes.includes('nguoi.nhan'), false, 'no address lies open in the database');
  }
  console.log(`news by mail on ${store}`);
} finally {
  await sink.close();
  world.remove();
}
