// Unsent work as a file: to carry it to another device when this one is about to fail, or to keep it. Versioned JSON,
// sealed under the PIN or, when the person chooses so, readable.
import { bytesOf, fromBase64, randomBytes, textOf, toBase64, type Bytes } from './bytes';
import type { Desk } from './desk';
import type { Photo, Photos } from './photos';
import { cellKey, isUnsent, withState, type Clock, type Content, type ValueRecord } from './records';
import { Trouble } from './trouble';
import { keyFromPin, pinIterations, seal, unseal } from './vault';

const format = 'luytre-work';
const version = 1;
const fileIterationsMax = 10_000_000; // a forged file must not keep the device busy for hours

interface Head {
  readonly format: typeof format;
  readonly version: number;
  readonly account: string;
  readonly exported_at: string;
}

interface FilePhoto {
  readonly about: Pick<Photo, 'id' | 'unit' | 'fileName' | 'mediaType' | 'uses'>;
  readonly data: string; // base64
}

interface Work {
  readonly records: readonly ValueRecord[];
  readonly photos: readonly FilePhoto[];
}

interface Protection {
  readonly kdf: 'PBKDF2-SHA-256';
  readonly iterations: number;
  readonly salt: string;
  readonly iv: string;
}

type BackupFile = Head & ({ readonly work: Work } | { readonly protection: Protection; readonly sealed: string });

export interface ImportReport {
  readonly added: readonly ValueRecord[];
  readonly alreadyHere: readonly ValueRecord[]; // the same record, or the same value in the same cell
  readonly givenUp: readonly ValueRecord[]; // discarded or replaced on this device before
  // Another value is in the same cell on this device: nothing was changed, the person decides.
  readonly differing: readonly { readonly here: ValueRecord; readonly inFile: ValueRecord }[];
  readonly photosAdded: number;
  readonly photosAlreadyHere: number;
}

export interface BackupTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
}

async function gather(desk: Desk, photos: Photos): Promise<Work> {
  const records = (await desk.read((draft) => draft.all('record'))).filter(isUnsent);
  const files: FilePhoto[] = [];
  for (const photo of await photos.list()) {
    if (photo.state === 'saved') continue;
    const { id, unit, fileName, mediaType, uses } = photo;
    files.push({ about: { id, unit, fileName, mediaType, uses }, data: toBase64(await photos.data(id)) });
  }
  return { records, photos: files };
}

const placeOf = (head: Head) => `${head.format}/${head.version}/${head.account}/${head.exported_at}`;

// `pin`: null writes a file that anybody can read.
export async function exportWork(tools: BackupTools, desk: Desk, photos: Photos, pin: string | null): Promise<string> {
  const head: Head = {
    format, version, account: desk.database.account, exported_at: new Date(tools.clock.now()).toISOString(),
  };
  const work = await gather(desk, photos);
  if (pin === null) return JSON.stringify({ ...head, work } satisfies BackupFile, null, 1);
  const salt = randomBytes(tools.crypto, 16);
  const key = await keyFromPin(tools.crypto, pin, salt, pinIterations);
  const { iv, data } = await seal(tools.crypto, key, bytesOf(JSON.stringify(work)), placeOf(head));
  const protection: Protection = {
    kdf: 'PBKDF2-SHA-256', iterations: pinIterations, salt: toBase64(salt), iv: toBase64(iv),
  };
  return JSON.stringify({ ...head, protection, sealed: toBase64(data) } satisfies BackupFile);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const hasTexts = (value: Record<string, unknown>, ...names: string[]) =>
  names.every((name) => typeof value[name] === 'string');

function readHead(text: string): BackupFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Trouble('backup.unreadable');
  }
  if (!isObject(value) || value['format'] !== format || !hasTexts(value, 'account', 'exported_at')) {
    throw new Trouble('backup.unreadable');
  }
  if (value['version'] !== version) throw new Trouble('backup.version', { version: String(value['version']) });
  if (!isObject(value['work']) && !(isObject(value['protection']) && hasTexts(value, 'sealed'))) {
    throw new Trouble('backup.unreadable');
  }
  return value as unknown as BackupFile;
}

