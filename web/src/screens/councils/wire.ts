// What the server says of councils.
import type { LanguageCode } from '../../words';

export type Both = Record<LanguageCode, string>;
export type Outcome = 'met' | 'basically_met' | 'not_met' | 'not_applicable' | 'not_assessed';
export type SessionState = 'convened' | 'open' | 'closed' | 'adjourned';
export type ItemState = 'waiting' | 'presented' | 'voting' | 'counted' | 'closed' | 'postponed';
export const duties = ['chair', 'deputy', 'secretary', 'member'] as const;
export type Duty = (typeof duties)[number];
export const conflictReasons = ['own_unit', 'own_file', 'relation', 'other'] as const;
export type ConflictReason = (typeof conflictReasons)[number];
export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];
export const viewOutcomes = ['met', 'basically_met', 'not_met', 'not_applicable'] as const;

export interface SessionLine {
  readonly session: string;
  readonly expected_version: number;
  readonly title: string;
  readonly held_on: string;
  readonly place: string;
  readonly decision: string;
  readonly province: string;
  readonly state: SessionState;
  readonly members_count: number;
  readonly items_count: number;
  readonly items_closed: number;
  readonly own_duty: Duty | null;
}

export interface SessionList {
  readonly may_convene: boolean;
  readonly sessions: readonly SessionLine[];
}

export interface Member {
  readonly account: string;
  readonly name: string;
  readonly organisation: string;
  readonly duty: Duty;
  readonly is_present: boolean | null;
  readonly is_viewer: boolean;
}

export interface Rule {
  readonly quorum: { readonly numerator: string; readonly denominator: string };
  readonly approval_of: 'members' | 'present';
  readonly approval_percent: string;
  readonly is_secret: boolean;
  readonly document: string;
  readonly locator: string;
  readonly confidence: 'sourced' | 'from_memory' | 'uncertain';
}

interface Reasoned {
  readonly account: string;
  readonly name: string;
  readonly reason: Both;
  readonly reason_code: ConflictReason;
}

export interface Item {
  readonly dossier: string;
  readonly label: string;
  readonly state: ItemState;
  readonly rule: Rule | null;
  readonly conflicts: readonly (Reasoned & { readonly words: string })[];
  readonly proposed_conflicts?: readonly Reasoned[];
  readonly counts: {
    readonly members: number;
    readonly present: number;
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly not_cast: number;
    readonly result_title: Both;
  } | null;
  readonly computed: {
    readonly outcome: Outcome;
    readonly criteria_met: number;
    readonly criteria_total: number;
  } | null;
  readonly views: readonly {
    readonly criterion: string;
    readonly title: Both;
    readonly outcome: Outcome;
    readonly computed: Outcome;
    readonly words: string;
  }[];
  readonly basically_met_found: readonly string[];
  readonly needs_reason: boolean;
  readonly conclusion: { readonly result: string; readonly is_differing: boolean; readonly words: string } | null;
  readonly progress: { readonly voted: number; readonly of: number } | null;
  readonly opinions: readonly { readonly name: string; readonly words: string; readonly event: number }[];
  readonly ballots: readonly {
    readonly name: string | null;
    readonly choice: Choice | null;
    readonly words: string;
  }[];
  readonly own: {
    readonly has_conflict: boolean;
    readonly has_voted: boolean;
    readonly may_vote: boolean;
    readonly may_declare: boolean;
    readonly may_take_back: boolean;
    readonly may_opine: boolean;
  };
  readonly postponed_because: string;
  readonly may_see_dossier?: boolean;
}

export interface ItemLine {
  readonly indicator: string;
  readonly title: Both;
  readonly outcome: Outcome;
  readonly is_provisional: boolean;
  readonly value: string;
  readonly threshold: string;
  readonly finding: {
    readonly outcome: Outcome;
    readonly reason_code: string;
    readonly words: string;
    readonly by: string;
  } | null;
}

export interface ItemLines {
  readonly assessment: {
    readonly as_of: string;
    readonly version: number;
    readonly criteria: readonly {
      readonly criterion: string;
      readonly title: Both;
      readonly lines: readonly ItemLine[];
    }[];
  } | null;
  readonly words: readonly {
    readonly move: 'verify' | 'appraise' | 'return';
    readonly day: string;
    readonly words: string;
    readonly by: string;
  }[];
}

export interface Session extends SessionLine {
  readonly convened_by: string;
  readonly members: readonly Member[];
  readonly agenda: readonly Item[];
  readonly may: { readonly convene: boolean; readonly vote: boolean };
}

export interface DossierLine {
  readonly dossier: string;
  readonly name: string;
  readonly title: Both;
  readonly year: number;
}
