// What the server answers below /api/v1/reorganisations.
export interface NamedUnit {
  readonly unit: string; // identity
  readonly code: string;
  readonly name: string;
}
interface Texts {
  readonly vi: string;
  readonly en: string;
}
export interface Summary {
  readonly day: string;
  readonly decisions: readonly string[];
  readonly ended: { readonly district: number; readonly commune: number };
  readonly begun: { readonly district: number; readonly commune: number };
  readonly taken_over: number;
  readonly split: number;
  readonly without_successor: number;
  readonly counts?: { readonly open: number; readonly decided: number };
}
export interface Item {
  readonly kind: string;
  readonly item: string;
  readonly title: Texts;
  readonly detail: Texts;
  readonly path: string | null;
  readonly only_close: boolean;
  readonly unit: NamedUnit;
  readonly successors: readonly NamedUnit[];
  readonly proposal: { readonly unit: string | null; readonly reason: string; readonly words: Texts };
}
export interface Group {
  readonly group: string; // "ask", "none", or an identity
  readonly unit: NamedUnit | null;
  readonly items: readonly Item[];
}
export interface Decided {
  readonly kind: string;
  readonly item: string;
  readonly kind_words: Texts;
  readonly unit: NamedUnit | null;
  readonly choice_words: Texts;
  readonly to: NamedUnit | null;
  readonly reason: string;
  readonly by: string;
  readonly recorded_at: string;
}
export interface Day extends Summary {
  readonly counts: { readonly open: number; readonly decided: number };
  readonly kinds: readonly { readonly kind: string; readonly words: Texts }[];
  readonly groups: readonly Group[];
  readonly decided: readonly Decided[];
  readonly units: readonly NamedUnit[];
}
export interface Order {
  readonly kind: string;
  readonly item: string;
  readonly choice: 'successor' | 'other' | 'close';
  readonly unit: string;
  readonly reason: string;
}
