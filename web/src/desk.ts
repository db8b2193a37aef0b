// What the screens work at: who is signed in, what the server says or said last, and the work kept on this device.
import { call, readSession, Refused, Unanswered, useFormToken, type Session } from './api';
import { entryKey } from './judge/operands';
import { isProblem } from './judge/problem';
import { decimalText } from './judge/decimal';
import { readTyped, type Entry } from './judge/value';
import { measureOf, type Pending, type PendingCells } from './screens/sheetModel';
import { numberText, spokenWord, typedText } from './screens/texts';
import { uuidV7 } from './store/bytes';
import { browserTools, openDoor, type Door, type Work } from './store/index';
import { openOnline } from './store/online';
import type { Content, ValueRecord } from './store/records';
import { writable, type Readable } from './store/observable';
import { shrinkPhoto, isSlowNetwork } from './shrink';
import { currentLanguage, say } from './words';
import type { Field, Opinion, Period, ReportSheet, Value } from './wire';

export interface Copy<T> {
  readonly value: T;
  readonly keptAt?: string; // absent: fresh from the server
}

export type DoorState = 'unknown' | 'none' | 'closed' | 'locked' | 'open';

export interface WaitingPhoto {
  readonly id: string;
  readonly fileName: string;
  readonly percent: number;
}

// A cell that may be typed into: where it belongs and what stands in it.
export interface CellPlace {
  readonly period: Period;
  readonly unit: string; // code
  readonly field: Pick<Field, 'measure' | 'dimension' | 'kind' | 'unit' | 'grades'>;
  readonly opinion: Opinion;
  readonly standing: Value | null;
}

// A cell of a period: whose, and which field.
export const cellOf = (unit: string, field: { measure: string; dimension: string }): string =>
  `${unit} ${entryKey(field.measure, field.dimension)}`;

const evidenceWaitMilliseconds = 120_000;
const evidenceLookMilliseconds = 250;
const rememberedKey = 'luytre.account';

interface Remembered {
  readonly account: string;
  readonly name: string;
}

function remembered(): Remembered | null {
  try {
    return JSON.parse(localStorage.getItem(rememberedKey) ?? 'null') as Remembered | null;
  } catch {
    return null;
  }
}

function contentOf(entry: Entry): Content {
  switch (entry.kind) {
    case 'share':
      return { numerator: decimalText(entry.share.numerator), denominator: decimalText(entry.share.denominator) };
    case 'number':
      return { value: decimalText(entry.number) };
    case 'truth':
      return { value: entry.truth ? 'true' : 'false' };
    case 'grade':
      return { value: entry.grade };
    case 'not_applicable':
      return { value: 'not_applicable' };
    case 'none':
      return { value: 'withdrawn' };
  }
}

export function textOfContent(content: Content): string {
  const language = currentLanguage();
  if ('numerator' in content) {
    return `${numberText(content.numerator, language)}/${numberText(content.denominator, language)}`;
  }
  return content.value === 'withdrawn' ? '' : spokenWord(content.value, language);
}

function theirs(record: ValueRecord): Pending['theirs'] {
  if (record.state !== 'conflict') return undefined;
  const current = record.current as (Value & { observation: string }) | undefined;
  const text = current ? typedText(current, currentLanguage()) : '';
  return { text: text || say('cell.withdrawn'), by: current?.by ?? '', at: current?.recorded_at ?? '' };
}

function pendingOf(record: ValueRecord): Pending {
  const told = theirs(record);
  const messages = record.problem?.messages;
  const detail = messages ? messages[currentLanguage()] : (record.problem?.detail ?? record.problem?.code ?? '');
  return {
    text: textOfContent(record.content),
    state: record.state,
    ...(record.problem ? { problem: { detail } } : {}),
    ...(told ? { theirs: told } : {}),
  };
}

