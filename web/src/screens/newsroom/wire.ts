// What the routes of the newsroom answer: docs/api/openapi.yaml. Fields keep the names they have on the wire.
import type { Problem } from '../../api';
import type { LanguageCode } from '../../words';

export type Both = Record<LanguageCode, string>;

// In the order in which an article goes.
export const way = ['draft', 'edited', 'fact_checked', 'privacy_checked', 'approved', 'published'] as const;
export const stages = [...way, 'updated', 'corrected', 'archived'] as const;
export type Stage = (typeof stages)[number];
export const publicStages: readonly Stage[] = ['published', 'updated', 'corrected', 'archived'];

export const categories = ['news', 'local', 'movement', 'guidance', 'document', 'ocop', 'science'] as const;
export type Category = (typeof categories)[number];

export const steps = [
  'edit',
  'check_figures',
  'check_privacy',
  'approve',
  'publish',
  'withdraw',
  'return',
  'archive',
] as const;
export type Step = (typeof steps)[number];

export const parts = ['title', 'lead', 'body'] as const;
export type Part = (typeof parts)[number];
export type Texts = Record<Part, string>;

export interface ArticleLine {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly is_working_title: boolean;
  readonly stage: Stage;
  readonly kind: 'story' | 'event';
  readonly category: Category;
  readonly date: string | null;
  readonly version: number;
  readonly recorded_at: string;
  readonly visible_from: string | null;
  readonly open_figures: number;
  readonly images: number;
  readonly is_taken_over: boolean;
}

export interface ArticleList {
  readonly articles: readonly ArticleLine[];
  readonly next_cursor: string | null;
}

export interface SettledFigure {
  readonly position: number | null;
  readonly part: Part | null; // null: its words are gone
  readonly text: string;
  readonly state: 'drafted' | 'bound' | 'quoted' | 'not_statistic';
  readonly claim: string | null;
  readonly source: string | null;
  readonly source_url: string | null;
}

export interface ArticleImage {
  readonly id: string;
  readonly alt: string;
  readonly is_decorative: boolean;
  readonly caption: string;
  readonly credit: string;
  readonly source: string;
  readonly basis: string;
  readonly people: string;
  readonly width: number;
  readonly height: number;
  readonly small_address: string;
  readonly large_address: string;
}

export interface NextStep {
  readonly step: Step;
  readonly to: Stage;
  readonly act: string;
  readonly is_permitted: boolean;
  readonly refusal: Problem | null;
}

export interface Version {
  readonly version: number;
  readonly title: string;
  readonly recorded_at: string;
  readonly change_kind: string;
  readonly change_note: string;
  readonly is_public: boolean;
}

export interface Plan {
  readonly begins_at: string | null;
  readonly ends_at: string | null;
  readonly place: string;
  readonly organiser: string;
}

export interface Article extends ArticleLine {
  readonly lead: string;
  readonly body: string;
  readonly source_name: string;
  readonly source_url: string;
  readonly plan: Plan | null;
  readonly tags: readonly string[];
  readonly units: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  readonly criteria: readonly { readonly set: string; readonly code: string }[];
  readonly embargo_until: string | null;
  readonly published_at: string | null;
  readonly original_url: string | null;
  readonly previews: readonly { readonly id: string; readonly expires_at: string; readonly is_revoked: boolean }[];
  readonly steps: readonly {
    readonly step: string;
    readonly stage: Stage;
    readonly version: number;
    readonly at: string;
    readonly reason: string | null;
  }[];
  readonly log: readonly { readonly kind: string; readonly at: string; readonly note: string | null }[];
  readonly figures: readonly SettledFigure[];
  readonly next_steps: readonly NextStep[];
  readonly versions: readonly Version[];
}

// The list of images of a whole article; a line of the list only counts them.
export type WholeArticle = Omit<Article, 'images'> & { readonly images: readonly ArticleImage[] };

export interface Written {
  readonly article: string;
  readonly version: number;
  readonly stage: Stage;
  readonly fell_back: { readonly from: Stage; readonly to: Stage; readonly why: string } | null;
}

export interface Offer {
  readonly claim: string;
  readonly words: string;
  readonly value: string;
  readonly place: string;
  readonly as_of: string;
  readonly status: string;
  readonly why: readonly Both[];
}

export type Span = readonly [number, number]; // characters

export interface FoundFigure {
  readonly text: string;
  readonly span: Span;
  readonly counts: string;
  readonly unit: string;
  readonly as_of: string | null;
  readonly linked: number | null;
  readonly claim: string | null;
  readonly offers: readonly Offer[];
}

export interface FoundUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly text: string;
  readonly is_implied: boolean;
  readonly address: string | null;
  readonly spans: readonly Span[];
}

export interface FoundDocument {
  readonly number: string;
  readonly text: string;
  readonly title: Both | null;
  readonly address: string | null;
  readonly spans: readonly Span[];
}

export interface FoundAbbreviation {
  readonly abbreviation: string;
  readonly expansion: string | null;
  readonly is_explained: boolean;
  readonly mentions: number;
  readonly span: Span;
}

export interface Finding {
  readonly kind: 'share' | 'part' | 'sum' | 'average';
  readonly figures: readonly number[];
  readonly holds: boolean;
  readonly said: Both;
}

export interface Inspection {
  readonly place: string | null;
  readonly units: readonly FoundUnit[];
  readonly documents: readonly FoundDocument[];
  readonly abbreviations: readonly FoundAbbreviation[];
  readonly dates: readonly { readonly text: string; readonly from: string; readonly to: string | null }[];
  readonly figures: readonly FoundFigure[];
  readonly findings: readonly Finding[];
}

export interface Differences {
  readonly parts: readonly {
    readonly part: string;
    readonly paragraphs: readonly {
      readonly state: 'same' | 'changed' | 'added' | 'removed';
      readonly words: readonly { readonly op: 'same' | 'added' | 'removed'; readonly text: string }[];
    }[];
  }[];
  readonly details: readonly { readonly member: string; readonly before: unknown; readonly after: unknown }[];
}
