// Carries waiting records to the server, one request at a time. What is sent is written down first, with its
// idempotency key and its exact bytes: until an answer is understood the same bytes go again under the same key, so a
// lost answer writes nothing twice. What an answer means is applied in one change, and only while its batch stands.
import { uuidV7 } from './bytes';
import type { Desk, Draft } from './desk';
import { toJournal, withState, type Clock, type ValueRecord } from './records';
import { problemOf, type AskSession, type Heard, type Transport } from './wire';
import type { WireAnswer, WireCurrent, WireItem, WireProblem } from './wire';

export const batchRecordsMax = 100;

export interface Batch {
  readonly id: string; // its idempotency key
  readonly unit: string;
  readonly records: readonly string[];
  readonly body: string;
}

// What a step came to: `again` at once; `later` after a failure that may pass; `idle` nothing to send.
export type Step =
  | { readonly next: 'again' | 'idle' }
  | { readonly next: 'later'; readonly retryAfterSeconds: number | null }
  | { readonly next: 'needs_sign_in'; readonly because: 'nobody' | 'other_account' };

export interface SyncTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly send: Transport;
  readonly askSession: AskSession;
}

function wireOf(record: ValueRecord): Record<string, string> {
  return {
    unit_code: record.unit,
    measure: record.measure,
    dimension: record.dimension,
    opinion: record.opinion,
    as_of: record.asOf,
    ...record.content,
    base: record.base,
  };
}

function bodyOf(records: readonly ValueRecord[]): string {
  return JSON.stringify({ partial: true, numbers: 'en', observations: records.map(wireOf) });
}

// The oldest waiting record, and what may travel with it.
function choose(waiting: readonly ValueRecord[]): ValueRecord[] {
  const [first] = waiting;
  if (!first) return [];
  const together = waiting.filter((one) => one.unit === first.unit && one.shareMax === first.shareMax);
  return together.slice(0, first.shareMax ?? batchRecordsMax);
}

// A record that follows another of its cell waits until that one's fate is known, for its base.
function isFree(draft: Pick<Draft, 'get'>, record: ValueRecord): boolean {
  return record.state === 'waiting' && !(record.follows && draft.get('record', record.follows));
}

// The batch to send now: the one that stands, or a new one.
function nextBatch(draft: Draft, id: string): Batch | undefined {
  const [standing] = draft.all('batch');
  if (standing) return standing;
  const chosen = choose(draft.all('record').filter((record) => isFree(draft, record)));
  const [first] = chosen;
  if (!first) return undefined;
  const batch = { id, unit: first.unit, records: chosen.map((record) => record.id), body: bodyOf(chosen) };
  for (const record of chosen) draft.put('record', { ...record, state: 'sending' });
  draft.put('batch', batch);
  return batch;
}

// 1.50 and 1.5 are one number; other texts are compared as they are.
function plain(text: string): string {
  const number = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text.trim());
  if (!number) return text.trim();
  const [, sign, whole, part] = number;
  const digits = part ? `${whole}.${part}` : String(whole);
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

// What stands is the very value that was typed: an answer that was lost beyond recall, or two people of one mind.
function isSameValue({ content }: ValueRecord, current: WireCurrent): boolean {
  if ('numerator' in content) {
    const { numerator, denominator } = current;
    if (numerator === undefined || denominator === undefined) return false;
    return plain(numerator) === plain(content.numerator) && plain(denominator) === plain(content.denominator);
  }
  if (current.numerator !== undefined) return false;
  return current.value === null ? current.kind === content.value : plain(current.value) === plain(content.value);
}

const nothing: WireCurrent = { observation: '', value: null };

const followerOf = (draft: Draft, record: ValueRecord) =>
  draft.all('record').find((other) => other.follows === record.id);

function save(draft: Draft, record: ValueRecord, observation: string, at: string): void {
  const follower = followerOf(draft, record);
  if (follower) {
    draft.put('record', withState(follower, 'waiting', { base: observation }));
    draft.delete('record', record.id);
  } else {
    draft.put('record', withState(record, 'saved', { observation, savedAt: at }));
  }
}

// The person has already typed another value: the one the server did not take is journalled, the newer takes its place.
function stop(draft: Draft, record: ValueRecord, next: ValueRecord, at: string): void {
  const follower = followerOf(draft, record);
  if (!follower) return draft.put('record', next);
  toJournal(draft, record, 'replaced', at);
  const inherits = next.state === 'conflict' && next.current ? { current: next.current } : {};
  const state = next.state === 'conflict' ? 'conflict' : 'waiting';
  draft.put('record', withState(follower, state, { base: record.base, ...inherits }));
}

const unanswered: WireProblem = { code: 'sync.no_answer_for_record' };

