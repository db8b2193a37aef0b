// Slips of the residents' survey on a device: kept sealed, sent together and shuffled, gone once the server has them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slipsTogether, type Answer, type SlipEntry } from '../../src/store/slips';
import { Trouble } from '../../src/store/trouble';
import type { Heard, Sent } from '../../src/store/wire';
import { Device, entry, sendAll, type Tab } from './device';
import { problem, ServerModel } from './server';

interface SentSlip {
  serial: string;
  answers: Record<string, Answer>;
  words: Record<string, string>;
  seconds: number;
}
type Became = { state: string; problem?: { code: string } };

const slip = (serial: string, more: Partial<SlipEntry> = {}): SlipEntry => ({
  round: 'r1', village: 'v1', channel: 'paper', serial, answers: { q01: 'satisfied', q02: 'no_answer' }, words: {},
  seconds: 41, ...more,
});
const serialAt = (at: number) => `7QX4F2K9Z${String(at).padStart(3, '0')}`;
const bodyOf = (sent: Sent) => JSON.parse(String(sent.body)) as { channel: string; slips: SentSlip[] };

interface Line {
  readonly sent: Sent[];
  became: (slip: SentSlip) => Became;
}

// A device whose line leads to a server that takes every slip, unless told otherwise.
async function surveyed(): Promise<{ device: Device; tab: Tab; line: Line }> {
  const device = await Device.make(new ServerModel());
  const tab = await device.open();
  await sendAll(tab); // nothing waits: what was asked at the start is done
  const line: Line = { sent: [], became: () => ({ state: 'whole' }) };
  device.line = (sent) => {
    line.sent.push(sent);
    const results = bodyOf(sent).slips.map((one, index) => ({ index, ...line.became(one) }));
    return Promise.resolve({ status: 200, value: { event: 7, results }, retryAfterSeconds: null });
  };
  return { device, tab, line };
}

const keepMany = async (tab: Tab, count: number, more: Partial<SlipEntry> = {}) => {
  for (let at = 0; at < count; at += 1) await tab.slips.keep(slip(serialAt(at), more));
};

test('slips wait for each other, travel shuffled, and are gone once the server has them', async () => {
  const { tab, line } = await surveyed();
  await keepMany(tab, slipsTogether - 1);
  assert.deepEqual(await sendAll(tab), { next: 'idle' });
  assert.equal(line.sent.length, 0);
  assert.equal(tab.desk.counts.get().slips, slipsTogether - 1);
  await tab.slips.keep(slip(serialAt(slipsTogether)));
  await sendAll(tab);
  assert.equal(line.sent.length, 1);
  const [sent] = line.sent as [Sent];
  assert.equal(sent.path, '/api/v1/surveys/r1/villages/v1/entries');
  const { channel, slips } = bodyOf(sent);
  assert.deepEqual([channel, slips.length], ['paper', slipsTogether]);
  assert.deepEqual(Object.keys(slips[0] ?? {}).sort(), ['answers', 'seconds', 'serial', 'words']);
  assert.deepEqual(await tab.slips.list(), []);
  const rows = (await tab.database.rows()).rows;
  assert.deepEqual(rows.filter((row) => row.table.startsWith('slip')), []);
  assert.equal(tab.desk.counts.get().slips, 0);
  assert.equal(tab.slips.results.get().length, slipsTogether);
  assert.deepEqual(Object.keys(tab.slips.results.get()[0] ?? {}).sort(), ['round', 'serial', 'state', 'village']);
});

test('the order of a batch is not the order of entering', async () => {
  const { tab, line } = await surveyed();
  const orders = new Set<string>();
  for (let turn = 0; turn < 5; turn += 1) {
    await keepMany(tab, slipsTogether);
    await sendAll(tab);
    orders.add(bodyOf(line.sent.at(-1) as Sent).slips.map((one) => one.serial).join());
  }
  assert.ok(orders.size > 1, [...orders].join('\n'));
});

test('nothing on the device says when a slip was written', async () => {
  const { tab } = await surveyed();
  await keepMany(tab, 3);
  for (const kept of await tab.slips.list()) {
    const names = ['answers', 'channel', 'id', 'round', 'seconds', 'serial', 'state', 'village', 'words'];
    assert.deepEqual(Object.keys(kept).sort(), names);
    assert.equal(kept.id[14], '4', 'an identifier without a time');
  }
});

test('asked for, the few go; channels and villages travel apart', async () => {
  const { tab, line } = await surveyed();
  await tab.slips.keep(slip(serialAt(1)));
  await tab.slips.keep(slip(serialAt(2), { channel: 'phone' }));
  await tab.slips.keep(slip(serialAt(3), { village: 'v2' }));
  tab.slips.ask();
  await sendAll(tab);
  assert.equal(line.sent.length, 3);
  assert.deepEqual(line.sent.map((sent) => bodyOf(sent).slips.length), [1, 1, 1]);
});

