import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Courier, pauseAfter } from '../../src/store/courier';
import { storedPieceBytes, type NewPhoto } from '../../src/store/photos';
import type { Bytes } from '../../src/store/bytes';
import type { Sent } from '../../src/store/wire';
import { crypto, Device, entry, generator, sendAll, Time, type Tab } from './device';
import { ServerModel } from './server';

function noise(bytes: number, seed: number): Bytes {
  const pick = generator(seed);
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 1) data[at] = pick(256);
  return data;
}

function photo(name: string, bytes: number, seed = bytes): NewPhoto {
  const uses = [{ measure: 'road', asOf: '2025-12-31' }];
  return { unit: '06001', fileName: name, mediaType: 'image/jpeg', data: noise(bytes, seed), uses };
}

const sha256 = (data: Bytes) => createHash('sha256').update(data).digest('hex');

test('a photograph arrives whole, over the borders of stored pieces, and leaves the device', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const given = photo('duong.jpg', storedPieceBytes * 2 + 4_321);
  const kept = await tab.photos.add(given);
  assert.deepEqual(await tab.photos.data(kept.id), given.data);
  assert.equal(tab.desk.counts.get().photos, 1);
  await sendAll(tab);
  assert.deepEqual(server.evidence, [
    { name: 'duong.jpg', sha256: sha256(given.data), uses: [{ measure: 'road', as_of: '2025-12-31' }] },
  ]);
  assert.equal(tab.desk.counts.get().photos, 0);
  assert.deepEqual(await tab.database.chunkKeys(), []);
});

test('lost pieces, lost answers, a closed app and a server that forgot: whole all the same, once', async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const pick = generator(seed);
    const server = new ServerModel();
    const device = await Device.make(server);
    const good = device.line;
    let drops = 30;
    device.line = async (sent) => {
      const fate = drops > 0 ? pick(4) : 3;
      drops -= 1;
      if (fate === 0) throw new Error('lost');
      const heard = await good(sent);
      if (fate === 1) throw new Error('answer lost');
      return heard;
    };
    let tab = await device.open();
    const given = photo('a.jpg', 150_000, seed);
    await tab.photos.add(given);
    for (let steps = 0; steps < 20; steps += 1) {
      if (steps === 10 && seed % 5 === 0) server.forgetUploads();
      const step = tab.step().catch(() => undefined);
      if (pick(3) === 0) {
        await new Promise((fulfil) => setImmediate(fulfil));
        tab.kill();
        await step;
        tab = await device.open();
      }
      await step;
    }
    drops = 0;
    await sendAll(tab);
    const [end] = await tab.photos.list();
    assert.equal(end?.state, 'saved', `seed ${seed}: ${end?.state} ${end?.problem?.code}`);
    assert.deepEqual(server.evidence.map((one) => one.sha256), [sha256(given.data)], `seed ${seed}`);
  }
});

test('a refused photograph is kept, and goes again when the person says so', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const good = device.line;
  device.line = () =>
    Promise.resolve({ status: 422, value: { code: 'evidence.kind' }, retryAfterSeconds: null });
  const kept = await tab.photos.add(photo('a.jpg', 9_000));
  const second = await tab.photos.add(photo('b.jpg', 9_001));
  await sendAll(tab);
  assert.deepEqual([tab.desk.counts.get().photos, tab.desk.counts.get().photosRefused], [0, 2]);
  device.line = good;
  assert.equal((await tab.photos.data(kept.id)).length, 9_000);
  await tab.photos.retry(kept.id);
  await tab.photos.discard(second.id);
  await sendAll(tab);
  assert.deepEqual(server.evidence.map((one) => one.name), ['a.jpg']);
  assert.deepEqual(await tab.database.chunkKeys(), []);
});

test('pieces without a photograph are dropped after a day, not before', async () => {
  const device = await Device.make(new ServerModel());
  const tab = await device.open();
  const adding = tab.photos.add(photo('a.jpg', storedPieceBytes + 1)).catch(() => undefined);
  while ((await tab.database.chunkKeys()).length === 0) await new Promise((fulfil) => setImmediate(fulfil));
  tab.kill();
  await adding;
  const again = await device.open();
  assert.equal((await again.photos.list()).length, 0);
  await again.photos.dropOrphans();
  assert.ok((await again.database.chunkKeys()).length > 0);
  device.time.milliseconds += 2 * 86_400_000;
  await again.photos.dropOrphans();
  assert.deepEqual(await again.database.chunkKeys(), []);
});

