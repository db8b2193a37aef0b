// The offline store against the real server: two devices of two officers, lost answers, a conflict, a photograph.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { populate } from '../../tests/people.mjs';
import { makeWorld, must, serve } from '../../tests/trials/world.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(here, '../../build/web-tests', `live-${process.pid}`);
const day = '2025-12-31';
// The picture of tests/scenarios/evidence.yaml: the least that is a photograph with time and place.
const picture = '/9j/4QDZRXhpZgAATU0AKgAAAAgAAwESAAMAAAABAAYAAIdpAAQAAAABAAAAMoglAAQAAAABAAAAUAAAAAAAApAD' +
  'AAIAAAAUAAAAhpARAAIAAAAHAAAAmgAAAAAABAABAAIAAAACTgAAAAACAAUAAAADAAAAoQADAAIAAAACRQAAAAAE' +
  'AAUAAAADAAAAuQAAAAAyMDI1OjA4OjA5IDEwOjIwOjMwACswNzowMAAAAAAWAAAAAQAAABEAAAABAAAJ0gAAAGQA' +
  'AABqAAAAAQAAAB4AAAABAAAAAAAAAGT/wAALCAHgAoABAREA/9pwaWN0dXJl/9k=';

let store;
let world;
let server;
let persons;

async function loadStore() {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'store.mjs');
  const lines = ['index', 'database', 'courier', 'transport'].map((name) => `export * from './${name}';`);
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: join(here, '../src/store'), loader: 'ts' },
    outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

before(async () => {
  globalThis.IDBKeyRange ??= IDBKeyRange;
  store = await loadStore();
  world = makeWorld('sqlite');
  must(world, 'init', '--province', '20');
  server = await serve(world);
  const officer = { role: 'commune_officer', unit: '06001' };
  persons = await populate(world, server.base, { lan: officer, binh: officer });
});

after(async () => {
  await server?.stop();
  world?.remove();
  rmSync(folder, { recursive: true, force: true });
});

// A device of a person; `line.drop` says how many of the next answers are lost after the server has acted.
async function deviceOf(person) {
  const line = { drop: 0, sent: 0 };
  const send = async (sent) => {
    line.sent += 1;
    const { method, body, headers } = sent;
    const answer = await person.ask(server.base + sent.path, { method, body, headers });
    const text = await answer.text();
    if (line.drop > 0 && method !== 'GET') {
      line.drop -= 1;
      throw new Error('the answer was lost');
    }
    return { status: answer.status, value: text === '' ? null : JSON.parse(text), retryAfterSeconds: null };
  };
  const waiting = [];
  const tools = {
    indexedDB: new IDBFactory(), crypto: globalThis.crypto, clock: { now: () => Date.now() }, random: () => 0,
    later: (_milliseconds, work) => {
      waiting.push(work);
      return () => waiting.splice(waiting.indexOf(work), 1);
    },
    send, askSession: store.sessionOver(send),
  };
  const { value } = await send({ method: 'GET', path: '/api/v1/me/device-key', headers: {} });
  const door = await store.openDoor(tools, person.account);
  const work = await door.create('284917', value.key);
  const rest = async () => {
    work.courier.wake();
    for (let turns = 0; turns < 4_000; turns += 1) {
      const { state } = work.courier.status.get();
      if (state === 'pausing') waiting.shift()?.();
      else if (state !== 'sending' && turns > 5) return state;
      await new Promise((fulfil) => setTimeout(fulfil, 2));
    }
    throw new Error(`the courier does not rest: ${JSON.stringify(work.courier.status.get())}`);
  };
  return { line, door, work, rest };
}

const entry = (measure, content, base = '') =>
  ({ unit: '06001', measure, dimension: '', opinion: 'self', asOf: day, period: '2025', content, base });
const share = (numerator, denominator) => ({ numerator, denominator });
const told = async ({ work }) =>
  Object.fromEntries((await work.records.list()).map((record) => [record.measure, record]));

// By measure: values entered within one millisecond are listed in any order.
const states = (records) =>
  Object.fromEntries(Object.entries(records).map(([measure, record]) => [measure, record.state]));

