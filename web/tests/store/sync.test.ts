import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Device, entry, sendAll } from './device';
import { problem, ServerModel } from './server';

const states = async (tab: Awaited<ReturnType<Device['open']>>) =>
  (await tab.records.list()).map((record) => `${record.measure} ${record.state}`);

test('values entered travel in one batch and are saved', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  await tab.records.enter({ ...entry('b', ''), content: { numerator: '1', denominator: '3' } });
  assert.equal(tab.desk.counts.get().waiting, 2);
  await sendAll(tab);
  assert.equal(server.requests, 1);
  assert.deepEqual(server.history.map((one) => one.value), ['1', '1/3']);
  assert.deepEqual(await states(tab), ['a saved', 'b saved']);
  assert.equal(tab.desk.counts.get().waiting, 0);
});

test('a hundred at most, one unit at a time', async () => {
  const server = new ServerModel();
  const tab = await (await Device.make(server)).open();
  for (let at = 0; at < 130; at += 1) await tab.records.enter(entry(`m${at}`, '1', '', at % 13 ? '06001' : '06002'));
  await sendAll(tab);
  assert.equal(server.history.length, 130);
  assert.equal(server.requests, 3);
});

test('a lost answer: the same bytes under the same key, written once', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const seen: string[] = [];
  const good = device.line;
  device.line = async (sent) => {
    seen.push(`${sent.headers['Idempotency-Key']} ${String(sent.body)}`);
    await good(sent);
    if (seen.length < 3) throw new Error('the line dropped');
    return good(sent);
  };
  let tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  assert.equal((await tab.step()).next, 'later');
  tab.kill();
  tab = await device.open();
  assert.deepEqual(await states(tab), ['a sending']);
  await sendAll(tab);
  assert.equal(new Set(seen).size, 1);
  assert.equal(server.history.length, 1);
  assert.deepEqual(await states(tab), ['a saved']);
});

test('an answer that is not the server’s says nothing', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  device.line = () => Promise.resolve({ status: 200, value: undefined, retryAfterSeconds: null });
  assert.equal((await tab.step()).next, 'later');
  device.line = () => Promise.resolve({ status: 503, value: undefined, retryAfterSeconds: 7 });
  assert.deepEqual(await tab.step(), { next: 'later', retryAfterSeconds: 7 });
  device.line = () => Promise.resolve({ status: 200, value: { event: 1, items: [] }, retryAfterSeconds: null });
  await tab.step();
  assert.deepEqual(await states(tab), ['a refused']);
});

test('typing again: before sending it replaces, in flight it follows', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  await tab.records.enter(entry('a', '2', 'ignored: the first base stays'));
  assert.equal((await tab.records.list()).length, 1);
  const good = device.line;
  device.line = async (sent) => {
    await tab.records.enter(entry('a', '3'));
    await tab.records.enter(entry('a', '4'));
    device.line = good;
    return good(sent);
  };
  await sendAll(tab);
  assert.deepEqual(server.history.map((one) => one.value), ['2', '4']);
  assert.deepEqual(await states(tab), ['a saved']);
  await tab.records.enter(entry('a', '5'));
  await tab.records.enter(entry('a', '6'));
  await sendAll(tab);
  assert.deepEqual(server.history.map((one) => one.value), ['2', '4', '6']);
});

test('signed out: nothing is lost, nothing goes under another name', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  server.sessions.clear();
  device.session = null;
  assert.deepEqual(await tab.step(), { next: 'needs_sign_in', because: 'nobody' });
  device.signIn('binh');
  assert.deepEqual(await tab.step(), { next: 'needs_sign_in', because: 'other_account' });
  assert.equal(server.history.length, 0);
  assert.equal(tab.desk.counts.get().waiting, 1);
  device.signIn('an');
  await sendAll(tab);
  assert.deepEqual(server.history.map((one) => one.by), ['an']);
});

test('a session that changed under a running tab: the old token is no longer good', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  await tab.records.enter(entry('a', '1'));
  await sendAll(tab);
  server.sessions.clear();
  device.signIn('binh');
  await tab.records.enter(entry('b', '1'));
  assert.deepEqual(await sendAll(tab), { next: 'needs_sign_in', because: 'other_account' });
  assert.equal(server.history.length, 1);
});

for (const way of ['badMeasures', 'forbiddenMeasures'] as const) {
  test(`one bad record among forty never blocks the others: ${way}`, async () => {
    const server = new ServerModel();
    const device = await Device.make(server);
    const tab = await device.open();
    server[way].add('m17');
    for (let at = 0; at < 40; at += 1) await tab.records.enter(entry(`m${at}`, '1'));
    await sendAll(tab);
    assert.equal(server.history.length, 39);
    assert.deepEqual((await states(tab)).filter((one) => !one.endsWith('saved')), ['m17 refused']);
    assert.ok(server.requests < 20, `${server.requests} requests`);
    server[way].clear();
    const [refused] = (await tab.records.list()).filter((record) => record.state === 'refused');
    assert.ok(refused?.problem?.code);
    await tab.records.retry(refused.id);
    await sendAll(tab);
    assert.equal(server.history.length, 40);
    assert.equal(tab.desk.counts.get().refused, 0);
  });
}

test('413 and 422 of the whole are cut in two as well', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const good = device.line;
  device.line = async (sent) => (String(sent.body).length > 600 ? problem(413, 'http.too_large') : good(sent));
  for (let at = 0; at < 20; at += 1) await tab.records.enter(entry(`m${at}`, '1'));
  await sendAll(tab);
  assert.equal(server.history.length, 20);
});

