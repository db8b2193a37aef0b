// Plans as they come over the wire, and how their parts are said.
import type { Outcome } from '../../judge/outcome.js';
import { sayIn, type LanguageCode } from '../../words/index.js';
import { dayText, numberText } from '../texts.js';

export type Both = Readonly<Record<LanguageCode, string>>;
export type Purpose = 'pilot' | 'ntm' | 'advanced' | 'model' | 'border' | 'difficult' | 'outstanding';
export const purposes: readonly Purpose[] = [
  'ntm',
  'advanced',
  'model',
  'pilot',
  'border',
  'difficult',
  'outstanding',
];
export type Title = 'ntm' | 'advanced' | 'model' | 'modern' | 'completion';
export const titles: readonly Title[] = ['ntm', 'advanced', 'model', 'modern'];

export interface Decision {
  readonly number: string;
  readonly day: string;
  readonly document: string;
}

export interface Plan {
  readonly plan: string;
  readonly year: number;
  readonly province: string;
  readonly title: Both;
  readonly decision: Decision;
  readonly version: number;
  readonly amendments: readonly (Decision & { readonly version: number; readonly reason: string })[];
}

export interface DayKind {
  readonly is_working: boolean;
  readonly is_known: boolean;
  readonly holiday: Both | null;
}

export interface Target {
  readonly purpose: Purpose;
  readonly title: Title | null;
  readonly criteria: number | null;
  readonly set: string | null;
  readonly deadline: string;
  readonly deadline_day: DayKind;
}

export interface Judged {
  readonly set: string;
  readonly criteria_met: number;
  readonly criteria_total: number;
  readonly criteria_by_outcome: Readonly<Record<Outcome, number>>;
}

export type Because =
  | 'recognised'
  | 'other_year'
  | 'revoked'
  | 'register_says_no'
  | 'register_not_complete'
  | 'year_not_said'
  | 'criteria_met'
  | 'criteria_not_met'
  | 'criteria_open'
  | 'not_judged';

export interface Result {
  readonly reached: 'yes' | 'no' | 'unknown';
  readonly because: Because;
  readonly fact: {
    readonly achievement_year: number | null;
    readonly decision: string | null;
    readonly decision_date: string | null;
  } | null;
  readonly published: Judged | null;
  readonly drafts: Judged | null;
}

export type Told = 'done' | 'told' | 'too_slow' | 'too_few_points' | 'no_progress';

