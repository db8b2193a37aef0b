// A device with its browser's database, and a line to the server that may fail in every way lines fail.
import { webcrypto } from 'node:crypto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openDatabase, useKeyRange, type WorkDatabase } from '../../src/store/database';
import { openDesk, type Desk } from '../../src/store/desk';
import { Photos } from '../../src/store/photos';
import { openRecords, type Entry, type Records } from '../../src/store/records';
import { Slips } from '../../src/store/slips';
import { stepOnce } from '../../src/store/courier';
import { Sender, ValueSync, type Step } from '../../src/store/sync';
import type { Heard, Sent, SessionNow, Transport } from '../../src/store/wire';
import type { ServerModel } from './server';

useKeyRange(IDBKeyRange);

export const crypto = webcrypto as unknown as Crypto;

export class Time {
  constructor(public milliseconds = Date.UTC(2026, 0, 5)) {}
  now(): number {
    this.milliseconds += 1; // identifiers of one test sort in the order they were made
    return this.milliseconds;
  }
}

export async function someKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

// One tab: what is lost when it is closed.
export interface Tab {
  readonly database: WorkDatabase;
  readonly desk: Desk;
  readonly records: Records;
  readonly values: ValueSync;
  readonly photos: Photos;
  readonly slips: Slips;
  step(): Promise<Step>;
  kill(): void;
}

export class Device {
  readonly factory = new IDBFactory();
  session: SessionNow | null;
  // Tests put faults here; by default every request arrives and every answer comes back.
  line: Transport;

  private constructor(
    readonly server: ServerModel,
    readonly account: string,
    readonly time: Time,
    readonly key: CryptoKey,
  ) {
    this.session = server.signIn(account);
    this.line = (sent) => Promise.resolve(server.answer(sent));
  }

  static async make(server: ServerModel, account = 'an', time = new Time()): Promise<Device> {
    return new Device(server, account, time, await someKey());
  }

  async open(): Promise<Tab> {
    const database = await openDatabase(this.factory, this.account);
    const tools = {
      crypto,
      clock: this.time,
      send: (sent: Sent): Promise<Heard> => this.line(sent),
      askSession: () => Promise.resolve(this.session),
    };
    const desk = await openDesk(crypto, database, this.key);
    const sender = new Sender(tools, this.account);
    const values = new ValueSync(tools, desk, sender);
    const photos = new Photos(tools, desk, this.key, sender);
    const slips = new Slips(tools, desk, sender);
    return {
      database, desk, values, photos, slips,
      records: openRecords(tools, desk),
      step: () => stepOnce(values, slips, photos),
      kill: () => database.close(),
    };
  }

  // The person signs in again, as whoever.
  signIn(account = this.account): void {
    this.session = this.server.signIn(account);
  }
}

export async function sendAll(tab: Tab, stepsMax = 1_000): Promise<Step> {
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const step = await tab.step();
    if (step.next === 'idle' || step.next === 'needs_sign_in') return step;
  }
  throw new Error('the queue does not come to rest');
}

export function entry(measure: string, value: string, base = '', unit = '06001'): Entry {
  const cell = { unit, measure, dimension: '', opinion: 'self', asOf: '2025-12-31' };
  return { ...cell, period: '2025', content: { value }, base };
}

// Park and Miller's generator: a seed tells the whole story again.
export function generator(seed: number): (below: number) => number {
  let state = (seed * 7_919 + 1) % 2_147_483_647;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  for (let warm = 0; warm < 5; warm += 1) next();
  return (below) => next() % below;
}
