// One IndexedDB database for each account on the device. `row` holds small sealed things, `chunk` the bytes of
// photographs, `meta` what must be read before anything can be opened. Transactions of IndexedDB end as soon as
// something else is awaited, so nothing here awaits anything but the database.
import type { Bytes } from './bytes';
import { Trouble } from './trouble';

export interface Sealed {
  readonly iv: Bytes;
  readonly data: Bytes;
}

export type TableName = 'record' | 'batch' | 'journal' | 'photo' | 'kept' | 'slip' | 'slip_batch';

export interface Row {
  readonly table: TableName;
  readonly id: string;
  readonly version: number; // the generation that wrote it
  readonly sealed: Sealed;
}

export interface Chunk {
  readonly photo: string;
  readonly place: number;
  readonly sealed: Sealed;
}

export interface WorkDatabase {
  readonly account: string;
  meta<T>(name: string): Promise<T | undefined>;
  // Reads and writes one row of `meta` in one transaction; undefined leaves it as it is.
  changeMeta<T>(name: string, change: (now: T | undefined) => T | undefined): Promise<T | undefined>;
  generation(): Promise<number>;
  rows(): Promise<{ generation: number; rows: Row[] }>;
  // Writes all of it, or nothing and answers false when another hand has written since `generation`.
  write(generation: number, puts: Row[], deletes: [TableName, string][]): Promise<boolean>;
  putChunk(chunk: Chunk): Promise<void>;
  chunk(photo: string, place: number): Promise<Chunk | undefined>;
  chunkKeys(): Promise<[string, number][]>;
  deleteChunks(photo: string): Promise<void>;
  close(): void;
}

const layoutVersion = 1;

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((fulfil, reject) => {
    request.onsuccess = () => fulfil(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexeddb'));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((fulfil, reject) => {
    transaction.oncomplete = () => fulfil();
    transaction.onabort = () => {
      const full = transaction.error?.name === 'QuotaExceededError';
      reject(full ? new Trouble('store.full') : (transaction.error ?? new Error('indexeddb aborted')));
    };
  });
}

export const databaseName = (account: string) => `luytre-work-${account}`;

function openRaw(factory: IDBFactory, account: string): Promise<IDBDatabase> {
  const request = factory.open(databaseName(account), layoutVersion);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('meta');
    request.result.createObjectStore('row', { keyPath: ['table', 'id'] });
    request.result.createObjectStore('chunk', { keyPath: ['photo', 'place'] });
  };
  return asked(request);
}

export async function openDatabase(factory: IDBFactory, account: string): Promise<WorkDatabase> {
  const raw = await openRaw(factory, account);
  let isClosed = false;
  const close = () => {
    isClosed = true;
    raw.close();
  };
  // A newer version of the app in another tab must not wait for this one.
  raw.onversionchange = close;
  const begin = (stores: string[], mode: IDBTransactionMode) => {
    if (isClosed) throw new Trouble('store.closed');
    // What a person entered is on the disk when the promise says so, not merely in a buffer of the system.
    return raw.transaction(stores, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' });
  };
  return {
    account,
    close,
    ...metaOf(begin),
    ...rowsOf(begin),
    ...chunksOf(begin),
  };
}

type Begin = (stores: string[], mode: IDBTransactionMode) => IDBTransaction;

function metaOf(begin: Begin): Pick<WorkDatabase, 'meta' | 'changeMeta'> {
  return {
    meta: async <T>(name: string) =>
      (await asked(begin(['meta'], 'readonly').objectStore('meta').get(name))) as T | undefined,
    changeMeta: async <T>(name: string, change: (now: T | undefined) => T | undefined) => {
      const transaction = begin(['meta'], 'readwrite');
      const done = ended(transaction);
      const store = transaction.objectStore('meta');
      const before = (await asked(store.get(name))) as T | undefined;
      const after = change(before);
      if (after !== undefined) store.put(after, name);
      await done;
      return after ?? before;
    },
  };
}

function rowsOf(begin: Begin): Pick<WorkDatabase, 'generation' | 'rows' | 'write'> {
  const generationIn = async (transaction: IDBTransaction) =>
    ((await asked(transaction.objectStore('meta').get('generation'))) as number | undefined) ?? 0;
  return {
    generation: () => generationIn(begin(['meta'], 'readonly')),
    async rows() {
      const transaction = begin(['meta', 'row'], 'readonly');
      const [generation, rows] = await Promise.all([
        generationIn(transaction),
        asked(transaction.objectStore('row').getAll()) as Promise<Row[]>,
      ]);
      return { generation, rows };
    },
    async write(generation, puts, deletes) {
      const transaction = begin(['meta', 'row'], 'readwrite');
      const done = ended(transaction);
      const isMine = (await generationIn(transaction)) === generation;
      if (isMine) {
        const store = transaction.objectStore('row');
        for (const row of puts) store.put(row);
        for (const key of deletes) store.delete(key);
        transaction.objectStore('meta').put(generation + 1, 'generation');
      }
      await done;
      return isMine;
    },
  };
}

function chunksOf(begin: Begin): Pick<WorkDatabase, 'putChunk' | 'chunk' | 'chunkKeys' | 'deleteChunks'> {
  return {
    async putChunk(chunk) {
      const transaction = begin(['chunk'], 'readwrite');
      const done = ended(transaction);
      transaction.objectStore('chunk').put(chunk);
      await done;
    },
    chunk: async (photo, place) =>
      (await asked(begin(['chunk'], 'readonly').objectStore('chunk').get([photo, place]))) as Chunk | undefined,
    chunkKeys: async () =>
      (await asked(begin(['chunk'], 'readonly').objectStore('chunk').getAllKeys())) as [string, number][],
    async deleteChunks(photo) {
      const transaction = begin(['chunk'], 'readwrite');
      const done = ended(transaction);
      // An array sorts after every number, so this is every place of the photograph.
      transaction.objectStore('chunk').delete(rangeOf(photo));
      await done;
    },
  };
}

// IDBKeyRange is not injected: node's stand-in for IndexedDB brings its own class.
let keyRange: Pick<typeof IDBKeyRange, 'bound'> | undefined;

export function useKeyRange(range: Pick<typeof IDBKeyRange, 'bound'>): void {
  keyRange = range;
}

function rangeOf(photo: string): IDBKeyRange {
  return (keyRange ?? IDBKeyRange).bound([photo], [photo, []]);
}
