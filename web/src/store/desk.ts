// What the account has on this device, opened: small tables in memory, each change sealed and on the disk before it
// counts. Several tabs may hold a desk over one database: a change is computed on what is there now and tried again
// when another hand was faster, so none undoes what another did.
import { bytesOf, textOf } from './bytes';
import type { Row, TableName, WorkDatabase } from './database';
import { writable, type Readable } from './observable';
import type { KeptAnswer } from './kept';
import type { Photo } from './photos';
import type { JournalEntry, ValueRecord } from './records';
import type { SlipBatch, SlipRecord } from './slips';
import type { Batch } from './sync';
import { Trouble } from './trouble';
import { seal, unseal } from './vault';

export interface Tables {
  record: ValueRecord;
  batch: Batch;
  journal: JournalEntry;
  photo: Photo;
  kept: KeptAnswer;
  slip: SlipRecord;
  slip_batch: SlipBatch;
}

// What a change sees and does. Values are never edited in place: put a new one.
export interface Draft {
  get<T extends TableName>(table: T, id: string): Tables[T] | undefined;
  all<T extends TableName>(table: T): Tables[T][];
  put<T extends TableName>(table: T, value: Tables[T]): void;
  delete(table: TableName, id: string): void;
}

export interface Counts {
  readonly waiting: number; // entered, not confirmed, nothing for the person to do
  readonly refused: number;
  readonly conflicts: number;
  readonly photos: number; // not yet confirmed
  readonly photosRefused: number;
  readonly slips: number; // of the residents' survey, not yet confirmed
  readonly slipsRefused: number;
}

export interface Desk {
  readonly database: WorkDatabase;
  readonly counts: Readable<Counts>;
  // Rises with each change of this or another tab that this desk has seen: screens read again.
  readonly changes: Readable<number>;
  // Computes again and again until it lands: `change` must do nothing but look at the draft and write to it.
  update<R>(change: (draft: Draft) => R): Promise<R>;
  read<R>(look: (draft: Pick<Draft, 'get' | 'all'>) => R): Promise<R>;
  // Looks whether another tab has written.
  refresh(): Promise<void>;
  close(): void;
}

interface Held {
  readonly version: number;
  readonly value: Tables[TableName];
}

const noCounts: Counts = {
  waiting: 0, refused: 0, conflicts: 0, photos: 0, photosRefused: 0, slips: 0, slipsRefused: 0,
};

const keyOf = (table: TableName, id: string) => `${table}/${id}`;
const partsOf = (key: string): [TableName, string] => {
  const slash = key.indexOf('/');
  return [key.slice(0, slash) as TableName, key.slice(slash + 1)];
};

function countsOf(held: Map<string, Held>): Counts {
  const counts = { ...noCounts };
  for (const [key, { value }] of held) {
    const [table] = partsOf(key);
    if (table === 'record') {
      const { state } = value as ValueRecord;
      if (state === 'waiting' || state === 'sending') counts.waiting += 1;
      else if (state === 'refused') counts.refused += 1;
      else if (state === 'conflict') counts.conflicts += 1;
    } else if (table === 'photo') {
      const { state } = value as Photo;
      if (state === 'refused') counts.photosRefused += 1;
      else if (state !== 'saved') counts.photos += 1;
    } else if (table === 'slip') {
      if ((value as SlipRecord).state === 'refused') counts.slipsRefused += 1;
      else counts.slips += 1;
    }
  }
  return counts;
}

const sameCounts = (a: Counts, b: Counts) =>
  (Object.keys(a) as (keyof Counts)[]).every((name) => a[name] === b[name]);

