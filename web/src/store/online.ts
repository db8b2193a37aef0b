// Work of a page that keeps nothing on the device: because the person wants it so, or because the browser gives a page
// over plain HTTP nothing to seal it with. It lives in the memory of the page until the server has it.
import type { Bytes } from './bytes';
import type { Chunk, Row, WorkDatabase } from './database';
import { openWork, type Tools, type Work } from './index';
import { sha256 } from './sha256';

const rowKey = (table: string, id: string) => `${table}/${id}`;
const chunkKey = (photo: string, place: number) => `${photo}/${place}`;

function memoryDatabase(account: string): WorkDatabase {
  const metas = new Map<string, unknown>();
  const rows = new Map<string, Row>();
  const chunks = new Map<string, Chunk>();
  let generation = 0;
  const meta = <T>(name: string) => Promise.resolve(metas.get(name) as T | undefined);
  return {
    account,
    meta,
    changeMeta<T>(name: string, change: (now: T | undefined) => T | undefined) {
      const after = change(metas.get(name) as T | undefined);
      if (after !== undefined) metas.set(name, after);
      return meta<T>(name);
    },
    generation: () => Promise.resolve(generation),
    rows: () => Promise.resolve({ generation, rows: [...rows.values()] }),
    write(known, puts, deletes) {
      if (known !== generation) return Promise.resolve(false);
      for (const row of puts) rows.set(rowKey(row.table, row.id), row);
      for (const [table, id] of deletes) rows.delete(rowKey(table, id));
      generation += 1;
      return Promise.resolve(true);
    },
    putChunk: (chunk) => Promise.resolve(void chunks.set(chunkKey(chunk.photo, chunk.place), chunk)),
    chunk: (photo, place) => Promise.resolve(chunks.get(chunkKey(photo, place))),
    chunkKeys: () =>
      Promise.resolve([...chunks.values()].map(({ photo, place }): [string, number] => [photo, place])),
    deleteChunks(photo) {
      for (const [key, chunk] of chunks) if (chunk.photo === photo) chunks.delete(key);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}

// What never leaves the memory is not sealed: the bytes stay as they are.
const same = (_rule: unknown, _key: CryptoKey, data: Bytes) => Promise.resolve(data.slice().buffer);

function plainCrypto(real: Crypto): Crypto {
  const subtle = {
    encrypt: same,
    decrypt: same,
    digest: (_name: string, data: Bytes) => Promise.resolve(sha256(data).buffer),
  };
  const getRandomValues: Crypto['getRandomValues'] = (array) => real.getRandomValues(array);
  return { getRandomValues, subtle } as unknown as Crypto;
}

export async function openOnline(tools: Tools, account: string): Promise<Work> {
  const work = await openWork(
    { ...tools, crypto: plainCrypto(tools.crypto) },
    memoryDatabase(account),
    {} as CryptoKey,
  );
  return { ...work, isKept: false };
}
