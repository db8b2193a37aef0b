// Photographs and other evidence, in a queue of their own behind the values. The bytes lie sealed in pieces, the upload
// goes piece by piece from where the server says it stands, so a line that drops loses one piece at most.
import { toHex, uuidV7, type Bytes } from './bytes';
import type { Desk, Draft } from './desk';
import type { Clock } from './records';
import type { Sender, Step } from './sync';
import { Trouble } from './trouble';
import { seal, unseal } from './vault';
import { problemOf, type Heard, type WireProblem } from './wire';

export interface Use {
  readonly measure: string;
  readonly asOf: string;
}

export interface Photo {
  readonly id: string; // UUIDv7
  readonly unit: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string; // hex
  readonly uses: readonly Use[];
  readonly enteredAt: string;
  readonly state: 'waiting' | 'uploading' | 'saved' | 'refused';
  readonly beginKey: string; // idempotency keys of the two acts
  readonly completionKey: string;
  readonly upload?: string; // the server's name of it
  readonly offset?: number; // what the server has
  readonly chunkBytesMax?: number;
  readonly evidence?: string;
  readonly problem?: WireProblem;
  readonly savedAt?: string;
}

export interface NewPhoto {
  readonly unit: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly data: Bytes;
  readonly uses: readonly Use[];
}

export interface PhotoTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
  // Makes a picture smaller (a canvas does it); asked only while the network is slow. May give back what it got.
  readonly shrink?: (photo: NewPhoto) => Promise<NewPhoto>;
  readonly isSlow?: () => boolean;
}

export const storedPieceBytes = 256 * 1024;
export const photoBytesMax = 25 * 1024 * 1024;
const firstChunkBytes = 16 * 1024;
const chunkBytesMin = 4 * 1024;
const fastChunkMilliseconds = 2_000;
const orphanMilliseconds = 86_400_000;

const pieceCount = (bytes: number) => Math.ceil(bytes / storedPieceBytes);

// The server has no such upload any more, or not all of it, or other bytes than were announced.
const isForgotten = (heard: Heard) =>
  heard.status === 404 || heard.status === 410 ||
  ['evidence.incomplete', 'evidence.hash_differs'].includes(problemOf(heard).code);

function without(photo: Photo, ...names: (keyof Photo)[]): Photo {
  const kept = { ...photo };
  for (const name of names) delete (kept as Partial<Photo>)[name];
  return kept;
}

export class Photos {
  private chunkBytes = firstChunkBytes;

  constructor(
    private readonly tools: PhotoTools,
    private readonly desk: Desk,
    private readonly key: CryptoKey,
    private readonly sender: Sender,
  ) {}

  async add(given: NewPhoto): Promise<Photo> {
    const isSlow = this.tools.isSlow?.() ?? false;
    const photo = isSlow && this.tools.shrink ? await this.tools.shrink(given) : given;
    return this.keep(photo, uuidV7(this.tools.crypto, this.tools.clock.now()));
  }

  // From a backup; false when it is here already.
  async addAgain(photo: NewPhoto & { readonly id: string }): Promise<boolean> {
    const { id, ...given } = photo;
    if (await this.desk.read((draft) => draft.get('photo', id))) return false;
    await this.keep(given, id);
    return true;
  }