test('two devices, one cell: the later one is asked, and its answer is kept or carried', async () => {
  const server = new ServerModel();
  const [one, other] = [await Device.make(server, 'an'), await Device.make(server, 'binh')];
  const [first, second] = [await one.open(), await other.open()];
  await first.records.enter(entry('a', '1'));
  await first.records.enter(entry('b', '1.50'));
  await first.records.enter(entry('c', '1'));
  await second.records.enter(entry('a', '2'));
  await second.records.enter(entry('b', '01.5'));
  await second.records.enter(entry('c', '3'));
  await sendAll(first);
  await sendAll(second);
  assert.deepEqual(await states(second), ['a conflict', 'b saved', 'c conflict']);
  const [a, , c] = await second.records.list();
  assert.deepEqual([a?.current?.value, a?.current?.by, a && 'value' in a.content && a.content.value], ['1', 'an', '2']);
  await second.records.resolve(a?.id ?? '', 'mine');
  await second.records.resolve(c?.id ?? '', 'theirs');
  await sendAll(second);
  assert.deepEqual(server.history.map((written) => written.value), ['1', '1.50', '1', '2']);
  assert.deepEqual((await second.records.journal()).map((left) => left.reason), ['theirs']);
  assert.equal(second.desk.counts.get().conflicts, 0);
  await assert.rejects(second.records.resolve(a?.id ?? '', 'mine'), { code: 'record.unknown' });
});

test('typing over a conflict leaves it the person’s to decide', async () => {
  const server = new ServerModel();
  const [one, other] = [await Device.make(server, 'an'), await Device.make(server, 'binh')];
  const [first, second] = [await one.open(), await other.open()];
  await first.records.enter(entry('a', '1'));
  await second.records.enter(entry('a', '2'));
  await sendAll(first);
  await sendAll(second);
  const typed = await second.records.enter(entry('a', '3'));
  assert.equal(typed.state, 'conflict');
  await sendAll(second);
  assert.equal(server.history.length, 1);
  await second.records.resolve(typed.id, 'mine');
  await sendAll(second);
  assert.deepEqual(server.history.map((written) => written.value), ['1', '3']);
});

test('what is discarded stays readable for ninety days; what is in flight cannot be', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const tab = await device.open();
  const record = await tab.records.enter(entry('a', '1'));
  device.line = () => Promise.reject(new Error('no line'));
  await tab.step();
  await assert.rejects(tab.records.discard(record.id), { code: 'record.in_flight' });
  const other = await tab.records.enter(entry('b', '1'));
  await tab.records.discard(other.id);
  device.time.milliseconds += 89 * 86_400_000;
  await tab.records.prune();
  assert.equal((await tab.records.journal()).length, 1);
  device.time.milliseconds += 2 * 86_400_000;
  await tab.records.prune();
  assert.equal((await tab.records.journal()).length, 0);
  assert.deepEqual(await states(tab), ['a sending'], 'unsent work has no age');
});

test('two tabs over one database see one queue', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const [first, second] = [await device.open(), await device.open()];
  await Promise.all([1, 2, 3, 4, 5, 6].map((at) => (at % 2 ? first : second).records.enter(entry(`m${at}`, '1'))));
  await Promise.all([sendAll(first), sendAll(second)]);
  assert.equal(server.history.length, 6);
  await first.desk.refresh();
  assert.equal(first.desk.counts.get().waiting, 0);
});

test('two tabs that change one record at once: none undoes the other', async () => {
  const device = await Device.make(new ServerModel());
  const tabs = [await device.open(), await device.open(), await device.open()];
  const [first] = tabs;
  await first?.records.enter(entry('a', '0'));
  const addOne = (tab: (typeof tabs)[number]) =>
    tab.desk.update((draft) => {
      const [record] = draft.all('record');
      if (!record || !('value' in record.content)) return;
      draft.put('record', { ...record, content: { value: String(Number(record.content.value) + 1) } });
    });
  await Promise.all(tabs.flatMap((tab) => [addOne(tab), addOne(tab), addOne(tab)]));
  const [record] = (await first?.records.list()) ?? [];
  assert.deepEqual(record?.content, { value: '9' });
});

test('a conflict over the same share, or over nothing', async () => {
  const server = new ServerModel();
  const device = await Device.make(server);
  const other = await Device.make(server, 'binh');
  const [tab, second] = [await device.open(), await other.open()];
  const share = (numerator: string, denominator: string, base = '') => ({
    ...entry('s', '', base), content: { numerator, denominator },
  });
  await tab.records.enter(share('1', '3'));
  await sendAll(tab);
  await second.records.enter(share('1.0', '3'));
  await second.records.enter(entry('t', '5', 'b-gone'));
  await sendAll(second);
  assert.deepEqual(await states(second), ['s saved', 't conflict']);
  const [, nothing] = await second.records.list();
  assert.deepEqual(nothing?.current, { observation: '', value: null });
  await second.records.resolve(nothing?.id ?? '', 'mine');
  await sendAll(second);
  assert.deepEqual(server.history.map((written) => written.value), ['1/3', '5']);
  await second.records.enter(share('2', '6', ''));
  await sendAll(second);
  assert.deepEqual(await states(second), ['t saved', 's saved'], 'a third and two sixths are two statements');
  assert.equal(server.history.length, 3);
});