// A line of 64 kbit/s that is cut one request in eight; time passes as bytes do.
function slowLine(device: Device, time: Time, seed: number, arrivals: { what: string; at: number }[]) {
  const pick = generator(seed);
  const bytesPerMillisecond = 8;
  const good = device.line;
  device.line = async (sent: Sent) => {
    const size = (typeof sent.body === 'string' ? sent.body.length : (sent.body?.length ?? 0)) + 700;
    const isCut = pick(8) === 0;
    time.milliseconds += Math.ceil((isCut ? size / 2 : size) / bytesPerMillisecond) + 600;
    if (isCut && pick(2) === 0) throw new Error('cut on the way there');
    const heard = await good(sent);
    if (isCut) throw new Error('cut on the way back');
    const path = sent.path.replace(/\?.*/, '').replace(/.*\//, '');
    arrivals.push({ what: `${sent.method} ${path.replace(/^u\d+$/, 'piece')}`, at: time.milliseconds });
    return heard;
  };
}

async function untilQuiet(tab: Tab, time: Time, between: (steps: number) => Promise<void>): Promise<void> {
  let failures = 0;
  for (let steps = 0; steps < 5_000; steps += 1) {
    await between(steps);
    const step = await tab.step();
    if (step.next === 'idle') return;
    failures = step.next === 'later' ? failures + 1 : 0;
    if (step.next === 'later') time.milliseconds += pauseAfter(failures, step.retryAfterSeconds, () => 0.5);
  }
  throw new Error('never quiet');
}

test('40 values and 10 photographs over 64 kbit/s with drops: every value before any photograph', async (t) => {
  const server = new ServerModel();
  const time = new Time();
  const device = await Device.make(server, 'an', time);
  const arrivals: { what: string; at: number }[] = [];
  slowLine(device, time, 4, arrivals);
  const tab = await device.open();
  const started = time.milliseconds;
  for (let at = 0; at < 10; at += 1) {
    await tab.photos.add(photo(`p${at}.jpg`, 180_000 + at));
    for (let value = 0; value < 3; value += 1) await tab.records.enter(entry(`m${at}-${value}`, '1'));
  }
  // Ten more are typed while the photographs are on their way.
  let late = 0;
  let pieces = 0;
  await untilQuiet(tab, time, async () => {
    const now = arrivals.filter((one) => one.what === 'PUT piece').length;
    if (now > pieces && late < 10) {
      await tab.records.enter(entry(`late${late}`, '1'));
      late += 1;
    }
    pieces = now;
  });
  assert.equal(server.history.length, 40);
  assert.equal(server.evidence.length, 10);
  const place = (what: string, from: 'first' | 'last') => {
    const list = arrivals.map((one) => one.what);
    return from === 'first' ? list.indexOf(what) : list.lastIndexOf(what);
  };
  assert.ok(place('POST observations', 'first') < place('PUT piece', 'first'), 'values first');
  assert.ok(place('POST observations', 'last') < place('POST completion', 'first'), 'all values before a photograph');
  const minutes = Math.round((time.milliseconds - started) / 60_000);
  const bare = Math.round(1_800_000 / 8 / 60_000);
  t.diagnostic(`${minutes} minutes, ${server.requests} requests; the bare bytes take ${bare}`);
  assert.ok(minutes < 20, `${minutes} minutes`);
});

test('pictures shrink while the network is slow, and only then', async () => {
  const device = await Device.make(new ServerModel());
  const { Photos } = await import('../../src/store/photos');
  const tab = await device.open();
  const seen: string[] = [];
  for (const isSlow of [true, false]) {
    const tools = {
      crypto,
      clock: device.time,
      isSlow: () => isSlow,
      shrink: async (given: NewPhoto) => {
        seen.push(given.fileName);
        return { ...given, data: given.data.slice(0, 100) };
      },
    };
    const photos = new Photos(tools as never, tab.desk, device.key, undefined as never);
    assert.equal((await photos.add(photo('a.jpg', 5_000))).bytes, isSlow ? 100 : 5_000);
  }
  assert.deepEqual(seen, ['a.jpg']);
});

// The courier works by itself: until it has come to this.
async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 20_000; turns += 1) {
    if (isSo()) return;
    await new Promise((fulfil) => setImmediate(fulfil));
  }
  assert.fail('it never came to this');
}