export interface Forecast {
  readonly told: Told;
  readonly best: string | null;
  readonly expected: string | null;
  readonly points: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface Together {
  readonly told: Told;
  readonly best: string | null;
  readonly expected: string | null;
  readonly not_before: string | null;
  readonly items: number;
  readonly items_done: number;
}

export interface PlanUnit {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly ended_on: string | null;
}

export interface TargetRow extends PlanUnit, Target {
  readonly by: string;
  readonly change: 'added' | 'changed';
  readonly reason: string;
  readonly judged_on: string;
  readonly result: Result;
  readonly work: Together & { readonly late: number; readonly next_due: string | null };
}

export interface PacePoint {
  readonly day: string;
  readonly due: number;
  readonly done: number | null;
}

export type Owner = { readonly department: string; readonly title: Both } | null;
export type Lateness = 'none' | 'expected_late' | 'overdue';

export interface LateRow extends PlanUnit {
  readonly item: string;
  readonly indicator: string;
  readonly what: string;
  readonly owner: Owner;
  readonly due_on: string;
  readonly days_late: number;
  readonly lateness: Lateness;
  readonly forecast: Forecast;
}

export interface PlanBoard {
  readonly plan: Plan;
  readonly as_of: string;
  readonly may_amend: boolean;
  readonly targets: readonly TargetRow[];
  readonly targets_hidden: number;
  readonly dropped: readonly (PlanUnit &
    Target & { readonly by: string; readonly dropped_on: string; readonly reason: string })[];
  readonly totals: readonly {
    readonly purpose: Purpose;
    readonly targets: number;
    readonly reached: number;
    readonly not_reached: number;
    readonly unknown: number;
    readonly decided_later: number;
    readonly units_judged: number;
    readonly criteria_met: number;
  }[];
  readonly work: Together;
  readonly pace: readonly PacePoint[];
  readonly late: readonly LateRow[];
}

export interface Report {
  readonly day: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly percent: string;
  readonly words: string;
  readonly reason: string;
  readonly by: string;
  readonly event: number;
}

export interface Item {
  readonly item: string;
  readonly set: string;
  readonly indicator: string;
  readonly what: string;
  readonly owner: Owner;
  readonly cost: string | null;
  readonly capital: string;
  readonly starts_on: string;
  readonly due_on: string;
  readonly due_day: DayKind;
  readonly done_on: string | null;
  readonly lateness: Lateness;
  readonly is_passed: boolean;
  readonly forecast: Forecast;
  readonly changes: readonly { readonly due_on: string | null; readonly reason: string; readonly event: number }[];
  readonly progress: readonly Report[];
  readonly overridden: readonly Report[];
}

export interface Gap {
  readonly set: string;
  readonly criterion: string;
  readonly title: Both;
  readonly outcome: Outcome;
  readonly outcome_published: Outcome | null;
  readonly indicators: readonly {
    readonly number: string;
    readonly title: Both;
    readonly outcome: Outcome;
    readonly appraised_by: string;
    readonly owners: readonly NonNullable<Owner>[];
  }[];
  readonly items: readonly string[];
  readonly due_on: string | null;
}

export interface UnitBoard {
  readonly plan: Plan;
  readonly unit: PlanUnit;
  readonly as_of: string;
  readonly judged_on: string;
  readonly may: { readonly work: boolean; readonly report: boolean };
  readonly targets: readonly (Target & { readonly by: string; readonly result: Result })[];
  readonly gaps: readonly Gap[];
  readonly gaps_without_work: number;
  readonly items: readonly Item[];
  readonly withdrawn: readonly {
    readonly item: string;
    readonly indicator: string;
    readonly what: string;
    readonly reason: string;
  }[];
  readonly cost: { readonly known: string | null; readonly items_unknown: number };
  readonly work: Together;
  readonly pace: readonly PacePoint[];
  readonly departments: readonly NonNullable<Owner>[];
}

export const aimText = (target: Pick<Target, 'title' | 'criteria'>, language: LanguageCode): string =>
  target.title === null
    ? sayIn(language, 'plans.criteria_aim', { count: target.criteria ?? 0 })
    : sayIn(language, `plans.title.${target.title}`);

export function dayOffText(kind: DayKind, language: LanguageCode): string {
  if (kind.holiday) return sayIn(language, 'plans.day_off_of', { title: kind.holiday[language] });
  if (!kind.is_working) return sayIn(language, 'plans.day_off');
  return '';
}

export function becauseText(result: Result, language: LanguageCode): string {
  const { fact } = result;
  return sayIn(language, `plans.because.${result.because}`, {
    year: fact?.achievement_year?.toString() ?? '?',
    decision: fact?.decision ?? '?',
    day: dayText(fact?.decision_date) || '?',
  });
}

type Foretold = Pick<Forecast, 'told' | 'best' | 'expected'> & { readonly not_before?: string | null };

// With the day asked about it also says that the day foretold has passed.
export function forecastText(forecast: Foretold, language: LanguageCode, asOf = ''): string {
  const { told, expected } = forecast;
  const text = toldText(forecast, language);
  const isPassed = told === 'told' && expected !== null && expected < asOf;
  return isPassed ? `${text}; ${sayIn(language, 'plans.passed')}` : text;
}

function toldText(forecast: Foretold, language: LanguageCode): string {
  const { told, best, expected } = forecast;
  if (told === 'done') return sayIn(language, 'plans.told.done', { day: dayText(expected) });
  if (told === 'told' && best === expected) return sayIn(language, 'plans.told.told_one', { day: dayText(expected) });
  if (told === 'told') return sayIn(language, 'plans.told.told', { day: dayText(expected), best: dayText(best) });
  const text = sayIn(language, `plans.told.${told}`);
  return forecast.not_before
    ? `${text}; ${sayIn(language, 'plans.not_before', { day: dayText(forecast.not_before) })}`
    : text;
}

export const restsOn = (forecast: Forecast, language: LanguageCode): string =>
  forecast.points === 0
    ? ''
    : sayIn(language, 'plans.rests_on', {
        count: forecast.points,
        first: dayText(forecast.first),
        last: dayText(forecast.last),
      });

export const ownerText = (owner: Owner, language: LanguageCode): string =>
  owner ? owner.title[language] : sayIn(language, 'plans.owner_unit');

// Numbers as people type them, for the server: "1.250.000.000" and "33,5" become "1250000000" and "33.5". A point
// before three digits alone separates thousands. What cannot be read goes as it is and is refused.
export function numberTyped(typed: string): string {
  const text = typed.replace(/\s/g, '');
  if (text.includes(',') || /^\d{1,3}(\.\d{3})+$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  return text;
}

export const amountText = (amount: string, language: LanguageCode): string => numberText(amount, language);

// One decimal, half up, from whole numbers: no binary fraction is shown.
export function averageText(sum: number, count: number, language: LanguageCode): string {
  if (count === 0) return '–';
  const tenths = Math.floor((sum * 20 + count) / (2 * count));
  return numberText(`${Math.floor(tenths / 10)}.${tenths % 10}`, language);
}