// A readable file may have been edited by hand: what is no record is refused, never half taken.
function isRecord(value: unknown): value is ValueRecord {
  if (!isObject(value) || value['kind'] !== 'value') return false;
  const { content, state } = value;
  const isContent = isObject(content) && (hasTexts(content, 'value') || hasTexts(content, 'numerator', 'denominator'));
  const names = ['id', 'unit', 'measure', 'dimension', 'opinion', 'asOf', 'period', 'base', 'shown', 'enteredAt'];
  const isState = ['waiting', 'sending', 'refused', 'conflict'].includes(String(state));
  return isContent && isState && hasTexts(value, ...names);
}

function isFilePhoto(value: unknown): value is FilePhoto {
  if (!isObject(value) || !isObject(value['about']) || !hasTexts(value, 'data')) return false;
  const { about } = value;
  return hasTexts(about, 'id', 'unit', 'fileName', 'mediaType') && Array.isArray(about['uses']);
}

function checked(work: unknown): Work {
  if (!isObject(work)) throw new Trouble('backup.unreadable');
  const { records, photos } = work;
  const isRecords = Array.isArray(records) && records.every(isRecord);
  if (!isRecords || !Array.isArray(photos) || !photos.every(isFilePhoto)) throw new Trouble('backup.unreadable');
  return { records, photos };
}

async function open(tools: BackupTools, file: BackupFile, pin: string | null): Promise<Work> {
  if ('work' in file) return checked(file.work);
  if (pin === null) throw new Trouble('backup.needs_pin');
  if (!(file.protection.iterations <= fileIterationsMax)) throw new Trouble('backup.unreadable');
  const { protection, sealed } = file;
  let plain: Bytes;
  try {
    const key = await keyFromPin(tools.crypto, pin, fromBase64(protection.salt), protection.iterations);
    const { format: of, version: as, account, exported_at } = file;
    const place = placeOf({ format: of, version: as, account, exported_at });
    plain = await unseal(tools.crypto, key, { iv: fromBase64(protection.iv), data: fromBase64(sealed) }, place);
  } catch {
    throw new Trouble('backup.wrong_pin');
  }
  return checked(JSON.parse(textOf(plain)));
}

const sameContent = (a: Content, b: Content) => JSON.stringify(a) === JSON.stringify(b);

// In flight there is not in flight here: should it have arrived, the server names the equal value and all is well.
function takenFrom(inFile: ValueRecord, added: readonly ValueRecord[]): ValueRecord {
  if (inFile.state === 'conflict') return inFile;
  const { follows } = inFile;
  const isBehind = follows !== undefined && added.some((record) => record.id === follows);
  return withState(inFile, 'waiting', isBehind ? { follows } : {});
}

function takeRecords(desk: Desk, records: readonly ValueRecord[]) {
  return desk.update((draft) => {
    const added: ValueRecord[] = [];
    const alreadyHere: ValueRecord[] = [];
    const givenUp: ValueRecord[] = [];
    const differing: { here: ValueRecord; inFile: ValueRecord }[] = [];
    for (const inFile of records) {
      const cell = cellKey(inFile);
      const here = draft.all('record').filter((record) => cellKey(record) === cell && isUnsent(record)).at(-1);
      const other = draft.get('record', inFile.id) ?? here;
      if (draft.get('journal', inFile.id)) givenUp.push(inFile);
      else if (other && sameContent(other.content, inFile.content)) alreadyHere.push(inFile);
      else if (other && !added.some((record) => record.id === inFile.follows)) differing.push({ here: other, inFile });
      else {
        const taken = takenFrom(inFile, added);
        draft.put('record', taken);
        added.push(taken);
      }
    }
    return { added, alreadyHere, givenUp, differing };
  });
}

export async function importWork(
  tools: BackupTools, desk: Desk, photos: Photos, text: string, pin: string | null,
): Promise<ImportReport> {
  const file = readHead(text);
  if (file.account !== desk.database.account) throw new Trouble('backup.other_account', { account: file.account });
  const work = await open(tools, file, pin);
  const report = await takeRecords(desk, work.records);
  let photosAdded = 0;
  for (const { about, data } of work.photos) {
    const isNew = await photos.addAgain({ ...about, data: fromBase64(data) });
    if (isNew) photosAdded += 1;
  }
  return { ...report, photosAdded, photosAlreadyHere: work.photos.length - photosAdded };
}
