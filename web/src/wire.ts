// What the reporting routes answer: docs/api/openapi.yaml. Fields keep the names they have on the wire.
import type { Bilingual, Sheet } from './judge/wire.js';
import type { MeasureKind } from './judge/value.js';

export type ReportState = 'empty' | 'drafting' | 'submitted' | 'signed' | 'returned' | 'verified';
export type Checked = 'none' | 'verified' | 'changed' | 'returned';
export type Stage = 'draft' | 'signed' | 'verified' | 'council';
export type Opinion = 'self' | 'sector' | 'council' | 'survey';
export const opinions: readonly Opinion[] = ['self', 'sector', 'council', 'survey'];

export interface Period {
  readonly period: string;
  readonly set: string;
  readonly province: string;
  readonly title: Bilingual;
  readonly as_of: string;
  readonly opens_on: string;
  readonly due_on: string;
  readonly days_left: number;
  readonly is_open: boolean;
  readonly is_locked: boolean;
}

export interface Value {
  readonly id: string; // observation: "4096-17"
  readonly stage: Stage;
  readonly as_of: string;
  readonly opinion: Opinion;
  readonly kind: string;
  readonly value: string | null;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly source: string;
  readonly note?: string;
  readonly by: string;
  readonly recorded_at: string;
}

export interface Field {
  readonly measure: string;
  readonly dimension: string;
  readonly title: Bilingual;
  readonly kind: MeasureKind;
  readonly unit: string;
  readonly scale: number;
  readonly grades: readonly string[];
  readonly note: Bilingual;
  readonly indicators: readonly string[];
  readonly values: Readonly<Record<Opinion, Value | null>>;
  readonly previous: Value | null;
  readonly versions: number;
  readonly evidence?: number;
}

export interface Verification {
  readonly decision: 'verified' | 'returned';
  readonly reason_code: string;
  readonly words: string;
  readonly by: string;
  readonly recorded_at: string;
}

export interface Indicator {
  readonly number: string;
  readonly criterion: string;
  readonly title: Bilingual;
  readonly appraised_by: string;
  readonly fields: readonly number[];
  readonly checked: Checked;
  readonly verification: Verification | null;
  readonly remarks: number;
}

export interface Standing {
  readonly state: ReportState;
  readonly version: number;
  readonly is_late: boolean;
  readonly fields_filled: number;
  readonly drafts: number;
  readonly indicators_filled: number;
  readonly indicators_verified: number;
  readonly indicators_returned: number;
  readonly last_step: string | null;
  readonly last_day: string | null;
}

export interface Step {
  readonly step: 'submitted' | 'signed' | 'returned';
  readonly version: number;
  readonly day: string;
  readonly is_late: boolean;
  readonly reason_code: string;
  readonly words: string;
  readonly by: string;
}

export interface Remark {
  readonly indicator: string;
  readonly words: string;
  readonly by: string;
  readonly recorded_at: string;
}

export interface Rights {
  readonly record: boolean;
  readonly submit: boolean;
  readonly sign: boolean;
  readonly return: boolean;
  readonly remark: boolean;
  readonly add_evidence: boolean;
  readonly verify: readonly string[];
}

export interface ReportSheet {
  readonly period: Period;
  readonly unit: { readonly code: string; readonly unit: string; readonly name: string };
  readonly form_hash: string;
  readonly is_locked: boolean;
  readonly standing: Standing;
  readonly may: Rights;
  readonly fields: readonly Field[];
  readonly indicators: readonly Indicator[];
  readonly steps: readonly Step[];
  readonly remarks: readonly Remark[];
  readonly judge: Sheet | null;
  readonly snapshot: number;
}

export type TaskKind = 'enter' | 'returned' | 'sign' | 'verify' | 'board' | 'expiring' | 'evidence';
export interface Task {
  readonly kind: TaskKind;
  readonly period: string;
  readonly title: Bilingual;
  readonly due_on: string;
  readonly days_left: number;
  readonly unit: string | null;
  readonly name: string;
  readonly count?: number;
  readonly total?: number;
  readonly filled?: number;
  readonly words?: string;
  readonly until?: string;
}
export interface Mine {
  readonly today: string;
  readonly tasks: readonly Task[];
  readonly snapshot: number;
}

