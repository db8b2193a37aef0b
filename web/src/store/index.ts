// The offline store of one account on this device, as the screens use it:
//
//   const door = await openDoor(browserTools(), account);
//   await door.state();              // none: door.create(pin, deviceKey); closed: door.open(pin); locked: door.reopen
//   const work = await door.open(pin);
//   work.counts.subscribe(…); await work.records.enter({…}); work.courier.wake();
import { Courier, type CourierTools } from './courier';
import { exportWork, importWork, type ImportReport } from './backup';
import { openDatabase } from './database';
import { openDesk, type Counts } from './desk';
import type { Readable } from './observable';
import { openKept, type Kept } from './kept';
import { Photos, type PhotoTools } from './photos';
import { openRecords, type Records } from './records';
import { Slips } from './slips';
import { Sender, ValueSync, type SyncTools } from './sync';
import { fetchTransport, sessionOver } from './transport';
import { changePin, createVault, openWithDeviceKey, openWithPin, vaultState, type VaultState } from './vault';

export type Tools = SyncTools & PhotoTools & CourierTools & { readonly indexedDB: IDBFactory };

export interface Work {
  readonly account: string;
  readonly isKept: boolean; // on this device, over the end of the page
  readonly counts: Readable<Counts>;
  readonly changes: Readable<number>;
  readonly records: Records;
  readonly photos: Photos;
  readonly slips: Slips;
  readonly kept: Kept;
  readonly courier: Courier;
  export(pin: string | null): Promise<string>;
  import(text: string, pin: string | null): Promise<ImportReport>;
  refresh(): Promise<void>; // what another tab has done
  close(): void;
}

export interface Door {
  state(): Promise<VaultState>;
  create(pin: string, deviceKey: string): Promise<Work>;
  open(pin: string): Promise<Work>;
  reopen(deviceKey: string, newPin: string): Promise<Work>;
  changePin(oldPin: string, newPin: string): Promise<void>;
}

export async function openWork(
  tools: Tools, database: Awaited<ReturnType<typeof openDatabase>>, key: CryptoKey,
): Promise<Work> {
  const desk = await openDesk(tools.crypto, database, key);
  const sender = new Sender(tools, database.account);
  const values = new ValueSync(tools, desk, sender);
  const photos = new Photos(tools, desk, key, sender);
  const slips = new Slips(tools, desk, sender);
  const courier = new Courier(tools, desk, values, slips, photos);
  const records = openRecords(tools, desk);
  await records.prune();
  await photos.dropOrphans();
  return {
    account: database.account,
    isKept: true,
    counts: desk.counts,
    changes: desk.changes,
    records,
    kept: openKept(tools.clock, desk),
    photos,
    slips,
    courier,
    export: (pin) => exportWork(tools, desk, photos, pin),
    import: (text, pin) => importWork(tools, desk, photos, text, pin),
    refresh: () => desk.refresh(),
    close() {
      courier.stop();
      desk.close();
    },
  };
}

export async function openDoor(tools: Tools, account: string): Promise<Door> {
  const vault = { crypto: tools.crypto, now: () => tools.clock.now() };
  const withDatabase = async <R>(use: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<R>) => {
    const database = await openDatabase(tools.indexedDB, account);
    try {
      return await use(database);
    } catch (failure) {
      database.close();
      throw failure;
    }
  };
  const briefly = <R>(use: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<R>) =>
    withDatabase(async (database) => {
      const result = await use(database);
      database.close();
      return result;
    });
  return {
    state: () => briefly((database) => vaultState(vault, database)),
    changePin: (oldPin, newPin) => briefly((database) => changePin(vault, database, oldPin, newPin)),
    create: (pin, deviceKey) =>
      withDatabase(async (database) => openWork(tools, database, await createVault(vault, database, pin, deviceKey))),
    open: (pin) =>
      withDatabase(async (database) => openWork(tools, database, await openWithPin(vault, database, pin))),
    reopen: (deviceKey, newPin) =>
      withDatabase(async (database) =>
        openWork(tools, database, await openWithDeviceKey(vault, database, deviceKey, newPin))),
  };
}

export function browserTools(): Tools {
  const send = fetchTransport((...given) => fetch(...given));
  return {
    indexedDB,
    crypto,
    clock: { now: () => Date.now() },
    random: () => Math.random(),
    later: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    send,
    askSession: sessionOver(send),
    ...('locks' in navigator ? { locks: navigator.locks } : {}),
  };
}
