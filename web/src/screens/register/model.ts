// What the register answers, as the screens read it.
export const titles = ['ntm', 'advanced', 'model', 'modern', 'completion'] as const;
export type Title = (typeof titles)[number];
export type State = 'in_force' | 'not_yet' | 'revoked' | 'unit_ended' | 'revocation';

export interface Decision {
  readonly unit: string;
  readonly code: string | null;
  readonly name: string;
  readonly title: Title;
  readonly standing: string;
  readonly decision: string | null;
  readonly signed: string;
  readonly in_force: string;
  readonly achievement_year: number | null;
  readonly document: string | null;
  readonly state: State;
  readonly source_url: string;
  readonly announced: readonly { day: string; place: string; link: string | null }[];
  readonly revoked: { decision: string | null; in_force: string } | null;
}

export interface Page {
  readonly decisions: readonly Decision[];
  readonly next_cursor: string | null;
}

export interface Count {
  readonly title: Title;
  readonly recognised: number | null;
  readonly revoked: number | null;
  readonly of: number | null;
  readonly complete: boolean;
  readonly reason: { vi: string; en: string } | null;
  readonly declared_by: readonly string[];
}

export interface Declaration {
  readonly unit: string;
  readonly name: string;
  readonly title: Title;
  readonly from: string;
  readonly to: string | null;
  readonly withdrawn: boolean;
  readonly source: string;
  readonly reason: string | null;
}

export type Change = 'added' | 'changed' | 'unchanged' | 'refused';
export type Becomes = 'recognised' | 'revoked' | 'kept_up' | 'considered_by_council' | 'self_review' | 'quoted';

export interface PreviewRow {
  readonly where: string;
  readonly named: string | null;
  readonly unit: { unit: string; code: string; name: string; from: string; to: string | null } | null;
  readonly becomes: Becomes | null;
  readonly title: Title | null;
  readonly decision: string | null;
  readonly date: string | null;
  readonly change: Change;
  readonly remark: string | null;
  readonly problem: { messages: { vi: string; en: string } } | null;
}

export interface Preview {
  readonly titles: number;
  readonly quoted: number;
  readonly unchanged: number;
  readonly rows: number;
  readonly refused: number;
  readonly items: readonly PreviewRow[];
}

export interface Written {
  readonly change: string;
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