test('the courier pauses after a failure, wakes at once, and says what it is waiting for', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const pauses: { milliseconds: number; work: () => void; isCancelled: boolean }[] = [];
  const later = (milliseconds: number, work: () => void) => {
    const pause = { milliseconds, work, isCancelled: false };
    pauses.push(pause);
    return () => void (pause.isCancelled = true);
  };
  const tools = { clock: device.time, random: () => 0, later };
  const courier = new Courier(tools, tab.desk, tab.values, tab.slips, tab.photos);
  const good = device.line;
  device.line = () => Promise.reject(new Error('no line'));
  await tab.records.enter(entry('a', '1'));
  const comesTo = (state: string) => until(() => courier.status.get().state === state);
  courier.wake();
  await comesTo('pausing');
  pauses.at(-1)?.work();
  await until(() => pauses.length === 2);
  assert.deepEqual(pauses.map((pause) => pause.milliseconds), [1_000, 2_000]);
  device.line = good;
  courier.wake();
  await comesTo('idle');
  assert.ok(pauses.at(-1)?.isCancelled);
  assert.equal(server.history.length, 1);
  server.sessions.clear();
  device.session = null;
  await tab.records.enter(entry('b', '1'));
  courier.wake();
  await comesTo('needs_sign_in');
  assert.deepEqual(courier.status.get(), { state: 'needs_sign_in', because: 'nobody' });
  device.signIn();
  courier.wake();
  await comesTo('idle');
  assert.equal(server.history.length, 2);
  courier.stop();
  courier.wake();
  assert.equal(courier.status.get().state, 'stopped');
});

test('a pause grows, has jitter, ends somewhere, and obeys the server', () => {
  assert.equal(pauseAfter(1, null, () => 0), 1_000);
  assert.equal(pauseAfter(1, null, () => 0.999) > 1_990, true);
  assert.equal(pauseAfter(3, null, () => 0), 4_000);
  assert.equal(pauseAfter(40, null, () => 0.5), 225_000);
  assert.equal(pauseAfter(1, 60, () => 0), 60_000);
});

test('with locks, one tab alone sends', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const held = new Set<string>();
  const request = async (name: string, _options: unknown, work: (lock: object | null) => Promise<void>) => {
    if (held.has(name)) return work(null);
    held.add(name);
    try {
      await work({});
    } finally {
      held.delete(name);
    }
  };
  const locks = { request } as unknown as Pick<LockManager, 'request'>;
  const tools = { clock: device.time, random: () => 0, later: () => () => undefined, locks };
  const tabs = [await device.open(), await device.open()];
  const couriers = tabs.map((tab) => new Courier(tools, tab.desk, tab.values, tab.slips, tab.photos));
  for (let at = 0; at < 5; at += 1) await tabs[at % 2]?.records.enter(entry(`m${at}`, '1', '', `0600${at}`));
  for (const courier of couriers) courier.wake();
  await until(() => couriers[0]?.status.get().state === 'idle' && couriers[1]?.status.get().state === 'pausing');
  assert.equal(server.history.length, 5);
  assert.equal(server.requests, 5);
  assert.deepEqual(couriers.map((courier) => courier.status.get().state), ['idle', 'pausing']);
});

test('bytes that arrived wrong go once more; a server that takes nothing is not pressed', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const good = device.line;
  let isBroken = true;
  device.line = (sent) => {
    const body = sent.method === 'PUT' && isBroken ? new Uint8Array((sent.body as Bytes).length) : sent.body;
    if (sent.method === 'PUT') isBroken = false;
    return good(body === undefined ? sent : { ...sent, body });
  };
  await tab.photos.add(photo('a.jpg', 40_000));
  await sendAll(tab);
  assert.equal(server.evidence.length, 1);
  device.line = async (sent) =>
    sent.method === 'PUT' ? { status: 200, value: { offset: 0 }, retryAfterSeconds: null } : good(sent);
  await tab.photos.add(photo('b.jpg', 40_000));
  await tab.step();
  assert.equal((await tab.step()).next, 'later');
});