test('without somebody signed in no batch is drawn: later ones travel with the first', async () => {
  const { device, tab, line } = await surveyed();
  device.session = null;
  const again = await device.open();
  await again.slips.keep(slip(serialAt(1)));
  assert.equal((await again.step()).next, 'needs_sign_in');
  assert.deepEqual((await tab.database.rows()).rows.map((row) => row.table), ['slip']);
  await again.slips.keep(slip(serialAt(2)));
  device.signIn();
  await sendAll(again);
  assert.deepEqual(line.sent.map((sent) => bodyOf(sent).slips.length), [2]);
});

test('a lost answer sends the same bytes under the same key', async () => {
  const { device, tab, line } = await surveyed();
  const good = device.line;
  await tab.slips.keep(slip(serialAt(1)));
  tab.slips.ask();
  device.line = async (sent) => {
    await good(sent);
    throw new Error('lost');
  };
  assert.equal((await tab.step()).next, 'later');
  device.line = good;
  await sendAll(tab);
  const [first, second] = line.sent as [Sent, Sent];
  assert.equal(first.body, second.body);
  assert.equal(first.headers['Idempotency-Key'], second.headers['Idempotency-Key']);
  assert.deepEqual(await tab.slips.list(), []);
});

test('a refused slip stays with its reason and is mended under a new identifier', async () => {
  const { tab, line } = await surveyed();
  line.became = ({ serial }) =>
    serial === serialAt(1) ? { state: 'refused', problem: { code: 'surveys.serial_unknown' } } : { state: 'whole' };
  await tab.slips.keep(slip(serialAt(1)));
  await tab.slips.keep(slip(serialAt(2)));
  tab.slips.ask();
  await sendAll(tab);
  const [left] = await tab.slips.list();
  assert.equal(left?.problem?.code, 'surveys.serial_unknown');
  assert.deepEqual([tab.desk.counts.get().slips, tab.desk.counts.get().slipsRefused], [0, 1]);
  await tab.slips.keep(slip(serialAt(3)), left?.id);
  tab.slips.ask();
  await sendAll(tab);
  assert.deepEqual(await tab.slips.list(), []);
});

test('a serial that waits is not entered twice', async () => {
  const { tab } = await surveyed();
  await tab.slips.keep(slip(serialAt(1)));
  const twice = (error: unknown) => error instanceof Trouble && error.code === 'slip.twice';
  await assert.rejects(tab.slips.keep(slip(serialAt(1))), twice);
  const [kept] = await tab.slips.list();
  await tab.slips.keep(slip(serialAt(1), { seconds: 9 }), kept?.id);
  assert.deepEqual((await tab.slips.list()).map((one) => one.seconds), [9]);
});

test('a batch refused for its content is cut in two, one refused for its place is not', async () => {
  const { device, tab } = await surveyed();
  const bad = serialAt(4);
  let requests = 0;
  device.line = (sent) => {
    requests += 1;
    const { slips } = bodyOf(sent);
    if (slips.some((one) => one.serial === bad)) return Promise.resolve(problem(422, 'surveys.bad'));
    const results = slips.map((_, index) => ({ index, state: 'waiting_second' }));
    const heard: Heard = { status: 200, value: { event: 1, results }, retryAfterSeconds: null };
    return Promise.resolve(heard);
  };
  await keepMany(tab, slipsTogether);
  await sendAll(tab);
  assert.deepEqual((await tab.slips.list()).map((one) => [one.serial, one.state]), [[bad, 'refused']]);
  device.line = () => {
    requests += 1;
    return Promise.resolve(problem(409, 'surveys.sealed'));
  };
  requests = 0;
  for (let at = 20; at < 20 + slipsTogether; at += 1) await tab.slips.keep(slip(serialAt(at)));
  await sendAll(tab);
  assert.equal(requests, 1);
  assert.equal(tab.desk.counts.get().slipsRefused, slipsTogether + 1);
});

test('values go before slips', async () => {
  const { device, tab, line } = await surveyed();
  const good = device.line;
  device.line = (sent) => (sent.path.includes('/surveys/') ? good(sent) : Promise.resolve(device.server.answer(sent)));
  await keepMany(tab, slipsTogether);
  await tab.records.enter(entry('a', '1'));
  await tab.step();
  assert.equal(line.sent.length, 0);
  await tab.step();
  assert.equal(line.sent.length, 1);
});