// Over plain HTTP a browser gives no cryptography, and unsealed nothing is kept.
export const canSeal = crypto.subtle !== undefined;
const ownTools = () => ({ ...browserTools(), shrink: shrinkPhoto, isSlow: isSlowNetwork });

class StaffDesk {
  readonly session = writable<Session | null>(null);
  readonly account = writable<Remembered | null>(null);
  readonly doorState = writable<DoorState>('unknown');
  readonly work = writable<Work | undefined>(undefined);
  readonly isReady = writable(false);
  readonly isDemonstration = writable(false);
  readonly beingKept = writable(0); // entries on their way to the disk: not safe yet
  readonly isSignedOut = writable(false); // the server said so; unreachable says nothing
  private door: Door | undefined;
  private readonly loadedAt = new Map<string, number>();
  private readonly sentListeners = new Set<() => void>();
  private readonly readListeners = new Set<(path: string) => void>();

  async start(): Promise<void> {
    let session: Session | null = null;
    try {
      session = await readSession();
      this.isSignedOut.set(session === null);
    } catch {
      addEventListener('online', () => void this.readSessionAgain(), { once: true });
    }
    this.session.set(session);
    const account = session ? { account: session.account, name: session.name } : remembered();
    this.account.set(account);
    try {
      if (session) localStorage.setItem(rememberedKey, JSON.stringify(account));
      if (account && canSeal) {
        this.door = await openDoor(ownTools(), account.account);
        await this.lookAtDoor();
      }
    } catch {
      // A browser that forbids storage can read and order, but nothing waits on it.
      this.doorState.set('unknown');
    }
    if (session && !canSeal) await this.workOnline();
    this.isReady.set(true);
  }

  // Nothing is kept on this device: what was typed is gone with the page unless the server has it.
  async workOnline(): Promise<void> {
    const account = this.account.get();
    if (!account) return;
    const work = await openOnline(ownTools(), account.account);
    addEventListener('beforeunload', (event) => {
      if (Object.values(work.counts.get()).some((count) => count > 0)) event.preventDefault();
    });
    this.opened(work);
  }

  async lookAtDoor(): Promise<{ waitUntil: number; triesLeft: number }> {
    const found = await this.door?.state();
    this.doorState.set(found?.state ?? 'unknown');
    return found?.state === 'closed' ? found : { waitUntil: 0, triesLeft: 0 };
  }

  async setPin(pin: string): Promise<void> {
    const { key } = await call<{ key: string }>('/api/v1/me/device-key');
    if (!this.door) return;
    this.opened(
      this.doorState.get() === 'locked' ? await this.door.reopen(key, pin) : await this.door.create(pin, key),
    );
  }

  async openWithPin(pin: string): Promise<void> {
    if (this.door) this.opened(await this.door.open(pin));
  }

  private opened(work: Work): void {
    this.work.set(work);
    this.doorState.set('open');
    // Asked once work may wait here; the browser may say no, and the screen of unsent work says so.
    if (work.isKept) void navigator.storage?.persist?.();
    let before = work.counts.get();
    work.counts.subscribe((now) => {
      const isEmptied = (queue: 'waiting' | 'slips') => before[queue] > 0 && now[queue] === 0;
      const isSent = isEmptied('waiting') || isEmptied('slips') || now.photos < before.photos;
      before = now;
      if (isSent) for (const tell of this.sentListeners) tell();
    });
    addEventListener('online', () => work.courier.wake());
    work.courier.wake();
    // Not every room's answers say whether the record is a demonstration; the list of periods does.
    void this.load('/api/v1/reporting/periods').catch(() => undefined);
  }

  // Something was read anew: what was only known here may stand on the server now.
  private onRead(tell: (path: string) => void): () => void {
    this.readListeners.add(tell);
    return () => void this.readListeners.delete(tell);
  }

  onSent(tell: () => void): () => void {
    this.sentListeners.add(tell);
    return () => void this.sentListeners.delete(tell);
  }

