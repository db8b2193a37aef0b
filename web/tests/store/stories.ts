// A thousand stories drawn from a seed: two people, one of them with two tabs, lines that lose requests and answers or
// deliver them late, sessions and permits that end, tabs that are killed in the middle of anything. Whatever happens:
// nothing typed is lost, nothing the server holds is overwritten unseen, nothing is written twice.
import assert from 'node:assert/strict';
import type { ValueRecord } from '../../src/store/records';
import { Device, entry, generator, sendAll, type Tab } from './device';
import { ServerModel } from './server';
import type { Heard, Sent } from '../../src/store/wire';

const actions = 15;
const measures = ['a', 'b'];

class Story {
  readonly server = new ServerModel();
  readonly pick: (below: number) => number;
  readonly log: string[] = [];
  private readonly late: Sent[] = [];
  private typed = 0;
  // By device: what its person typed into each cell, in order, and which observations they have had before their eyes.
  readonly entered = new Map<Device, { measure: string; value: string }[]>();
  readonly seen = new Map<Device, Set<string>>();
  readonly tabs = new Map<Device, (Tab | undefined)[]>();
  private readonly decided = new Set<string>(); // observations that somebody chose to write over
  isCalm = false;

  constructor(readonly seed: number) {
    this.pick = generator(seed);
  }

  async addDevice(account: string, tabs: number): Promise<void> {
    const device = await Device.make(this.server, account);
    device.line = (sent) => this.carry(sent);
    this.entered.set(device, []);
    this.seen.set(device, new Set(['']));
    this.tabs.set(device, new Array<Tab | undefined>(tabs).fill(undefined));
  }

  // The line: one request in three meets a misfortune.
  private async carry(sent: Sent): Promise<Heard> {
    const fate = this.isCalm ? 9 : this.pick(12);
    if (fate === 0) throw new Error('the request was lost');
    if (fate === 1) {
      this.late.push(sent);
      throw new Error('the request is late');
    }
    if (fate === 3) return { status: 502, value: undefined, retryAfterSeconds: null };
    const heard = this.server.answer(sent);
    if (fate === 2) throw new Error('the answer was lost');
    if (fate > 5) await new Promise((fulfil) => setImmediate(fulfil));
    return heard;
  }

  deliverLate(): void {
    const at = this.pick(this.late.length || 1);
    const [sent] = this.late.splice(at, 1);
    if (sent) this.server.answer(sent);
  }

  async tabOf(device: Device, place: number): Promise<Tab> {
    const tabs = this.tabs.get(device) ?? [];
    const open = tabs[place] ?? (await device.open());
    tabs[place] = open;
    return open;
  }

  async type(device: Device, tab: Tab): Promise<void> {
    const measure = measures[this.pick(measures.length)] ?? 'a';
    // A sheet that is fresh or one from before: the base is whatever it showed.
    const shown = this.pick(2) ? (this.server.cells.get(cellOf(measure))?.observation ?? '') : '';
    this.typed += 1;
    const value = String(this.typed);
    this.seen.get(device)?.add(shown);
    this.log.push(`${device.account} types ${measure}=${value} over ${shown}`);
    await tab.records.enter(entry(measure, value, shown));
    // Counted only now: a tab that died before told its person nothing.
    this.entered.get(device)?.push({ measure, value });
  }

  async decide(device: Device, tab: Tab): Promise<void> {
    const conflict = (await tab.records.list()).find((record) => record.state === 'conflict');
    if (!conflict) return;
    const choice = this.pick(2) ? 'mine' : 'theirs';
    this.log.push(`${device.account} resolves ${conflict.measure}: ${choice}`);
    this.seen.get(device)?.add(conflict.current?.observation ?? '');
    if (choice === 'mine') this.decided.add(conflict.current?.observation || 'nothing');
    await tab.records.resolve(conflict.id, choice);
  }

  // A step that is cut off somewhere in the middle: the tab's database closes under it.
  async stepAndKill(device: Device, place: number, tab: Tab): Promise<void> {
    const step = tab.step().catch(() => undefined);
    for (let turns = this.pick(12); turns > 0; turns -= 1) await new Promise((fulfil) => setImmediate(fulfil));
    tab.kill();
    (this.tabs.get(device) ?? [])[place] = undefined;
    await step;
  }

  // For a while the server takes no values of one measure: row by row, or with the whole batch.
  private changePermits(): void {
    const which = this.pick(3);
    this.server.badMeasures = new Set(which === 1 ? ['a'] : []);
    this.server.forbiddenMeasures = new Set(which === 2 ? ['b'] : []);
  }

  private async typeAndKill(device: Device, place: number, tab: Tab): Promise<void> {
    const typing = this.type(device, tab).catch(() => undefined);
    for (let turns = this.pick(6); turns > 0; turns -= 1) await new Promise((fulfil) => setImmediate(fulfil));
    tab.kill();
    (this.tabs.get(device) ?? [])[place] = undefined;
    await typing;
  }

