// Slips of the residents' survey that wait to be sent: rows of their own beside the values, and never in a backup file.
// Nothing of a slip says when it was written, and nothing of it stays on the device once the server has it: identifiers
// are drawn at random, several slips travel together in an order drawn at random, and what became of each is remembered
// by the page alone.
import { randomBytes, uuidV4 } from './bytes';
import type { Desk, Draft } from './desk';
import { writable, type Readable } from './observable';
import type { Sender, Step, SyncTools } from './sync';
import { Trouble } from './trouble';
import { problemOf, type Heard, type WireProblem } from './wire';

export type Channel = 'paper' | 'meeting' | 'phone' | 'kiosk';
export type Answer = 'satisfied' | 'not_satisfied' | 'no_answer';

export interface SlipEntry {
  readonly round: string;
  readonly village: string;
  readonly channel: Channel;
  readonly serial: string; // as made: twelve letters
  readonly answers: Readonly<Record<string, Answer>>; // by question
  readonly words: Readonly<Record<string, string>>;
  readonly seconds: number; // from opening the slip to keeping it
}

export interface SlipRecord extends SlipEntry {
  readonly id: string; // at random: says nothing of the time
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly problem?: WireProblem; // refused
  readonly shareMax?: number; // sent in batches of at most so many, after a larger one was refused whole
}

export interface SlipBatch {
  readonly id: string; // its idempotency key
  readonly round: string;
  readonly village: string;
  readonly slips: readonly string[];
  readonly body: string;
}

// What became of a slip: in the memory of the page, without an answer.
export interface SlipResult {
  readonly round: string;
  readonly village: string;
  readonly serial: string;
  readonly state: 'whole' | 'waiting_second' | 'differing';
}

interface WireResult {
  readonly index: number;
  readonly state: SlipResult['state'] | 'refused';
  readonly problem?: WireProblem;
}

export const slipsTogether = 10; // so many wait for each other before they travel of themselves
export const slipBatchMax = 100;

export const slipPath = (round: string, village: string) =>
  `/api/v1/surveys/${encodeURIComponent(round)}/villages/${encodeURIComponent(village)}/entries`;

export const isSamePlace = (a: Pick<SlipEntry, 'round' | 'village'>, b: Pick<SlipEntry, 'round' | 'village'>) =>
  a.round === b.round && a.village === b.village;

