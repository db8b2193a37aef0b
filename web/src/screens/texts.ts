// Values, days and thresholds as people read them: dd/mm/yyyy, a decimal comma in Vietnamese.
import { parseDecimal, vietnameseText } from '../judge/decimal.js';
import type { Judged } from '../judge/sheet.js';
import type { LanguageCode } from '../words/index.js';
import type { Value } from '../wire.js';

export type TypedValue = Pick<Value, 'kind' | 'value' | 'numerator' | 'denominator'>;

export function dayText(iso: string | null | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : '';
}

// "2026-11-25T09:12:44.123Z" as day and minute on the reader's clock.
export function momentText(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, '0');
  return (
    `${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()} ` +
    `${two(moment.getHours())}:${two(moment.getMinutes())}`
  );
}

export function numberText(text: string, language: LanguageCode): string {
  const number = parseDecimal(text);
  if (typeof number === 'string') return text;
  return language === 'vi' ? vietnameseText(number) : text;
}

const words: Record<LanguageCode, Record<string, string>> = {
  vi: { true: 'có', false: 'không', not_applicable: 'không áp dụng' },
  en: { true: 'yes', false: 'no', not_applicable: 'not applicable' },
};

// "true" as "có"; numbers with the reader's comma; other words as they are.
export const spokenWord = (text: string, language: LanguageCode): string =>
  words[language][text] ?? numberText(text, language);

// A standing value as it would be typed: "41/60", "99,1", "có".
export function typedText(value: TypedValue | null, language: LanguageCode): string {
  if (value === null) return '';
  if (value.kind === 'not_applicable') return words[language]['not_applicable'] ?? '';
  if (value.numerator !== undefined && value.denominator !== undefined) {
    return `${numberText(value.numerator, language)}/${numberText(value.denominator, language)}`;
  }
  return spokenWord(value.value ?? '', language);
}

export function shownValue(text: string | undefined, unit: string | undefined, language: LanguageCode): string {
  if (text === undefined || text === '') return '';
  const spoken = spokenWord(text, language);
  return unit === 'percent' ? `${spoken} %` : spoken;
}

const symbols: Partial<Record<string, string>> = {
  at_least: '≥',
  more_than: '>',
  at_most: '≤',
  less_than: '<',
  equals: '=',
  growth_at_least: '+',
  relative_at_least: '≥',
  grade_at_least: '≥',
  score_bands: '≥',
  children_share_at_least: '≥',
  count_at_least: '≥',
  between: '',
};

// "≥ 70 %": what the law asks; empty where it is not loaded or the rule is a plain yes.
export function limitText(judged: Judged, language: LanguageCode): string {
  const { threshold, rule } = judged;
  if (threshold === undefined || threshold === '' || rule === 'is_true') return '';
  const symbol = symbols[rule] ?? '';
  return `${symbol} ${shownValue(threshold, judged.node.unit, language)}`.trim();
}

// Vietnamese order of names and codes.
const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' });
export const byName = (a: string, b: string): number => collator.compare(a, b);

// For searching: marks and case do not matter, đ is d.
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

// Lines and columns of what Excel puts on the clipboard.
export const blockRows = (block: string): string[][] =>
  block
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));

// "31/12/2026" as "2026-12-31"; nothing for what is no day.
export function isoDay(text: string): string | undefined {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (!parts) return undefined;
  const [, day = '', month = '', year = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

const dimensionWords: Record<LanguageCode, Record<string, string>> = {
  vi: { male: 'nam', female: 'nữ' },
  en: { male: 'male', female: 'female' },
};

// " (nam)"; nothing for a field without dimension.
export const dimensionText = (dimension: string, language: LanguageCode): string =>
  dimension === '' ? '' : ` (${dimensionWords[language][dimension] ?? dimension})`;

const unitWords: Record<LanguageCode, Record<string, string>> = {
  vi: {
    percent: '%',
    truth: '',
    grade: '',
    count: 'số lượng',
    million_vnd_per_person_year: 'triệu đồng/người/năm',
    litre_per_person_day: 'lít/người/ngày',
    m2_per_person: 'm²/người',
  },
  en: {
    percent: '%',
    truth: '',
    grade: '',
    count: 'number',
    million_vnd_per_person_year: 'million VND a person and year',
    litre_per_person_day: 'litres a person and day',
    m2_per_person: 'm² a person',
  },
};

export const unitText = (unit: string, language: LanguageCode): string => unitWords[language][unit] ?? unit;