function settle(draft: Draft, record: ValueRecord, item: WireItem | undefined, at: string): void {
  if (item?.change === 'conflict') {
    const current = item.current ?? nothing;
    if (isSameValue(record, current)) return save(draft, record, current.observation, at);
    return stop(draft, record, withState(record, 'conflict', { current }), at);
  }
  const isSaved = item?.change === 'added' || item?.change === 'changed' || item?.change === 'unchanged';
  if (isSaved) return save(draft, record, item.observation ?? item.current?.observation ?? record.base, at);
  stop(draft, record, withState(record, 'refused', { problem: item?.problem ?? unanswered }), at);
}

const placeOf = (where: string): number => Number(/\/observations\/(\d+)/.exec(where)?.[1] ?? Number.NaN);

function applyAnswer(draft: Draft, batch: Batch, items: readonly WireItem[], at: string): void {
  if (!draft.get('batch', batch.id)) return; // another tab has heard the same answer
  const byPlace = new Map(items.map((item) => [placeOf(item.where), item]));
  batch.records.forEach((id, place) => {
    const record = draft.get('record', id);
    if (record?.state === 'sending') settle(draft, record, byPlace.get(place), at);
  });
  draft.delete('batch', batch.id);
}

// A batch refused whole is cut in two until the record at fault stands alone; the others go through.
function applyRefusal(draft: Draft, batch: Batch, problem: WireProblem, at: string): void {
  if (!draft.get('batch', batch.id)) return;
  const shareMax = Math.ceil(batch.records.length / 2);
  for (const id of batch.records) {
    const record = draft.get('record', id);
    if (record?.state !== 'sending') continue;
    if (batch.records.length > 1) draft.put('record', { ...record, state: 'waiting', shareMax });
    else stop(draft, record, withState(record, 'refused', { problem }), at);
  }
  draft.delete('batch', batch.id);
}

function isAnswer(value: unknown): value is WireAnswer {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}

const mayPass = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;
const isOfSession = (heard: Heard) =>
  heard.status === 401 || (heard.status === 403 && problemOf(heard).code.startsWith('accounts.'));

// Sends with the session's token. A session that has turned stale is asked for once more before the person is.
export class Sender {
  private token: string | null = null;

  constructor(
    private readonly tools: Pick<SyncTools, 'send' | 'askSession'>,
    private readonly account: string,
  ) {}

  // The answer, or the step that says why there is none.
  async send(
    method: 'POST' | 'PUT', path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>,
  ): Promise<{ heard: Heard } | { step: Step }> {
    try {
      for (let round = 0; round < 2; round += 1) {
        const refused = await this.knowSession();
        if (refused) return { step: refused };
        const heard = await this.tools.send({
          method, path, body, headers: { ...headers, 'X-Form-Token': this.token ?? '' },
        });
        if (!isOfSession(heard)) {
          if (mayPass(heard.status)) return { step: { next: 'later', retryAfterSeconds: heard.retryAfterSeconds } };
          return { heard };
        }
        this.token = null;
      }
      return { step: { next: 'needs_sign_in', because: 'nobody' } };
    } catch {
      return { step: { next: 'later', retryAfterSeconds: null } };
    }
  }

  // Why nothing can be sent now; undefined: it can be tried.
  async ready(): Promise<Step | undefined> {
    try {
      return await this.knowSession();
    } catch {
      return { next: 'later', retryAfterSeconds: null };
    }
  }

  // The token belongs to one session, so that a batch can never travel under the name of somebody else who signed in on
  // this device in the meantime: the server refuses the token, and here the account is compared.
  private async knowSession(): Promise<Step | undefined> {
    if (this.token !== null) return undefined;
    const session = await this.tools.askSession();
    if (!session) return { next: 'needs_sign_in', because: 'nobody' };
    if (session.account !== this.account) return { next: 'needs_sign_in', because: 'other_account' };
    this.token = session.formToken;
    return undefined;
  }
}

export class ValueSync {
  constructor(
    private readonly tools: SyncTools,
    private readonly desk: Desk,
    private readonly sender: Sender,
  ) {}

  // At most one request.
  async step(): Promise<Step> {
    const id = uuidV7(this.tools.crypto, this.tools.clock.now());
    const batch = await this.desk.update((draft) => nextBatch(draft, id));
    if (!batch) return { next: 'idle' };
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': batch.id };
    const told = await this.sender.send('POST', '/api/v1/observations', headers, batch.body);
    if ('step' in told) return told.step;
    return this.understand(batch, told.heard);
  }

  private async understand(batch: Batch, heard: Heard): Promise<Step> {
    const at = new Date(this.tools.clock.now()).toISOString();
    if (heard.status >= 400) {
      await this.desk.update((draft) => applyRefusal(draft, batch, problemOf(heard), at));
      return { next: 'again' };
    }
    // A page of a hotel's network, a cut answer: not ours, so it says nothing about what was written.
    if (!isAnswer(heard.value)) return { next: 'later', retryAfterSeconds: null };
    const { items } = heard.value;
    await this.desk.update((draft) => applyAnswer(draft, batch, items, at));
    return { next: 'again' };
  }
}
