// What the routes of dossiers answer: docs/api/openapi.yaml. Fields keep the names they have on the wire.
import type { Bilingual } from '../../judge/wire.js';
import type { Outcome } from '../../judge/outcome.js';

export type Party = 'commune' | 'district' | 'coordinator' | 'departments' | 'council' | 'leader' | 'nobody';
export type Confidence = 'sourced' | 'from_memory' | 'uncertain';
export const parties: readonly Party[] = [
  'commune',
  'district',
  'coordinator',
  'departments',
  'council',
  'leader',
  'nobody',
];
export const tiers = ['ntm', 'advanced', 'model', 'modern'] as const;
export const voices = ['front', 'organisation', 'resident', 'other'] as const;
export type Voice = (typeof voices)[number];
export const findable = ['met', 'basically_met', 'not_met', 'not_applicable'] as const;
export type Found = (typeof findable)[number];

// Why a dossier goes back or an indicator is not found met: src/programme/dossiers/dossier.cpp.
export const dossierReasons = [
  'missing_part',
  'missing_evidence',
  'wrong_number',
  'wrong_date',
  'contradicts_sector',
  'below_threshold',
  'debt_outstanding',
  'security',
  'opinions',
  'unit_changed',
  'title_not_in_reach',
  'procedure',
  'other',
] as const;
export type DossierReason = (typeof dossierReasons)[number];

export const moveNames = [
  'publish',
  'conclude',
  'submit',
  'accept',
  'verify',
  'appraise',
  'approve',
  'reject',
  'recognise',
  'announce',
  'return',
  'withdraw',
  'stop',
  'warn',
  'propose',
  'keep',
  'revoke',
] as const;
export type MoveName = (typeof moveNames)[number];

export interface DossierLine {
  readonly dossier: string;
  readonly expected_version: number;
  readonly purpose: 'recognition' | 'revocation';
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly is_unit_alive: boolean;
  readonly tier: string;
  readonly title: Bilingual;
  readonly year: number;
  readonly set: string;
  readonly set_hash: string;
  readonly opened_on: string;
  readonly version: number;
  readonly stage: string;
  readonly stage_title: Bilingual;
  readonly turn: Party;
  readonly is_open: boolean;
  readonly entered_on: string;
  readonly due_on: string | null;
  readonly is_due_moved: boolean;
  readonly is_calendar_known: boolean;
  readonly days_left: number | null; // working days; below 0: overdue
}

export interface DossierList {
  readonly may_open: boolean;
  readonly may_review: boolean;
  readonly dossiers: readonly DossierLine[];
}

interface Span {
  readonly count: number;
  readonly in_working_days: boolean;
  readonly document: string;
  readonly locator: string;
  readonly confidence: Confidence;
}

export interface Stage {
  readonly stage: string;
  readonly title: Bilingual;
  readonly turn: Party;
  readonly is_ending: boolean;
  readonly within: Span | null;
  readonly at_least: Span | null;
}

export interface Workflow {
  readonly workflow: string;
  readonly title: Bilingual;
  readonly document: string;
  readonly confidence: Confidence;
  readonly note: Bilingual;
  readonly is_in_force: boolean;
  readonly stages: readonly Stage[];
}

export interface Lack extends Bilingual {
  readonly code: string;
}

export interface Move {
  readonly move: MoveName;
  readonly to: string;
  readonly to_title: Bilingual;
  readonly may: boolean;
  readonly lacks: readonly Lack[];
}

export interface Part {
  readonly part: string;
  readonly title: Bilingual;
  readonly from: Party;
  readonly needed_for: MoveName | null;
  readonly confidence: Confidence;
  readonly files: readonly {
    readonly evidence: string;
    readonly file_name: string;
    readonly words: string;
    readonly by: string;
  }[];
}

export interface Department {
  readonly department: string;
  readonly title: Bilingual;
}

export interface Finding {
  readonly outcome: Outcome;
  readonly reason_code: string;
  readonly words: string;
  readonly version: number;
  readonly is_of_earlier_version: boolean;
  readonly departments: readonly Department[]; // for which it was said
  readonly is_in_place: boolean; // by the coordinating office, for owners that had not spoken
  readonly by: string;
}

export interface AssessmentLine {
  readonly indicator: string;
  readonly criterion: string;
  readonly title: Bilingual;
  readonly outcome: Outcome;
  readonly is_provisional: boolean;
  readonly value: string;
  readonly threshold: string;
  readonly is_owned: boolean;
  readonly may_find: boolean;
  readonly awaits_viewer: boolean; // the reader's own word is still to come
  readonly silent: readonly Department[]; // owners that have not spoken
  readonly findings: readonly Finding[]; // each owner's last, newest first
  readonly finding: Finding | null; // the worst of them
}

export interface Assessment {
  readonly version: number;
  readonly is_current: boolean;
  readonly as_of: string;
  readonly known_at: number;
  readonly set_hash: string;
  readonly outcome: Outcome;
  readonly criteria_met: number;
  readonly criteria_total: number;
  readonly stage: string;
  readonly by: string;
  readonly lines: readonly AssessmentLine[];
}

export interface Opinion {
  readonly opinion: string;
  readonly voice: Voice;
  readonly words: string;
  readonly day: string;
  readonly by: string;
  readonly answer: { readonly words: string; readonly by: string } | null;
}

export interface DossierStep {
  readonly event: number;
  readonly move: MoveName | null; // null: the procedure changed
  readonly from: string;
  readonly to: string;
  readonly to_title: Bilingual;
  readonly workflow: string;
  readonly version: number;
  readonly day: string;
  readonly reason_code: string;
  readonly words: string;
  readonly by: string;
}

export interface WholeDossier extends DossierLine {
  readonly today: string;
  readonly lasts_until: string | null;
  readonly workflow: Workflow | null;
  readonly moves: readonly Move[];
  readonly parts: readonly Part[];
  readonly assessment: Assessment | null;
  readonly opinions: readonly Opinion[];
  readonly steps: readonly DossierStep[];
  readonly due_changes: readonly {
    readonly event: number;
    readonly stage: string;
    readonly due_on: string;
    readonly reason: string;
    readonly by: string;
  }[];
  readonly decision: {
    readonly number: string;
    readonly signed_on: string;
    readonly in_force: string;
    readonly evidence: string;
  } | null;
  readonly may: {
    readonly prepare: boolean;
    readonly opine: boolean;
    readonly check: boolean;
    readonly verify: boolean;
  };
}