  async act(): Promise<void> {
    const devices = [...this.tabs.keys()];
    const device = devices[this.pick(devices.length)];
    if (!device) return;
    const tabs = this.tabs.get(device)?.length ?? 1;
    const place = this.pick(tabs);
    const tab = await this.tabOf(device, place);
    const what = this.pick(19);
    if (what === 18) return this.typeAndKill(device, place, tab);
    if (what === 17) return this.decide(device, tab);
    if (what < 5) return this.type(device, tab);
    if (what < 10) return void (await tab.step());
    if (what === 10) return this.stepAndKill(device, place, tab);
    if (what === 11) {
      const other = await this.tabOf(device, (place + 1) % tabs);
      return void (await Promise.all([tab.step(), other.step()]));
    }
    if (what === 12) return void (await Promise.all([this.type(device, tab), tab.step()]));
    if (what === 13) return this.decide(device, tab);
    if (what === 14) return this.deliverLate();
    if (what === 15) return this.changePermits();
    this.server.sessions.clear();
    const who = this.pick(3);
    if (who === 0) device.session = null;
    else if (who === 1) device.signIn('somebody else');
    else device.signIn();
  }

  // Everything works again and everybody is signed in: what can be sent is sent.
  async calmDown(): Promise<void> {
    this.isCalm = true;
    this.server.badMeasures.clear();
    this.server.forbiddenMeasures.clear();
    while (this.late.length > 0) this.deliverLate();
    for (const device of this.tabs.keys()) {
      device.signIn();
      const tab = await this.tabOf(device, 0);
      assert.equal((await sendAll(tab)).next, 'idle');
      for (const record of await tab.records.list()) {
        if (record.state === 'refused') await tab.records.retry(record.id);
      }
      assert.equal((await sendAll(tab)).next, 'idle');
      for (let rounds = this.pick(3); rounds > 0; rounds -= 1) {
        await this.decide(device, tab);
        assert.equal((await sendAll(tab)).next, 'idle');
      }
    }
  }

  async check(): Promise<void> {
    // A request that was late may have written what its device believes refused; another person wrote over it, and the
    // first says "mine" once more. That is the one way to write a value again: a person decided it.
    const unasked = this.server.history.filter((written) => !this.decided.has(written.base));
    const values = this.server.history.map((written) => written.value);
    assert.equal(new Set(unasked.map((one) => one.value)).size, unasked.length, 'written twice');
    for (const device of this.tabs.keys()) {
      const tab = await device.open();
      const held = await tab.records.list();
      const left = (await tab.records.journal()).map((entry) => entry.record);
      this.checkNothingLost(device, [...held, ...left], values);
      this.checkNothingUnseen(device);
      for (const record of held) assert.match(record.state, /^(saved|conflict)$/, JSON.stringify(record));
      tab.kill();
    }
  }

  // The last value typed into a cell is with the server, or still on the device where its person sees it.
  private checkNothingLost(device: Device, kept: ValueRecord[], values: string[]): void {
    const last = new Map(this.entered.get(device)?.map((one) => [one.measure, one.value]));
    const here = new Set(kept.map((record) => ('value' in record.content ? record.content.value : '')));
    for (const [measure, value] of last) {
      assert.ok(values.includes(value) || here.has(value), `${device.account} lost ${measure}=${value}`);
    }
  }

  private checkNothingUnseen(device: Device): void {
    const seen = this.seen.get(device) ?? new Set();
    for (const written of this.server.history.filter((one) => one.by === device.account)) {
      assert.ok(seen.has(written.base), `${written.value} overwrote ${written.base} unseen`);
      seen.add(written.observation);
    }
  }
}

const cellOf = (measure: string) => JSON.stringify(['06001', measure, '', 'self', '2025-12-31']);

export async function tell(seed: number): Promise<Story> {
  const story = new Story(seed);
  await story.addDevice('an', 2);
  await story.addDevice('binh', 1);
  try {
    for (let at = 0; at < actions; at += 1) await story.act();
    await story.calmDown();
    await story.check();
  } catch (failure) {
    throw new Error(`story ${seed} (LUYTRE_SEED=${seed} LUYTRE_STORIES=1):\n${story.log.join('\n')}`, {
      cause: failure,
    });
  } finally {
    for (const tabs of story.tabs.values()) for (const tab of tabs) tab?.kill();
  }
  return story;
}

// A part of the stories: the runner gives each test file a process of its own.
export async function tellMany(from: number, count: number): Promise<{ written: number; resolved: number }> {
  const told = { written: 0, resolved: 0 };
  for (let seed = from; seed < from + count; seed += 1) {
    const story = await tell(seed);
    told.written += story.server.history.length;
    told.resolved += story.log.filter((line) => line.includes('resolves')).length;
  }
  return told;
}
