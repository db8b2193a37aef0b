// The values a person entered that the server has not confirmed. A record leaves the queue in two ways only: the server
// confirmed it, or the person replaced, discarded or gave it up; what was given up stays in the journal for a while.
import { uuidV7 } from './bytes';
import type { Desk, Draft } from './desk';
import { Trouble } from './trouble';
import type { WireCurrent, WireProblem } from './wire';

export interface Cell {
  readonly unit: string; // code
  readonly measure: string;
  readonly dimension: string; // '' when the measure has none
  readonly opinion: string;
  readonly asOf: string; // ISO day
}

// As typed into the sheet; numbers with a decimal point.
export type Content = { readonly value: string } | { readonly numerator: string; readonly denominator: string };

export interface Entry extends Cell {
  readonly period: string; // of the sheet it was typed into
  readonly content: Content;
  readonly base: string; // the observation the person saw in the cell; '' for an empty one
}

export interface ValueRecord extends Entry {
  readonly id: string; // UUIDv7
  readonly kind: 'value';
  readonly enteredAt: string;
  readonly shown: string; // the base as the sheet showed it; `base` moves on when the app itself saves
  readonly state: 'waiting' | 'sending' | 'saved' | 'refused' | 'conflict';
  readonly problem?: WireProblem; // refused
  readonly current?: WireCurrent; // conflict: what the server has
  readonly observation?: string; // saved: what it became
  readonly savedAt?: string;
  readonly follows?: string; // the record of this cell in flight, whose observation will be the base
  readonly shareMax?: number; // sent in batches of at most so many, after a larger one was refused whole
}

export type Leaving = 'discarded' | 'theirs' | 'replaced';

export interface JournalEntry {
  readonly id: string;
  readonly record: ValueRecord;
  readonly reason: Leaving;
  readonly at: string;
}

export interface Clock {
  now(): number; // milliseconds since 1970
}

export interface RecordTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
}

const journalDays = 90;
const savedDays = 7;
const dayMilliseconds = 86_400_000;

export const cellKey = (cell: Cell) =>
  JSON.stringify([cell.unit, cell.measure, cell.dimension, cell.opinion, cell.asOf]);

export const isUnsent = (record: ValueRecord) => record.state !== 'saved';

// exactOptionalPropertyTypes: a field that no longer holds is left out, not set to undefined.
export function withState(
  record: ValueRecord, state: ValueRecord['state'], more: Partial<ValueRecord> = {},
): ValueRecord {
  const { problem, current, observation, savedAt, follows, shareMax, ...lasting } = record;
  void [problem, current, observation, savedAt, follows, shareMax];
  return { ...lasting, state, ...more };
}

export function toJournal(draft: Draft, record: ValueRecord, reason: Leaving, at: string): void {
  draft.put('journal', { id: record.id, record, reason, at });
  draft.delete('record', record.id);
}

const recordsOfCell = (draft: Pick<Draft, 'all'>, cell: Cell) => {
  const key = cellKey(cell);
  return draft.all('record').filter((record) => cellKey(record) === key);
};

function replaced(record: ValueRecord, entry: Entry, enteredAt: string): ValueRecord {
  const next = { ...entry, base: record.base, shown: record.shown, enteredAt };
  // The person typed over a conflict: it is still theirs to decide, now with the new value on their side.
  if (record.state === 'conflict') return { ...record, ...next };
  if (record.state === 'waiting') return { ...record, ...next };
  return { ...withState(record, 'waiting'), ...next };
}

function enterInto(draft: Draft, entry: Entry, id: string, enteredAt: string): ValueRecord {
  const here = recordsOfCell(draft, entry);
  const fresh: ValueRecord = { ...entry, id, kind: 'value', enteredAt, shown: entry.base, state: 'waiting' };
  const open = here.filter((record) => record.state !== 'sending' && record.state !== 'saved').at(-1);
  if (open) {
    const next = replaced(open, entry, enteredAt);
    draft.put('record', next);
    return next;
  }
  const flying = here.find((record) => record.state === 'sending');
  if (flying) {
    const next = { ...fresh, base: flying.base, shown: flying.shown, follows: flying.id };
    draft.put('record', next);
    return next;
  }
  // A sheet read before the last save still names the observation that the save replaced.
  const saved = here.filter((record) => record.state === 'saved').at(-1);
  const isBehind = saved?.observation !== undefined && saved.shown === entry.base;
  const next = isBehind ? { ...fresh, base: saved.observation ?? entry.base } : fresh;
  for (const record of here) draft.delete('record', record.id);
  draft.put('record', next);
  return next;
}

export interface Records {
  enter(entry: Entry): Promise<ValueRecord>;
  list(): Promise<ValueRecord[]>; // oldest first; with those saved in the last days
  journal(): Promise<JournalEntry[]>;
  // Of the cell's records the one whose value the person entered last.
  ofCell(cell: Cell): Promise<ValueRecord | undefined>;
  discard(id: string): Promise<void>;
  resolve(id: string, choice: 'mine' | 'theirs'): Promise<void>;
  // Back into the queue as it is, after the reason of a refusal has gone.
  retry(id: string): Promise<void>;
  // Drops what was confirmed or given up long ago. Unsent work is never touched.
  prune(): Promise<void>;
}

function requireRecord(draft: Draft, id: string): ValueRecord {
  const record = draft.get('record', id);
  if (!record || record.state === 'saved') throw new Trouble('record.unknown', { id });
  if (record.state === 'sending') throw new Trouble('record.in_flight', { id });
  return record;
}

export function openRecords(tools: RecordTools, desk: Desk): Records {
  const now = () => new Date(tools.clock.now()).toISOString();
  return {
    enter(entry) {
      const id = uuidV7(tools.crypto, tools.clock.now());
      return desk.update((draft) => enterInto(draft, entry, id, now()));
    },
    list: () => desk.read((draft) => draft.all('record')),
    journal: () => desk.read((draft) => draft.all('journal')),
    ofCell: (cell) =>
      desk.read((draft) => {
        const here = recordsOfCell(draft, cell);
        return here.filter((record) => record.state !== 'sending' && record.state !== 'saved').at(-1) ?? here.at(-1);
      }),
    discard: (id) => desk.update((draft) => toJournal(draft, requireRecord(draft, id), 'discarded', now())),
    resolve: (id, choice) =>
      desk.update((draft) => {
        const record = requireRecord(draft, id);
        if (record.state !== 'conflict' || !record.current) throw new Trouble('record.not_a_conflict', { id });
        if (choice === 'theirs') toJournal(draft, record, 'theirs', now());
        else draft.put('record', withState(record, 'waiting', { base: record.current.observation }));
      }),
    retry: (id) =>
      desk.update((draft) => {
        const record = requireRecord(draft, id);
        if (record.state === 'refused') draft.put('record', withState(record, 'waiting'));
      }),
    prune: () => desk.update((draft) => pruneDraft(draft, tools.clock.now())),
  };
}

function pruneDraft(draft: Draft, now: number): void {
  const isOld = (at: string | undefined, days: number) =>
    at !== undefined && now - Date.parse(at) > days * dayMilliseconds;
  for (const entry of draft.all('journal')) if (isOld(entry.at, journalDays)) draft.delete('journal', entry.id);
  for (const record of draft.all('record')) {
    if (record.state === 'saved' && isOld(record.savedAt, savedDays)) draft.delete('record', record.id);
  }
  for (const photo of draft.all('photo')) {
    if (photo.state === 'saved' && isOld(photo.savedAt, savedDays)) draft.delete('photo', photo.id);
  }
}
