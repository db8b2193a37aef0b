import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportWork, importWork } from '../../src/store/backup';
import { crypto, Device, entry, sendAll, type Tab } from './device';
import { ServerModel } from './server';

const pin = '284917';
const code = (work: Promise<unknown>) =>
  work.then(() => 'no failure', (error: unknown) => (error as { code: string }).code);

const carryOut = (device: Device, tab: Tab, key: string | null) =>
  exportWork({ crypto, clock: device.time }, tab.desk, tab.photos, key);
const bringIn = (device: Device, tab: Tab, file: string, key: string | null) =>
  importWork({ crypto, clock: device.time }, tab.desk, tab.photos, file, key);

async function somebody(server: ServerModel): Promise<[Device, Tab]> {
  const device = await Device.make(server);
  return [device, await device.open()];
}

function picture() {
  const data = new Uint8Array(70_000).fill(3);
  return { unit: '06001', fileName: 'a.jpg', mediaType: 'image/jpeg', data, uses: [] };
}

for (const key of [pin, null]) {
  test(`unsent work moves to another device: ${key ? 'sealed' : 'readable'}`, async () => {
    const server = new ServerModel();
    const [old, from] = await somebody(server);
    await from.records.enter(entry('saved', '1'));
    await sendAll(from);
    await from.records.enter(entry('a', '71.5'));
    await from.records.enter(entry('b', '2'));
    await from.photos.add(picture());
    const file = await carryOut(old, from, key);
    assert.equal(file.includes('71.5'), key === null);
    const [fresh, to] = await somebody(server);
    const report = await bringIn(fresh, to, file, key);
    assert.deepEqual([report.added.length, report.alreadyHere.length, report.photosAdded], [2, 0, 1]);
    const again = await bringIn(fresh, to, file, key);
    assert.deepEqual([again.added.length, again.alreadyHere.length, again.photosAdded], [0, 2, 0]);
    assert.equal(again.photosAlreadyHere, 1);
    await sendAll(to);
    await sendAll(from);
    assert.deepEqual(server.history.map((one) => one.value), ['1', '71.5', '2']);
    assert.ok((await from.records.list()).every((record) => record.state === 'saved'));
  });
}

test('what differs is for the person to decide, what was given up stays given up', async () => {
  const server = new ServerModel();
  const [old, from] = await somebody(server);
  const given = await from.records.enter(entry('a', '1'));
  await from.records.enter(entry('b', '1'));
  const file = await carryOut(old, from, null);
  await from.records.discard(given.id);
  await from.records.enter(entry('b', '2'));
  const report = await bringIn(old, from, file, null);
  assert.deepEqual([report.added.length, report.givenUp.length, report.differing.length], [0, 1, 1]);
  await sendAll(from);
  assert.deepEqual(server.history.map((one) => one.value), ['2']);
});

test('a record in flight and the one typed after it both arrive, in their order', async () => {
  const server = new ServerModel();
  const [old, from] = await somebody(server);
  const good = old.line;
  old.line = async (sent) => {
    await good(sent);
    throw new Error('answer lost');
  };
  await from.records.enter(entry('a', '1'));
  await from.step();
  await from.records.enter(entry('a', '2'));
  const file = await carryOut(old, from, pin);
  const [fresh, to] = await somebody(server);
  assert.equal((await bringIn(fresh, to, file, pin)).added.length, 2);
  await sendAll(to);
  assert.deepEqual(server.history.map((one) => one.value), ['1', '2']);
  assert.deepEqual((await to.records.list()).map((record) => record.state), ['saved']);
});

test('a file that is not one, another version, another person, a wrong PIN, a touched byte', async () => {
  const server = new ServerModel();
  const [device, tab] = await somebody(server);
  await tab.records.enter(entry('a', '1'));
  const sealed = await carryOut(device, tab, pin);
  const open = await carryOut(device, tab, null);
  const other = await Device.make(server, 'binh');
  const otherTab = await other.open();
  const inTo = (file: string, key: string | null) => code(bringIn(device, tab, file, key));
  assert.equal(await inTo('no JSON', null), 'backup.unreadable');
  assert.equal(await inTo('{}', null), 'backup.unreadable');
  assert.equal(await inTo(open.replace('"version": 1', '"version": 2'), null), 'backup.version');
  assert.equal(await code(bringIn(other, otherTab, open, null)), 'backup.other_account');
  assert.equal(await inTo(sealed, null), 'backup.needs_pin');
  assert.equal(await inTo(sealed, '284918'), 'backup.wrong_pin');
  assert.equal(await inTo(sealed.replace(/"exported_at":"2026/, '"exported_at":"2025'), pin), 'backup.wrong_pin');
  assert.equal(await inTo(sealed.replace('600000', '600000000000'), pin), 'backup.unreadable');
  assert.equal(await inTo(open.replace('"value": "1"', '"value": 1'), null), 'backup.unreadable');
  assert.equal((await otherTab.records.list()).length, 0);
});
