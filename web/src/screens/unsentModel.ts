// What unsent work is called: its place in the form it was typed into, from the form kept on this device.
import type { Work } from '../store/index';
import type { ValueRecord } from '../store/records';
import type { WholeRound } from './surveys/wire';
import { addressOf } from '../router';
import type { LanguageCode } from '../words';
import type { GridSheet, ReportSheet } from '../wire';
import { dimensionText } from './texts';

export interface Called {
  readonly field: string; // "2.2 Đường thôn, liên thôn được cứng hóa"
  readonly unit: string; // "Xã Đoàn Kết"
  readonly address: string; // of the screen where it was typed
}

type Form = ReportSheet | GridSheet;

const pathOf = (record: ValueRecord) =>
  `/api/v1/reporting/periods/${record.period}/` +
  (record.opinion === 'self' ? `units/${record.unit}` : `grid?opinion=${record.opinion}`);

const unitOf = (form: Form, code: string) =>
  'unit' in form ? form.unit : form.units.find((unit) => unit.code === code);

// Codes stand where the form is not kept: after work came from another device.
function called(record: ValueRecord, form: Form | undefined, language: LanguageCode): Called {
  const field = form?.fields.find((one) => one.measure === record.measure && one.dimension === record.dimension);
  const title = field ? `${field.indicators[0] ?? ''} ${field.title[language]}`.trim() : record.measure;
  return {
    field: title + dimensionText(record.dimension, language),
    unit: (form && unitOf(form, record.unit)?.name) ?? record.unit,
    address:
      record.opinion === 'self' ? addressOf.sheet(record.period, record.unit) : addressOf.sector(record.period),
  };
}

// By identifier of the record. Each form is opened once.
export async function callAll(
  work: Work,
  records: readonly ValueRecord[],
  language: LanguageCode,
): Promise<ReadonlyMap<string, Called>> {
  const forms = new Map<string, Form | undefined>();
  for (const path of new Set(records.map(pathOf))) forms.set(path, (await work.kept.get<Form>(path))?.value);
  return new Map(records.map((record) => [record.id, called(record, forms.get(pathOf(record)), language)]));
}

// Slips of a village that wait: how many, never which.
export interface Heap {
  readonly round: string;
  readonly village: string;
  readonly name: string; // as the round on this device calls it
  readonly waiting: number;
  readonly refused: number;
}

export async function heapsOf(work: Work): Promise<readonly Heap[]> {
  const heaps = new Map<string, Heap>();
  for (const { round, village, state } of await work.slips.list()) {
    const key = `${round} ${village}`;
    const before = heaps.get(key) ?? {
      round,
      village,
      name: await nameOf(work, round, village),
      waiting: 0,
      refused: 0,
    };
    const queue = state === 'refused' ? 'refused' : 'waiting';
    heaps.set(key, { ...before, [queue]: before[queue] + 1 });
  }
  return [...heaps.values()];
}

async function nameOf(work: Work, round: string, village: string): Promise<string> {
  const kept = await work.kept.get<WholeRound>(`/api/v1/surveys/${round}`);
  return kept?.value.villages.find((one) => one.village === village)?.name ?? '';
}