export interface BoardUnit extends Standing {
  readonly code: string;
  readonly unit: string;
  readonly name: string;
  readonly is_locked: boolean;
  readonly others: readonly ({ readonly state: ReportState; readonly is_late: boolean } | null)[];
}
export interface Board {
  readonly others: readonly Period[]; // open at the same time
  readonly period: Period;
  readonly fields: number;
  readonly indicators: number;
  readonly may_change: boolean;
  readonly units: readonly BoardUnit[];
  readonly snapshot: number;
}

export interface ReviewValue {
  readonly measure: string;
  readonly dimension: string;
  readonly self: Value | null;
  readonly seen: Value | null; // what the department said its last word about, where another value stands now
  readonly sector: Value | null;
  readonly previous: Value | null;
  readonly evidence?: number;
}
export interface ReviewItem {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly indicator: string;
  readonly checked: Checked;
  readonly is_identical: boolean;
  readonly values: readonly ReviewValue[];
}
export interface Review {
  readonly period: Period;
  readonly indicators: readonly { readonly number: string; readonly title: Bilingual }[];
  readonly total: number;
  readonly verified: number;
  readonly returned: number;
  readonly reason_codes: readonly string[];
  readonly items: readonly ReviewItem[];
  readonly snapshot: number;
}

export interface EvidenceFile {
  readonly evidence: string;
  readonly file_name: string;
  readonly title: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly taken_at: string | null;
  readonly place: { readonly latitude: string; readonly longitude: string } | null;
  readonly uses: readonly { readonly measure: string; readonly as_of: string }[];
}

// Units × fields of one opinion: for a department's own figures, and for sheets of a whole province.
export interface GridField {
  readonly measure: string;
  readonly dimension: string;
  readonly title: Bilingual;
  readonly kind: MeasureKind;
  readonly unit: string;
  readonly grades: readonly string[];
  readonly indicators: readonly string[];
}
export interface GridUnit {
  readonly code: string;
  readonly unit: string;
  readonly name: string;
  readonly values: readonly (Value | null)[]; // by field
  readonly previous: readonly (Value | null)[];
}
export interface GridSheet {
  readonly period: Period;
  readonly opinion: Opinion;
  readonly may_record: boolean;
  readonly fields: readonly GridField[];
  readonly units: readonly GridUnit[];
  readonly snapshot: number;
}

export interface OverviewUnit {
  readonly code: string;
  readonly name: string;
  readonly state: ReportState;
  readonly is_late: boolean;
  readonly column: string; // class of the law; '' not known
  readonly outcome: string;
  readonly criteria_met: number;
  readonly criteria_total: number;
  readonly indicators_filled: number;
  readonly indicators_verified: number;
  readonly provisional: boolean;
  readonly centre: string | null; // "21.807 106.771": latitude, longitude
}
export interface OverviewIndicator {
  readonly number: string;
  readonly title: Bilingual;
  readonly appraised_by: string;
  readonly is_own: boolean; // the viewer's department owns it
  readonly met: number;
  readonly not_met: number;
  readonly not_applicable: number;
  readonly not_assessed: number;
  readonly not_met_units: readonly string[]; // codes
  readonly not_assessed_units: readonly string[];
}
export interface OverviewFigure {
  readonly figure: 'met_sets' | 'signed' | 'verified' | 'average';
  readonly numerator: number;
  readonly denominator: number;
  readonly as_of: string;
  readonly as_known: number;
  readonly includes_drafts: boolean;
  readonly href: string;
  readonly public_href: string | null; // its public birth certificate
}
export interface Overview {
  readonly period: Period;
  readonly units: readonly OverviewUnit[];
  readonly indicators: readonly OverviewIndicator[];
  readonly figures: readonly OverviewFigure[];
  readonly pace: readonly { readonly day: string; readonly signed: number }[];
  readonly snapshot: number;
}