function shuffled<T>(crypto: Crypto, list: readonly T[]): T[] {
  const keyed = list.map((one) => ({ one, key: String(randomBytes(crypto, 8)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one);
}

const wireOf = ({ serial, answers, words, seconds }: SlipRecord) => ({ serial, answers, words, seconds });

function withState(slip: SlipRecord, state: SlipRecord['state'], more: Partial<SlipRecord> = {}): SlipRecord {
  const { problem, shareMax, ...lasting } = slip;
  void [problem, shareMax];
  return { ...lasting, state, ...more };
}

// Slips that may travel together; none while there are too few and nobody asked for it.
function choose(waiting: readonly SlipRecord[], isAsked: boolean): readonly SlipRecord[] {
  for (const first of waiting) {
    const together = waiting.filter(
      (one) => isSamePlace(one, first) && one.channel === first.channel && one.shareMax === first.shareMax);
    const isEnough = isAsked || first.shareMax !== undefined || together.length >= slipsTogether;
    if (isEnough) return together.slice(0, first.shareMax ?? slipBatchMax);
  }
  return [];
}

const waitingIn = (draft: Pick<Draft, 'all'>) => draft.all('slip').filter((slip) => slip.state === 'waiting');

const hasSomething = (draft: Pick<Draft, 'all'>, isAsked: boolean) =>
  draft.all('slip_batch').length > 0 || choose(waitingIn(draft), isAsked).length > 0;

function nextBatch(crypto: Crypto, draft: Draft, isAsked: boolean): SlipBatch | undefined {
  const [standing] = draft.all('slip_batch');
  if (standing) return standing;
  const chosen = choose(shuffled(crypto, waitingIn(draft)), isAsked);
  const [first] = chosen;
  if (!first) return undefined;
  const { round, village, channel } = first;
  const body = JSON.stringify({ channel, slips: chosen.map(wireOf) });
  const batch = { id: uuidV4(crypto), round, village, slips: chosen.map((slip) => slip.id), body };
  for (const slip of chosen) draft.put('slip', { ...slip, state: 'sending' });
  draft.put('slip_batch', batch);
  return batch;
}

const unanswered: WireProblem = { code: 'sync.no_answer_for_record' };

// What the server has is gone from the device; what it refused stays, to be mended.
function applyResults(draft: Draft, batch: SlipBatch, results: readonly WireResult[]): SlipResult[] {
  if (!draft.get('slip_batch', batch.id)) return []; // another tab has heard the same answer
  const byPlace = new Map(results.map((result) => [result.index, result]));
  const told: SlipResult[] = [];
  batch.slips.forEach((id, place) => {
    const slip = draft.get('slip', id);
    const result = byPlace.get(place);
    if (slip?.state !== 'sending') return;
    if (!result || result.state === 'refused') {
      return draft.put('slip', withState(slip, 'refused', { problem: result?.problem ?? unanswered }));
    }
    told.push({ round: slip.round, village: slip.village, serial: slip.serial, state: result.state });
    draft.delete('slip', id);
  });
  draft.delete('slip_batch', batch.id);
  return told;
}

// A batch refused for what is in it is cut in two until the slip at fault stands alone; refused for where it goes, all
// of it stays for the person.
function applyRefusal(draft: Draft, batch: SlipBatch, heard: Heard): void {
  if (!draft.get('slip_batch', batch.id)) return;
  const isOfContent = [400, 413, 422].includes(heard.status);
  const shareMax = Math.ceil(batch.slips.length / 2);
  for (const id of batch.slips) {
    const slip = draft.get('slip', id);
    if (slip?.state !== 'sending') continue;
    if (isOfContent && batch.slips.length > 1) draft.put('slip', { ...slip, state: 'waiting', shareMax });
    else draft.put('slip', withState(slip, 'refused', { problem: problemOf(heard) }));
  }
  draft.delete('slip_batch', batch.id);
}

const isAnswer = (value: unknown): value is { results: readonly WireResult[] } =>
  typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value.results);

const resultsMax = 200;

export class Slips {
  // Newest first; gone with the page.
  readonly results: Readable<readonly SlipResult[]>;
  private readonly told = writable<readonly SlipResult[]>([]);
  private asks = 1; // what was left from the last time goes at once
  private served = 0;

  constructor(
    private readonly tools: SyncTools,
    private readonly desk: Desk,
    private readonly sender: Sender,
  ) {
    this.results = this.told;
  }

  // Kept sealed on the device. `mends`: the slip in whose place this one stands.
  async keep(entry: SlipEntry, mends?: string): Promise<void> {
    const id = uuidV4(this.tools.crypto);
    await this.desk.update((draft) => {
      const twin = draft.all('slip').find((slip) => slip.round === entry.round && slip.serial === entry.serial);
      if (twin && twin.id !== mends) throw new Trouble('slip.twice', { serial: entry.serial });
      const before = mends === undefined ? undefined : draft.get('slip', mends);
      if (before?.state === 'sending') throw new Trouble('record.in_flight', { id: before.id });
      if (before) draft.delete('slip', before.id);
      draft.put('slip', { ...entry, id, state: 'waiting' });
    });
  }

  list(): Promise<SlipRecord[]> {
    return this.desk.read((draft) => draft.all('slip'));
  }

  async discard(id: string): Promise<void> {
    await this.desk.update((draft) => {
      if (draft.get('slip', id)?.state === 'sending') throw new Trouble('record.in_flight', { id });
      draft.delete('slip', id);
    });
  }

  // Sends also the few: the person has finished, or wants to know.
  ask(): void {
    this.asks += 1;
  }

  // At most one request that writes. Who goes together is drawn when it can go: what waits longer mixes with more.
  async step(): Promise<Step> {
    const { crypto } = this.tools;
    const asked = this.asks;
    const isAsked = asked > this.served;
    if (!(await this.desk.read((draft) => hasSomething(draft, isAsked)))) {
      this.served = asked;
      return { next: 'idle' };
    }
    const hindered = await this.sender.ready();
    if (hindered) return hindered;
    const batch = await this.desk.update((draft) => nextBatch(crypto, draft, isAsked));
    if (!batch) return { next: 'again' };
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': batch.id };
    const told = await this.sender.send('POST', slipPath(batch.round, batch.village), headers, batch.body);
    if ('step' in told) return told.step;
    const { heard } = told;
    if (heard.status >= 400) {
      await this.desk.update((draft) => applyRefusal(draft, batch, heard));
      return { next: 'again' };
    }
    // A page of a hotel's network, a cut answer: not ours, so it says nothing about what was written.
    if (!isAnswer(heard.value)) return { next: 'later', retryAfterSeconds: null };
    const { results } = heard.value;
    const settled = await this.desk.update((draft) => applyResults(draft, batch, results));
    this.told.set([...settled, ...this.told.get()].slice(0, resultsMax));
    return { next: 'again' };
  }
}