  // The newest answer, or the copy kept on this device when nobody answers or the session has ended.
  async load<T>(path: string): Promise<Copy<T>> {
    try {
      const value = await call<T>(path);
      this.noteDemonstration(value);
      this.loadedAt.set(path, Date.now());
      for (const tell of this.readListeners) tell(path);
      await this.work.get()?.kept.put(path, value);
      return { value };
    } catch (failure) {
      const isGone = failure instanceof Unanswered || (failure instanceof Refused && failure.status === 401);
      const kept = isGone ? await this.work.get()?.kept.get<T>(path) : undefined;
      if (failure instanceof Refused && failure.status === 401) this.signedOut();
      if (kept) {
        this.noteDemonstration(kept.value);
        return { value: kept.value, keptAt: kept.at };
      }
      throw failure instanceof Unanswered ? new Error(`${failure.message} ${say('common.not_kept')}`) : failure;
    }
  }

  // What must not lie on this device: asked anew each time.
  async loadUnkept<T>(path: string): Promise<Copy<T>> {
    return { value: await call<T>(path) };
  }

  // An order that needs the server now. Sent again after a lost answer it does nothing twice: the key is its own.
  async post<T>(path: string, body: object): Promise<T> {
    const headers = { 'Idempotency-Key': uuidV7(crypto, Date.now()) };
    const order = () => call<T>(path, { method: 'POST', body, headers });
    try {
      return await order();
    } catch (failure) {
      if (!(failure instanceof Unanswered)) throw failure;
      return order();
    }
  }

  async upload<T>(path: string, file: File, fields: Readonly<Record<string, string>> = {}): Promise<T> {
    const form = new FormData();
    for (const [name, text] of Object.entries(fields)) if (text !== '') form.append(name, text);
    form.append('file', file, file.name);
    return call<T>(path, { method: 'POST', form });
  }

  // What this device knows of a period's cells beyond what stands, by cellOf(). What was sent shows until the place was
  // read anew.
  pendingFor(period: string, opinion: Opinion, path: string): Readable<PendingCells> {
    return this.live<PendingCells>(new Map(), path, async (work) => {
      const found = new Map<string, Pending>();
      for (const record of await work.records.list()) {
        if (record.period !== period || record.opinion !== opinion) continue;
        const isRead = record.state === 'saved' && Date.parse(record.savedAt ?? '') < (this.loadedAt.get(path) ?? 0);
        if (!isRead) found.set(cellOf(record.unit, record), pendingOf(record));
      }
      return found;
    });
  }

  // Read anew with each change of the work on this device, and of what the server said at the path, for as long as
  // somebody listens.
  private live<T>(empty: T, path: string, read: (work: Work) => Promise<T>): Readable<T> {
    const value = writable(empty);
    let listeners = 0;
    let stop = () => {};
    const start = () => {
      let stopWork: (() => void) | undefined;
      const again = () => {
        const work = this.work.get();
        if (work) void read(work).then((found) => value.set(found));
      };
      const stopAll = this.work.subscribe((work) => {
        stopWork?.();
        stopWork = work?.changes.subscribe(again);
      });
      const stopRead = this.onRead((told) => {
        if (told === path) again();
      });
      stop = () => {
        stopAll();
        stopWork?.();
        stopRead();
      };
    };
    return {
      get: value.get,
      subscribe: (listener) => {
        listeners += 1;
        if (listeners === 1) start();
        const end = value.subscribe(listener);
        return () => {
          end();
          listeners -= 1;
          if (listeners === 0) stop();
        };
      },
    };
  }