  private async keep(photo: NewPhoto, id: string): Promise<Photo> {
    const { crypto, clock } = this.tools;
    const { data, ...about } = photo;
    if (data.length > photoBytesMax || data.length === 0) {
      throw new Trouble('photo.too_large', { bytes: data.length, max: photoBytesMax });
    }
    const now = clock.now();
    const row: Photo = {
      ...about,
      id,
      bytes: data.length,
      sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data))),
      enteredAt: new Date(now).toISOString(),
      state: 'waiting',
      beginKey: uuidV7(crypto, now),
      completionKey: uuidV7(crypto, now),
    };
    await this.keepPieces(id, data);
    // Last: a photograph that is in the table has all its bytes.
    await this.desk.update((draft) => draft.put('photo', row));
    return row;
  }

  list(): Promise<Photo[]> {
    return this.desk.read((draft) => draft.all('photo'));
  }

  // The whole file again, to be shown or exported.
  async data(id: string): Promise<Bytes> {
    const photo = await this.desk.read((draft) => draft.get('photo', id));
    if (!photo) throw new Trouble('photo.unknown', { id });
    return this.piece(photo, 0, photo.bytes);
  }

  async discard(id: string): Promise<void> {
    await this.desk.update((draft) => {
      const photo = draft.get('photo', id);
      if (!photo || photo.state === 'saved') throw new Trouble('photo.unknown', { id });
      draft.delete('photo', id);
    });
    await this.desk.database.deleteChunks(id);
  }

  async retry(id: string): Promise<void> {
    const { crypto, clock } = this.tools;
    const keys = { beginKey: uuidV7(crypto, clock.now()), completionKey: uuidV7(crypto, clock.now()) };
    await this.desk.update((draft) => {
      const photo = draft.get('photo', id);
      if (photo?.state !== 'refused') return;
      draft.put('photo', { ...without(photo, 'upload', 'offset', 'problem'), ...keys, state: 'waiting' });
    });
  }

  // At most one request: opens the upload, sends one piece, or completes it.
  async step(): Promise<Step> {
    const photo = await this.desk.read((draft) =>
      draft.all('photo').find((one) => one.state === 'waiting' || one.state === 'uploading'));
    if (!photo) return { next: 'idle' };
    if (photo.upload === undefined) return this.begin(photo);
    const offset = photo.offset ?? 0;
    return offset < photo.bytes ? this.sendPiece(photo, photo.upload, offset) : this.complete(photo, photo.upload);
  }

  // Pieces whose photograph never came into the table: the app was closed while it was kept.
  async dropOrphans(): Promise<void> {
    const known = new Set((await this.list()).map((photo) => photo.id));
    const keys = await this.desk.database.chunkKeys();
    for (const id of new Set(keys.map(([photo]) => photo))) {
      const age = this.tools.clock.now() - Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
      if (!known.has(id) && age > orphanMilliseconds) await this.desk.database.deleteChunks(id);
    }
  }

  private async keepPieces(id: string, data: Bytes): Promise<void> {
    for (let place = 0; place < pieceCount(data.length); place += 1) {
      const plain = data.slice(place * storedPieceBytes, (place + 1) * storedPieceBytes);
      const sealed = await seal(this.tools.crypto, this.key, plain, this.placeOf(id, place));
      await this.desk.database.putChunk({ photo: id, place, sealed });
    }
  }

  private placeOf(id: string, place: number): string {
    return `chunk/${this.desk.database.account}/${id}/${place}`;
  }

  private async piece(photo: Photo, from: number, to: number): Promise<Bytes> {
    const out = new Uint8Array(to - from);
    for (let place = Math.floor(from / storedPieceBytes); place * storedPieceBytes < to; place += 1) {
      const chunk = await this.desk.database.chunk(photo.id, place);
      if (!chunk) throw new Trouble('store.damaged', { row: `photo/${photo.id}` });
      const plain = await unseal(this.tools.crypto, this.key, chunk.sealed, this.placeOf(photo.id, place));
      const start = place * storedPieceBytes;
      const part = plain.subarray(Math.max(0, from - start), to - start);
      out.set(part, Math.max(0, start - from));
    }
    return out;
  }

  private async begin(photo: Photo): Promise<Step> {
    // A code names different units at different times: the day says which.
    const [use] = photo.uses;
    const day = use ? { as_of: use.asOf } : {};
    const body = { unit: photo.unit, ...day, file_name: photo.fileName, bytes: photo.bytes, sha256: photo.sha256 };
    const told = await this.sendJson('/api/v1/evidence/uploads', photo.beginKey, body);
    if ('step' in told) return told.step;
    const answer = told.heard.value as { upload?: unknown; offset?: unknown; chunk_bytes_max?: unknown } | null;
    if (told.heard.status >= 400) return this.refuse(photo, told.heard);
    if (typeof answer?.upload !== 'string') return { next: 'later', retryAfterSeconds: null };
    const { upload } = answer;
    const offset = typeof answer.offset === 'number' ? answer.offset : 0;
    const more = typeof answer.chunk_bytes_max === 'number' ? { chunkBytesMax: answer.chunk_bytes_max } : {};
    return this.change(photo, (now) => ({ ...now, ...more, state: 'uploading', upload, offset }));
  }

  private async sendPiece(photo: Photo, upload: string, offset: number): Promise<Step> {
    const largest = Math.min(this.chunkBytes, photo.chunkBytesMax ?? firstChunkBytes);
    const to = Math.min(photo.bytes, offset + largest);
    const started = this.tools.clock.now();
    const path = `/api/v1/evidence/uploads/${encodeURIComponent(upload)}?offset=${offset}`;
    const headers = { 'Content-Type': 'application/octet-stream' };
    const told = await this.sender.send('PUT', path, headers, await this.piece(photo, offset, to));
    if ('step' in told) {
      if (told.step.next === 'later') this.chunkBytes = Math.max(chunkBytesMin, Math.floor(largest / 2));
      return told.step;
    }
    const { heard } = told;
    const stands = (heard.value as { offset?: unknown } | null | undefined)?.offset;
    // The server names where it stands, also when it is elsewhere than this device thought (an answer was lost).
    if (typeof stands === 'number' && (heard.status < 300 || heard.status === 409)) {
      if (heard.status < 300 && this.tools.clock.now() - started < fastChunkMilliseconds) {
        this.chunkBytes = Math.min(largest * 2, photo.chunkBytesMax ?? firstChunkBytes);
      }
      const step = await this.change(photo, (now) => (now.upload === upload ? { ...now, offset: stands } : now));
      // A server that takes nothing and says nothing against it is asked again later, not at once for ever.
      return stands > offset ? step : { next: 'later', retryAfterSeconds: null };
    }
    if (heard.status === 404 || heard.status === 409 || heard.status === 410) return this.beginAgain(photo, heard);
    if (heard.status < 400) return { next: 'later', retryAfterSeconds: null };
    return this.refuse(photo, heard);
  }

  private async complete(photo: Photo, upload: string): Promise<Step> {
    const uses = photo.uses.map((use) => ({ measure: use.measure, as_of: use.asOf }));
    const path = `/api/v1/evidence/uploads/${encodeURIComponent(upload)}/completion`;
    const told = await this.sendJson(path, photo.completionKey, { uses });
    if ('step' in told) return told.step;
    const { heard } = told;
    if (heard.status >= 400) return isForgotten(heard) ? this.beginAgain(photo, heard) : this.refuse(photo, heard);
    const evidence = (heard.value as { evidence?: unknown } | null | undefined)?.evidence;
    if (typeof evidence !== 'string') return { next: 'later', retryAfterSeconds: null };
    const savedAt = new Date(this.tools.clock.now()).toISOString();
    const step = await this.change(photo, (now) => ({ ...now, state: 'saved', evidence, savedAt }));
    await this.desk.database.deleteChunks(photo.id);
    return step;
  }

  private sendJson(path: string, key: string, body: unknown) {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    return this.sender.send('POST', path, headers, JSON.stringify(body));
  }

  // The server has forgotten the upload. Once: an upload that is forgotten each time is for the person to look at.
  private async beginAgain(photo: Photo, heard: Heard): Promise<Step> {
    if (photo.problem) return this.refuse(photo, heard);
    const keys = {
      beginKey: uuidV7(this.tools.crypto, this.tools.clock.now()),
      completionKey: uuidV7(this.tools.crypto, this.tools.clock.now()),
    };
    const problem = problemOf(heard);
    return this.change(photo, (now) => ({
      ...without(now, 'upload', 'offset'), ...keys, problem, state: 'waiting',
    }));
  }

  private refuse(photo: Photo, heard: Heard): Promise<Step> {
    return this.change(photo, (now) => ({ ...now, state: 'refused', problem: problemOf(heard) }));
  }

  private async change(photo: Photo, to: (now: Photo) => Photo): Promise<Step> {
    await this.desk.update((draft: Draft) => {
      const now = draft.get('photo', photo.id);
      if (now && now.state !== 'saved') draft.put('photo', to(now));
    });
    return { next: 'again' };
  }
}
