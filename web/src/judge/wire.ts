// A sheet as GET /api/v1/evaluations/sheet answers it: src/programme/judgement/sheet.h.
import type { RuleKind, WireNode, WireOperand } from './program.js';
import type { Reason } from './outcome.js';
import type { MeasureKind } from './value.js';

export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

// A node with what it stands for in law. The root has neither; a criterion has no rule.
export interface SheetNode extends WireNode {
  readonly law_id?: string;
  readonly number?: string;
  readonly title?: Bilingual;
  readonly rule?: RuleKind; // where the node's kind is not the law's
  readonly measure?: string;
  readonly dimension?: string;
  readonly unit?: string;
  readonly threshold?: string; // as the law writes it
  readonly set?: string; // of a prerequisite
  readonly reference?: { readonly document: string; readonly locator: string };
  readonly layer?: 'decree' | 'ministry' | 'province';
  readonly confidence?: 'uncertain' | 'from_memory' | 'sourced' | 'confirmed';
  readonly confirmed?: true;
  readonly counts?: false;
  readonly appraised_by?: string;
  readonly note?: Bilingual;
  readonly parts?: readonly SheetNode[];
}

interface OperandCommon {
  readonly measure?: string;
  readonly dimension?: string;
  readonly when_withdrawn?: WireOperand; // without a value of the day
}

export interface MeasureOnSheet {
  readonly measure: string;
  readonly title: Bilingual;
  readonly measure_kind: MeasureKind;
  readonly unit: string;
  readonly scale: number;
  readonly grades?: readonly string[];
  readonly maximum_age_months?: number;
}

export interface StandingOperand extends WireOperand {
  readonly as_of?: string;
  readonly observed?: string;
}

export type ObservationOperand = OperandCommon &
  MeasureOnSheet & { readonly kind: 'observation'; readonly standing: StandingOperand };

export type IncidentsOperand = OperandCommon &
  MeasureOnSheet & {
    readonly kind: 'incidents';
    readonly window_months: number;
    readonly fixed: StandingOperand;
    readonly earlier: WireOperand; // what the days before the sheet's add up to
  };

export interface BaseOperand extends OperandCommon {
  readonly kind: 'base_observation';
  readonly years_back: number;
  readonly fixed: WireOperand;
  readonly when_entered?: WireOperand;
}

export interface FixedOperand extends OperandCommon {
  readonly kind: 'value_of_parent' | 'holds_title' | 'meets_set' | 'children';
  readonly level?: string;
  readonly set?: string;
  readonly holds?: string;
  readonly meets?: string;
  readonly fixed: WireOperand;
}

export type SheetOperand = ObservationOperand | IncidentsOperand | BaseOperand | FixedOperand;

export interface Sheet {
  readonly unit: string; // identity: "06001@2025-07-01"
  readonly unit_code: string;
  readonly unit_name: string;
  readonly set: string;
  readonly set_title: Bilingual;
  readonly set_hash: string;
  readonly as_of: string;
  readonly opinion: 'self' | 'sector' | 'council' | 'survey';
  readonly year: number;
  readonly column?: string;
  readonly column_missing?: Reason;
  readonly known_at: number;
  readonly program: SheetNode;
  readonly prerequisites: readonly SheetNode[];
  readonly operands: readonly SheetOperand[];
}
