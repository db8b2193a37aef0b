// What the routes of villages answer: docs/api/openapi.yaml. Fields keep the names they have on the wire.
import type { Bilingual } from '../../judge/wire.js';

export type Kind = 'thon' | 'ban' | 'to_dan_pho' | 'khu';
export type Ladder = 'village' | 'residential_area';
export type TitleState =
  | 'registered'
  | 'agreed'
  | 'planned'
  | 'self_scored'
  | 'consulted'
  | 'verified'
  | 'recognised'
  | 'upkept'
  | 'lapsed'
  | 'withdrawn';
export type StepName =
  | 'meeting'
  | 'plan'
  | 'self_score'
  | 'consultation'
  | 'verification'
  | 'returned'
  | 'recognition'
  | 'recorded'
  | 'upkeep_check'
  | 'lapse'
  | 'withdrawal'
  | 'set_bound';
export type Outcome = 'met' | 'basically_met' | 'not_met' | 'not_applicable';
export const kinds: readonly Kind[] = ['thon', 'ban', 'to_dan_pho', 'khu'];
export const ladders: readonly Ladder[] = ['village', 'residential_area'];
export const outcomes: readonly Outcome[] = ['met', 'basically_met', 'not_met', 'not_applicable'];

export interface UnitNamed {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
}

export interface Decision {
  readonly decision: string;
  readonly signed_on: string;
  readonly in_force_on: string | null;
  readonly issuer: { readonly unit: string; readonly name: string; readonly ended_on: string | null } | null;
  readonly signer: string | null;
  readonly competence: string | null;
  readonly on_behalf_of_ended_unit: boolean;
}

export interface Title {
  readonly title: string;
  readonly ladder: Ladder;
  readonly year: number;
  readonly set: string | null;
  readonly state: TitleState;
  readonly is_held: boolean;
  readonly is_provisional: boolean;
  readonly decision: Decision | null;
  readonly lapse: Decision | null;
  readonly checked_on: string | null;
}

export interface Step {
  readonly step: StepName;
  readonly day: string;
  readonly is_favourable: boolean;
  readonly words: string;
  readonly households: number | null;
  readonly present: number | null;
  readonly agreeing: number | null;
  readonly displayed_from: string | null;
  readonly displayed_until: string | null;
  readonly works: readonly { readonly what: string; readonly due_on: string | null }[];
  readonly dissatisfied: readonly { readonly item: string; readonly households: number }[];
  readonly warnings: readonly { readonly code: string; readonly arguments: Record<string, string> }[];
  readonly decision: Decision | null;
  readonly set: string | null;
  readonly by: string;
  readonly event: number;
}

type Score = { readonly outcome: Outcome; readonly words: string } | null;
export type Counted = Record<Outcome | 'not_assessed', number>;

export interface Dossier extends Title {
  readonly version: number;
  readonly by: string;
  readonly steps: readonly Step[];
  readonly next: readonly StepName[];
  readonly scores: {
    readonly indicators: readonly {
      readonly number: string;
      readonly title: Bilingual;
      readonly is_asked: boolean;
      readonly self: Score;
      readonly verifier: Score;
    }[];
    readonly self: Counted;
    readonly verifier: Counted;
  };
  readonly scoring_refused: string | null;
}

export interface Alert {
  readonly alert: 'no_tick' | 'share_falls' | 'check_due';
  readonly months: number;
  readonly item: string | null;
  readonly month: string | null;
  readonly done: number;
  readonly total: number;
  readonly before_done: number;
  readonly before_total: number;
}

export interface Tick {
  readonly month: string;
  readonly entered_as: 'head' | 'commune';
  readonly stands: boolean;
  readonly event: number;
  readonly items: Readonly<Record<string, { readonly done: number; readonly total: number | null }>>;
  readonly words?: string;
  readonly by?: string;
}

export interface Count {
  readonly as_of: string;
  readonly households: number | null;
  readonly people: number | null;
  readonly source: string;
}

export interface Village {
  readonly village: string;
  readonly code: string | null;
  readonly name: string;
  readonly kind: Kind;
  readonly is_alive: boolean;
  readonly commune: UnitNamed | null;
  readonly standing: {
    readonly settlement: 'settled' | 'proposed' | 'undecided';
    readonly recorded: UnitNamed | null;
    readonly communes: readonly UnitNamed[];
    readonly since: string | null;
    readonly decision: string | null;
  };
  readonly count: Count | null;
  readonly titles: readonly Title[];
  readonly last_tick: string | null;
  readonly alerts: readonly Alert[];
}

export interface Link {
  readonly village: string;
  readonly name: string;
  readonly day: string;
  readonly kind: 'merged' | 'split';
  readonly decision: string;
}

export interface WholeVillage extends Village {
  readonly ended_on: string | null;
  readonly versions: readonly {
    readonly from: string;
    readonly name: string;
    readonly kind: Kind;
    readonly commune: UnitNamed | null;
    readonly decision: string | null;
  }[];
  readonly predecessors: readonly Link[];
  readonly successors: readonly Link[];
  readonly counts: readonly Count[];
  readonly ticks: readonly Tick[];
  readonly head: string | null;
  readonly dossiers: readonly Dossier[];
  readonly may: Readonly<Record<'keep' | 'prepare' | 'speaks' | 'verify' | 'recognise' | 'record', boolean>> | null;
  readonly as_of: string;
}

export interface CommuneVillages {
  readonly unit: UnitNamed;
  readonly totals: { readonly villages: number; readonly village: number; readonly residential_area: number };
  readonly villages: readonly Village[];
  readonly may: { readonly keep: boolean; readonly record: boolean };
}

export interface OwnVillages {
  readonly communes: readonly (UnitNamed & {
    readonly villages: number;
    readonly unsettled: number;
    readonly alerts: number;
    readonly under_way: number;
    readonly totals: { readonly village: number; readonly residential_area: number };
  })[];
  readonly own: readonly Village[];
}

export interface TickItem {
  readonly item: string;
  readonly kind: 'count' | 'share' | 'yes_no';
  readonly title: Bilingual;
}

export interface SetNamed {
  readonly set: string;
  readonly title: Bilingual;
  readonly from_year: number;
  readonly until_year: number | null;
  readonly is_partial: boolean;
}

export interface RoomWords {
  readonly items: readonly TickItem[];
  readonly sets: Readonly<Record<Ladder, readonly SetNamed[]>>;
}

export interface Imported {
  readonly added: number;
  readonly counted: number;
  readonly unchanged: number;
  readonly rows: readonly {
    readonly row: number;
    readonly change: 'added' | 'counted' | 'unchanged';
    readonly village: string;
    readonly name: string;
    readonly commune: string;
  }[];
}