class OpenDesk implements Desk {
  readonly counts = writable<Counts>(noCounts);
  readonly changes = writable(0);
  private held = new Map<string, Held>();
  private generation = -1;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly database: WorkDatabase,
    private readonly crypto: Crypto,
    private readonly key: CryptoKey,
  ) {}

  update<R>(change: (draft: Draft) => R): Promise<R> {
    return this.inTurn(() => this.tryUntilItLands(change));
  }

  read<R>(look: (draft: Pick<Draft, 'get' | 'all'>) => R): Promise<R> {
    return this.inTurn(async () => {
      await this.load();
      return look(draftOver(this.held, new Map()));
    });
  }

  refresh(): Promise<void> {
    return this.inTurn(() => this.load());
  }

  close(): void {
    this.database.close();
    this.held.clear();
  }

  // One after the other within this tab; a failure of one does not stop the next.
  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async tryUntilItLands<R>(change: (draft: Draft) => R): Promise<R> {
    for (;;) {
      await this.load();
      const touched = new Map<string, Tables[TableName] | null>();
      const result = change(draftOver(this.held, touched));
      if (touched.size === 0) return result;
      const version = this.generation + 1;
      const puts: Row[] = [];
      const deletes: [TableName, string][] = [];
      for (const [key, value] of touched) {
        const [table, id] = partsOf(key);
        if (value === null) deletes.push([table, id]);
        else puts.push({ table, id, version, sealed: await this.sealed(key, value) });
      }
      if (!(await this.database.write(this.generation, puts, deletes))) continue;
      for (const [key, value] of touched) {
        if (value === null) this.held.delete(key);
        else this.held.set(key, { version, value });
      }
      this.generation = version;
      this.tell();
      return result;
    }
  }

  private async load(): Promise<void> {
    if (this.generation >= 0 && (await this.database.generation()) === this.generation) return;
    const { generation, rows } = await this.database.rows();
    const held = new Map<string, Held>();
    for (const row of rows) {
      const key = keyOf(row.table, row.id);
      const known = this.held.get(key);
      held.set(key, known?.version === row.version ? known : { version: row.version, value: await this.opened(row) });
    }
    this.held = held;
    this.generation = generation;
    this.tell();
  }

  private tell(): void {
    const counts = countsOf(this.held);
    if (!sameCounts(counts, this.counts.get())) this.counts.set(counts);
    this.changes.set(this.changes.get() + 1);
  }

  private placeOf(key: string): string {
    return `row/${this.database.account}/${key}`;
  }

  private sealed(key: string, value: Tables[TableName]) {
    return seal(this.crypto, this.key, bytesOf(JSON.stringify(value)), this.placeOf(key));
  }

  private async opened(row: Row): Promise<Tables[TableName]> {
    const key = keyOf(row.table, row.id);
    try {
      const plain = await unseal(this.crypto, this.key, row.sealed, this.placeOf(key));
      return JSON.parse(textOf(plain)) as Tables[TableName];
    } catch {
      throw new Trouble('store.damaged', { row: key });
    }
  }
}

function draftOver(held: Map<string, Held>, touched: Map<string, Tables[TableName] | null>): Draft {
  return {
    get<T extends TableName>(table: T, id: string) {
      const key = keyOf(table, id);
      const now = touched.get(key);
      if (now === null) return undefined;
      return (now ?? held.get(key)?.value) as Tables[T] | undefined;
    },
    all<T extends TableName>(table: T) {
      const found: Tables[T][] = [];
      for (const key of new Set([...held.keys(), ...touched.keys()])) {
        const [of, id] = partsOf(key);
        if (of !== table) continue;
        const value = this.get(table, id);
        if (value) found.push(value);
      }
      // Identifiers begin with the time they were made; those of slips are random, and so is their order.
      return found.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    put(table, value) {
      touched.set(keyOf(table, value.id), value);
    },
    delete(table, id) {
      touched.set(keyOf(table, id), null);
    },
  };
}

export async function openDesk(crypto: Crypto, database: WorkDatabase, key: CryptoKey): Promise<Desk> {
  const desk = new OpenDesk(database, crypto, key);
  await desk.refresh();
  return desk;
}
