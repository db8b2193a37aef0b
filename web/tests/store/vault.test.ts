import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { toBase64, bytesOf, textOf } from '../../src/store/bytes';
import { openDatabase } from '../../src/store/database';
import { openDoor, type Door, type Tools } from '../../src/store';
import { changePin, createVault, isGoodPin, openWithPin, seal, unseal, vaultState } from '../../src/store/vault';
import { crypto, entry, Time } from './device';

const deviceKey = toBase64(new Uint8Array(32).fill(7));
const otherKey = toBase64(new Uint8Array(32).fill(8));
const pin = '284917';

function toolsOver(factory: IDBFactory, time: Time): Tools {
  return {
    crypto,
    indexedDB: factory,
    clock: time,
    random: () => 0,
    later: () => () => undefined,
    send: () => Promise.reject(new Error('no line')),
    askSession: () => Promise.reject(new Error('no line')),
  };
}

async function doorOf(
  account: string, factory = new IDBFactory(), time = new Time(),
): Promise<[Door, Time, IDBFactory]> {
  return [await openDoor(toolsOver(factory, time), account), time, factory];
}

const failure = (work: Promise<unknown>) =>
  work.then(() => 'no failure', (error: unknown) => (error as { code: string }).code);

test('a PIN is six digits at least and no finger exercise', () => {
  for (const good of ['284917', '000001', '13579135']) assert.ok(isGoodPin(good), good);
  for (const bad of ['', '12345', '123456', '987654', '111111', '901234', '28491a', '2849 17', '٢٨٤٩١٧']) {
    assert.ok(!isGoodPin(bad), bad);
  }
});

test('work opens again with its PIN and with nothing else', async () => {
  const [door, , factory] = await doorOf('an');
  assert.deepEqual(await door.state(), { state: 'none' });
  assert.equal(await failure(door.open(pin)), 'vault.none');
  const work = await door.create(pin, deviceKey);
  await work.records.enter(entry('a', 'secret-value'));
  work.close();
  assert.equal(await failure(door.create(pin, deviceKey)), 'vault.exists');
  assert.equal(await failure(door.open('284918')), 'vault.wrong_pin');
  const again = await door.open(pin);
  assert.equal(again.counts.get().waiting, 1);
  again.close();
  const database = await openDatabase(factory, 'an');
  const { rows } = await database.rows();
  for (const { sealed } of rows) assert.ok(!String.fromCharCode(...sealed.data).includes('secret-value'));
  database.close();
});

test('two accounts on one device never see each other’s work', async () => {
  const factory = new IDBFactory();
  const [first] = await doorOf('an', factory);
  const [second] = await doorOf('binh', factory);
  const work = await first.create(pin, deviceKey);
  await work.records.enter(entry('a', '1'));
  const other = await second.create(pin, otherKey);
  assert.equal(other.counts.get().waiting, 0);
  assert.equal((await other.records.list()).length, 0);
  other.close();
  work.close();
});

test('wrong PINs: a growing wait after five, locked after ten, and nothing is lost', async () => {
  const [door, time] = await doorOf('an');
  const work = await door.create(pin, deviceKey);
  await work.records.enter(entry('a', '1'));
  work.close();
  for (let tries = 1; tries <= 5; tries += 1) assert.equal(await failure(door.open('000000')), 'vault.wrong_pin');
  assert.equal(await failure(door.open(pin)), 'vault.wait', 'the right one waits too');
  time.milliseconds -= 3_600_000;
  assert.equal(await failure(door.open(pin)), 'vault.wait', 'a clock set back does not help');
  time.milliseconds += 3_600_000;
  let waited = 0;
  for (let tries = 6; tries <= 10; tries += 1) {
    const state = await door.state();
    assert.ok(state.state === 'closed' && state.waitUntil > time.milliseconds);
    const wait = state.waitUntil - time.milliseconds;
    assert.ok(wait > waited, `${wait} after ${waited}`);
    waited = wait;
    time.milliseconds += wait;
    assert.equal(await failure(door.open('000000')), tries === 10 ? 'vault.locked' : 'vault.wrong_pin');
  }
  assert.deepEqual(await door.state(), { state: 'locked' });
  assert.equal(await failure(door.open(pin)), 'vault.locked');
  assert.equal(await failure(door.reopen(otherKey, '771122')), 'vault.wrong_key');
  assert.equal(await failure(door.reopen(deviceKey, '111111')), 'vault.pin_too_simple');
  const opened = await door.reopen(deviceKey, '771122');
  assert.equal(opened.counts.get().waiting, 1);
  opened.close();
  assert.equal(await failure(door.open(pin)), 'vault.wrong_pin');
  (await door.open('771122')).close();
});

test('a right PIN clears the count; a new PIN replaces the old one', async () => {
  const [door] = await doorOf('an');
  (await door.create(pin, deviceKey)).close();
  for (let round = 0; round < 2; round += 1) {
    for (let tries = 0; tries < 3; tries += 1) assert.equal(await failure(door.open('000000')), 'vault.wrong_pin');
    (await door.open(pin)).close();
  }
  assert.equal(await failure(door.changePin('000000', '771122')), 'vault.wrong_pin');
  await door.changePin(pin, '771122');
  assert.equal(await failure(door.open(pin)), 'vault.wrong_pin');
  (await door.open('771122')).close();
});

test('a try is counted before it is made', async () => {
  const time = new Time();
  const tools = { crypto, now: () => time.now() };
  const database = await openDatabase(new IDBFactory(), 'an');
  await createVault(tools, database, pin, deviceKey);
  const tried = openWithPin(tools, database, '000000').catch(() => undefined);
  await new Promise((fulfil) => setTimeout(fulfil, 5));
  const during = await vaultState(tools, database);
  assert.ok(during.state === 'closed' && during.triesLeft === 9);
  await tried;
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => openWithPin(tools, database, '000000').catch(() => undefined)));
  assert.equal(await failure(changePin(tools, database, pin, '771122')), 'vault.wait', 'tries at once count each');
  database.close();
});

test('sealed bytes belong to one place and one key', async () => {
  const key = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [mine, other] = [await key(), await key()];
  const sealed = await seal(crypto, mine, bytesOf('việc'), 'row/an/record/1');
  assert.equal(textOf(await unseal(crypto, mine, sealed, 'row/an/record/1')), 'việc');
  await assert.rejects(unseal(crypto, other, sealed, 'row/an/record/1'));
  await assert.rejects(unseal(crypto, mine, sealed, 'row/an/record/2'));
  sealed.data[0] = (sealed.data[0] ?? 0) ^ 1;
  await assert.rejects(unseal(crypto, mine, sealed, 'row/an/record/1'));
});