  // Keeps what was typed, to be sent as soon as there is a network. An empty text takes the value back.
  async enter(place: CellPlace, text: string): Promise<void> {
    const work = this.work.get();
    const read = readTyped(measureOf(place.field), text);
    if (!work || isProblem(read)) return;
    const { measure, dimension } = place.field;
    const cell = { unit: place.unit, measure, dimension, opinion: place.opinion, asOf: place.period.as_of };
    if (read.kind === 'none' && place.standing === null) {
      const open = await work.records.ofCell(cell);
      if (!open || open.state === 'saved') return;
      if (open.state !== 'sending' && open.base === '') return work.records.discard(open.id);
    }
    const entry = { ...cell, period: place.period.period, content: contentOf(read), base: place.standing?.id ?? '' };
    this.beingKept.set(this.beingKept.get() + 1);
    try {
      await work.records.enter(entry);
    } finally {
      this.beingKept.set(this.beingKept.get() - 1);
    }
    work.courier.wake();
  }

  async decide(place: CellPlace, decision: 'mine' | 'theirs'): Promise<void> {
    const work = this.work.get();
    const { measure, dimension } = place.field;
    const cell = { unit: place.unit, measure, dimension, opinion: place.opinion, asOf: place.period.as_of };
    const record = await work?.records.ofCell(cell);
    if (!work || record?.state !== 'conflict') return;
    await work.records.resolve(record.id, decision);
    work.courier.wake();
    for (const tell of this.sentListeners) tell();
  }

  photosFor(sheet: ReportSheet, field: Field): Readable<readonly WaitingPhoto[]> {
    return this.live<readonly WaitingPhoto[]>([], '', async (work) => {
      const all = await work.photos.list();
      const own = all.filter(
        (photo) =>
          photo.state !== 'saved' &&
          photo.unit === sheet.unit.code &&
          photo.uses.some((use) => use.measure === field.measure && use.asOf === sheet.period.as_of),
      );
      return own.map(({ id, fileName, offset, bytes }) => ({
        id,
        fileName,
        percent: bytes === 0 ? 0 : Math.floor(((offset ?? 0) * 100) / bytes),
      }));
    });
  }

  async addPhoto(sheet: ReportSheet, field: Field, file: File): Promise<void> {
    const work = this.work.get();
    if (!work) throw new Error(say('pin.enter'));
    await work.photos.add({
      unit: sheet.unit.code,
      fileName: file.name,
      mediaType: file.type || 'application/octet-stream',
      data: new Uint8Array(await file.arrayBuffer()),
      uses: [{ measure: field.measure, asOf: sheet.period.as_of }],
    });
    work.courier.wake();
  }

  // A file of a unit that stands behind no value (a part of a dossier, a decision), through the queue of evidence;
  // its id once the server has it. Without a network it waits in the queue, and that is said.
  async addEvidence(unit: string, file: File): Promise<string> {
    const work = this.work.get();
    if (!work) throw new Error(say('pin.enter'));
    const mediaType = file.type || 'application/octet-stream';
    const data = new Uint8Array(await file.arrayBuffer());
    const { id } = await work.photos.add({ unit, fileName: file.name, mediaType, data, uses: [] });
    work.courier.wake();
    for (const started = Date.now(); Date.now() - started < evidenceWaitMilliseconds && navigator.onLine;) {
      const photo = (await work.photos.list()).find((one) => one.id === id);
      if (photo?.evidence !== undefined) return photo.evidence;
      if (photo?.state === 'refused') {
        const detail = photo.problem?.messages?.[currentLanguage()] ?? photo.problem?.detail;
        throw new Error(detail ?? photo.problem?.code ?? '');
      }
      await new Promise((resolve) => setTimeout(resolve, evidenceLookMilliseconds));
    }
    throw new Error(say('dossier.upload_waits', { name: file.name }));
  }

  private noteDemonstration(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null || !('is_demonstration' in answer)) return;
    this.isDemonstration.set(answer.is_demonstration === true);
  }

  private async readSessionAgain(): Promise<void> {
    try {
      this.session.set(await readSession());
      this.isSignedOut.set(this.session.get() === null);
    } catch {
      addEventListener('online', () => void this.readSessionAgain(), { once: true });
    }
  }

  signedOut(): void {
    useFormToken('');
    this.session.set(null);
    this.isSignedOut.set(true);
  }
}

export const desk = new StaffDesk();
