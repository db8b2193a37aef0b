// What the routes of the residents' survey answer: docs/api/openapi.yaml. Fields keep the names they have on the wire.
import type { Answer, Channel } from '../../store/slips';
import type { LanguageCode } from '../../words';

export type Both = Record<LanguageCode, string>;
export type Outcome = 'met' | 'basically_met' | 'not_met' | 'not_applicable' | 'not_assessed';
export type Confidence = 'sourced' | 'from_memory' | 'uncertain';

export const channels: readonly Channel[] = ['paper', 'meeting', 'phone', 'kiosk'];
export const answers: readonly Answer[] = ['satisfied', 'not_satisfied', 'no_answer'];
export const demands = ['overall', 'each_item', 'coverage'] as const;
export type Demand = (typeof demands)[number];
export const samples = ['every_household', 'share_of_households'] as const;
export type Sample = (typeof samples)[number];

// In the order in which a round goes.
export const way = [
  'planned',
  'approved',
  'trained',
  'collecting',
  'closed',
  'consolidated',
  'displayed',
  'confirmed',
  'sent',
] as const;
export const states = [...way, 'returned', 'cancelled'] as const;
export type State = (typeof states)[number];

// Steps of a whole round that are posted to …/steps.
export const steps = ['approve', 'train', 'consolidate', 'display', 'confirm', 'send', 'return', 'cancel'] as const;
export type Step = (typeof steps)[number];

// A question read aloud: Vietnamese, Tày, Nùng, Dao.
export const spoken = ['vi', 'tyz', 'nut', 'ium'] as const;
export type Spoken = (typeof spoken)[number];

export interface RoundLine {
  readonly id: string;
  readonly unit: string;
  readonly unit_name: string;
  readonly tier: string;
  readonly form: string;
  readonly opens_on: string;
  readonly closes_on: string;
  readonly state: State;
  readonly villages: number;
  readonly sealed: number;
  readonly households: number;
  readonly open_anomalies: number;
}

export interface RoundList {
  readonly may_plan: boolean;
  readonly may_record_audio: boolean;
  readonly rounds: readonly RoundLine[];
}

export interface Parameter {
  readonly percent: string | null;
  readonly is_more_than: boolean;
  readonly document: string;
  readonly locator: string;
  readonly confidence: Confidence;
}
export type Parameters = Readonly<Record<Demand, Parameter>>;

export interface PlanOptions {
  readonly unit: string;
  readonly unit_name: string;
  readonly villages: readonly {
    readonly village: string;
    readonly name: string;
    readonly households: number | null; // as last counted in the register of villages
  }[];
  readonly titles: readonly {
    readonly tier: string;
    readonly set: string;
    readonly parameters: Parameters;
    readonly forms: readonly { readonly id: string; readonly title: Both }[];
  }[];
}

// A figure that a plan wrote beforehand: kept, said, and never a demand.
export interface Note {
  readonly what: Demand;
  readonly percent: string;
  readonly document: string;
  readonly words: string;
  readonly problem: string | { readonly code: string } | null; // a code, or the problem of that code
}

export interface Question {
  readonly id: string;
  readonly text: Both;
  readonly is_overall: boolean;
  readonly audio: readonly Spoken[];
}

export interface Form {
  readonly id: string;
  readonly title: Both;
  readonly confidence: Confidence;
  readonly note: Both | string | null;
  readonly questions: readonly Question[];
}

export interface Village {
  readonly village: string;
  readonly name: string;
  readonly households: number;
  readonly as_of: string;
  readonly source: string;
  readonly state: 'waiting' | 'handed_out' | 'sealed';
  // Of the Front's lane alone, as are the commands.
  readonly printed?: number;
  readonly handed?: number;
  readonly pending?: {
    readonly whole: number;
    readonly waiting_second: number;
    readonly differing: number;
  } | null;
  readonly commands?: readonly string[];
}

export type Share = { readonly numerator: string; readonly denominator: string; readonly percent: string } | null;

export interface ItemTally {
  readonly question: string;
  readonly satisfied: number;
  readonly not_satisfied: number;
  readonly no_answer: number;
  readonly rate: Share;
  readonly bounds: { readonly low: Share; readonly high: Share } | null;
}

export interface Tally {
  readonly households: number;
  readonly printed: number;
  readonly handed: number;
  readonly returned: number;
  readonly left_out: number;
  readonly valid: number;
  readonly channels: Readonly<Record<Channel, number>>;
  readonly participation: Share;
  readonly items: readonly ItemTally[];
  readonly verdict: {
    readonly outcome: Outcome;
    readonly is_provisional: boolean;
    readonly overall: Outcome;
    readonly each_item: Outcome;
    readonly coverage: Outcome;
    readonly lowest: string | number | null;
  };
}
export type VillageTally = Tally & { readonly village: string; readonly name: string; readonly words: string };

export interface Anomaly {
  readonly id: string;
  readonly village: string; // '': of the whole round
  readonly rule: string;
  readonly figures: Readonly<Record<string, string | number>>;
  readonly state: 'open' | 'answered' | 'accepted' | 'refused';
  readonly reviews: readonly {
    readonly verdict: 'answered' | 'accepted' | 'refused';
    readonly words: string;
    readonly by: string;
    readonly event: number;
  }[];
  readonly commands: readonly string[];
}

export interface Recount {
  readonly village: string;
  readonly by_unit: string;
  readonly by_unit_name: string;
  readonly slips: number;
  readonly result: {
    readonly alike: number;
    readonly different: number;
    readonly missing: number;
    readonly answers_different: number;
    readonly words: string;
  } | null;
  readonly commands: readonly string[];
}

export interface SurveyTask {
  readonly id: string;
  readonly question: string;
  readonly words: string;
  readonly given_to: string;
  readonly given_to_name: string;
  readonly due_on: string;
  readonly answers: readonly { readonly words: string; readonly by: string; readonly event: number }[];
  readonly commands: readonly string[];
}

export interface RoundStep {
  readonly event: number;
  readonly village: string;
  readonly command: string;
  readonly count: number;
  readonly words: string;
  readonly day: string;
  readonly by: string;
}

export interface WholeRound {
  readonly version: number;
  readonly state: State;
  readonly is_of_the_lane: boolean;
  readonly today: string;
  readonly commands: readonly string[];
  readonly round: {
    readonly id: string;
    readonly unit: string;
    readonly unit_name: string;
    readonly tier: string;
    readonly province: string;
    readonly set: string;
    readonly form: Form | null; // null: the law that is loaded has another text
    readonly document: string;
    readonly opens_on: string;
    readonly closes_on: string;
    readonly sample: Sample;
    readonly sample_percent: string;
    readonly parameters: Parameters;
    readonly notes: readonly Note[];
    readonly replaces: string;
    readonly dossier: string;
  };
  readonly steps: readonly RoundStep[];
  readonly villages: readonly Village[];
  readonly tally: { readonly whole: Tally | null; readonly villages: readonly VillageTally[] } | null;
  readonly anomalies: readonly Anomaly[];
  readonly recounts: readonly Recount[];
  readonly tasks: readonly SurveyTask[];
  readonly dossiers: readonly { readonly id: string; readonly label: string }[]; // to which it may be sent now
}

export interface PendingSlips {
  readonly slips: readonly {
    readonly serial: string;
    readonly state: 'waiting_second' | 'differing';
    readonly is_mine: boolean;
  }[];
}

export interface Comments {
  readonly comments: readonly { readonly question: string; readonly words: string }[];
}