async function standing(person, measure) {
  const path = `/api/v1/observations?unit=06001&drafts=true&measure=${measure}`;
  return (await (await person.ask(server.base + path)).json()).observations;
}

test('values, refusals, lost answers and a conflict', async () => {
  const [lan, binh] = [await deviceOf(persons.lan), await deviceOf(persons.binh)];
  await lan.work.records.enter(entry('village_road_hardened', share('41', '60')));
  await lan.work.records.enter(entry('play_place', { value: 'true' }));
  await lan.work.records.enter(entry('village_culture_house', share('9', '3')));
  await lan.work.records.enter(entry('household_electricity_safe', share('1462', '1480')));
  lan.line.drop = 2;
  assert.equal(await lan.rest(), 'idle');
  const mine = await told(lan);
  assert.deepEqual(states(mine), {
    village_road_hardened: 'saved', play_place: 'saved', village_culture_house: 'refused',
    household_electricity_safe: 'saved',
  });
  assert.ok(mine.village_culture_house.problem.messages.vi);
  assert.equal((await standing(persons.lan, 'village_road_hardened')).length, 1);

  await binh.work.records.enter(entry('village_road_hardened', share('45', '60')));
  await binh.work.records.enter(entry('household_electricity_safe', share('1462', '1480')));
  await binh.work.records.enter(entry('play_place', { value: 'true' }));
  assert.equal(await binh.rest(), 'idle');
  const others = await told(binh);
  assert.deepEqual(states(others), {
    village_road_hardened: 'conflict', household_electricity_safe: 'saved', play_place: 'saved',
  });
  const { current } = others.village_road_hardened;
  assert.deepEqual([current.numerator, current.by], ['41', 'Người lan']);
  assert.equal(current.observation, mine.village_road_hardened.observation);
  await binh.work.records.resolve(others.village_road_hardened.id, 'mine');
  assert.equal(await binh.rest(), 'idle');
  const [now] = await standing(persons.lan, 'village_road_hardened');
  assert.equal(now.numerator, '45');
  // Typed over what was saved a moment ago, while the sheet still shows the old: no conflict with oneself.
  await binh.work.records.enter(entry('village_road_hardened', share('46', '60')));
  assert.equal(await binh.rest(), 'idle');
  assert.equal((await told(binh)).village_road_hardened.state, 'saved');
  lan.work.close();
  binh.work.close();
});

test('a photograph over a line that loses answers, and the PIN set anew by the server’s half', async () => {
  const lan = await deviceOf(persons.lan);
  const data = new Uint8Array(Buffer.from(picture, 'base64'));
  const uses = [{ measure: 'village_road_hardened', asOf: day }];
  await lan.work.photos.add({ unit: '06001', fileName: 'đường thôn.jpg', mediaType: 'image/jpeg', data, uses });
  lan.line.drop = 4;
  assert.equal(await lan.rest(), 'idle');
  const [photo] = await lan.work.photos.list();
  assert.equal(photo.state, 'saved', JSON.stringify(photo.problem));
  const found = await persons.lan.ask(`${server.base}/api/v1/evidence/${photo.evidence}`);
  assert.equal((await found.json()).sha256, photo.sha256);
  lan.work.close();
  const answer = await (await persons.lan.ask(`${server.base}/api/v1/me/device-key`)).json();
  const again = await lan.door.reopen(answer.key, '771122');
  assert.equal((await again.photos.list()).length, 1);
  again.close();
});

test('signed out, the work waits', async () => {
  const binh = await deviceOf(persons.binh);
  await persons.binh.ask(`${server.base}/api/v1/session`, { method: 'DELETE' });
  persons.binh.formToken = '';
  await binh.work.records.enter(entry('villages_cultural_standard', share('1', '2')));
  assert.equal(await binh.rest(), 'needs_sign_in');
  assert.equal(binh.work.counts.get().waiting, 1);
  await persons.binh.signIn();
  assert.equal(await binh.rest(), 'idle');
  assert.equal((await told(binh)).villages_cultural_standard.state, 'saved');
  binh.work.close();
});
