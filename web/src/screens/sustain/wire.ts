// What /api/v1/sustain answers.
import type { LanguageCode } from '../../words';

type Bilingual = Readonly<Record<LanguageCode, string>>;
export const titles = ['ntm', 'advanced', 'model', 'modern'] as const;
export type Title = (typeof titles)[number];
export type Exposed = 'no_rule' | 'keep' | 'at_risk' | 'revoke';
export type State =
  'none' | 'scored' | 'signed' | 'objected' | 'verified' | 'sustained' | 'warned' | 'revocation_proposed';
export type Outcome = 'met' | 'basically_met' | 'not_met' | 'not_applicable' | 'not_assessed';

export interface Exposure {
  readonly best: Exposed;
  readonly worst: Exposed;
  readonly is_range: boolean;
}

// Where a check stands after an order.
export interface Taken {
  readonly check: string;
  readonly state: State;
  readonly to_do: Bilingual | null;
}

export interface RadarRow {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly title: Title;
  readonly title_words: Bilingual;
  readonly set: string | null;
  readonly is_set_of_the_day: boolean;
  readonly is_provisional: boolean;
  readonly criteria_total: number;
  readonly criteria: Readonly<Record<Outcome, readonly string[]>>;
  readonly key_criteria_not_met: readonly string[];
  readonly exposure: Exposure;
  readonly what_if: boolean;
  readonly basis: {
    readonly stage: 'draft' | 'signed' | 'verified' | 'council' | null;
    readonly values: number;
    readonly oldest: string | null;
  };
  readonly last_check: { readonly check: string; readonly year: number; readonly state: State } | null;
  readonly vi: string;
  readonly en: string;
}

export interface Radar {
  readonly as_of: string;
  readonly what_if: boolean;
  readonly rules: readonly ({ readonly what_if: boolean } & Bilingual)[];
  readonly summary: {
    readonly titles: number;
    readonly at_best: Readonly<Record<Exposed, number>>;
    readonly at_worst: Readonly<Record<Exposed, number>>;
    readonly ranges: number;
    readonly holding_unknown: number;
  };
  readonly rows: readonly RadarRow[];
  readonly next_cursor: string | null;
}

export interface YearRow {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly title: Title;
  readonly title_words: Bilingual;
  readonly holds: boolean;
  readonly state: State;
  readonly check: string | null;
  readonly is_overdue: boolean;
  readonly may_score: boolean;
  readonly exposure: Exposure | null;
}

export interface Year {
  readonly year: number;
  readonly due_on: string;
  readonly overdue: number;
  readonly may_remind: boolean;
  readonly holding_unknown: number;
  readonly rows: readonly YearRow[];
}

export interface Scoring {
  readonly version: number;
  readonly as_of: string;
  readonly known_at: number;
  readonly set: string;
  readonly criteria_by_outcome: Readonly<Record<Outcome, number>>;
  readonly criteria_total: number;
  readonly exposure: Exposure;
  readonly what_if: boolean;
  readonly rule_document: string | null;
  readonly words: string;
  readonly by: string;
  readonly event: number;
}

export interface Line {
  readonly depth: number;
  readonly number: string;
  readonly title: Bilingual;
  readonly outcome: Outcome;
  readonly is_key: boolean;
  readonly is_provisional: boolean;
  readonly has_value: boolean;
  readonly value: string | null;
  readonly threshold: string | null;
  readonly unit_of_measure: string | null;
  readonly as_of: string | null;
  readonly word: 'verified' | 'objected' | null;
}

export interface Step {
  readonly step: 'signed' | 'verified' | 'objected';
  readonly version: number;
  readonly day: string | null;
  readonly indicator: string | null;
  readonly words: string;
  readonly by: string;
  readonly event: number;
}

export interface Check {
  readonly check: string;
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly title: Title;
  readonly title_words: Bilingual;
  readonly year: number;
  readonly state: State;
  readonly version: number;
  readonly scorings: readonly Scoring[];
  readonly steps: readonly Step[];
  readonly closing: {
    readonly result: 'sustained' | 'warned' | 'revocation_proposed';
    readonly day: string;
    readonly words: string;
    readonly unverified: number;
    readonly to_do: Bilingual | null;
    readonly by: string;
  } | null;
  readonly checks_of_unit: readonly {
    readonly check: string;
    readonly title_words: Bilingual;
    readonly year: number;
    readonly state: State;
  }[];
  readonly lines: readonly Line[];
  readonly may: {
    readonly score: boolean;
    readonly sign: boolean;
    readonly verify: readonly string[];
    readonly close: boolean;
  };
}
