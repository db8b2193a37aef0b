// What /api/v1/citizens answers.
import type { LanguageCode } from '../../words';

type Bilingual = Readonly<Record<LanguageCode, string>>;
export type Kind = 'question' | 'wrong_fact' | 'photo' | 'other';
export type State =
  'received' | 'accepted' | 'answered' | 'refused' | 'published' | 'private' | 'withdrawn' | 'taken_down';
export type Turn = 'moderator' | 'owner' | 'publisher' | 'data_protection';
export type Command =
  'accept' | 'refuse' | 'give' | 'answer' | 'send_back' | 'publish' | 'close' | 'withdraw' | 'take_down';
export const reasons = ['spam', 'duplicate', 'insult', 'personal', 'not_ours', 'unclear'] as const;
export const photoReasons = ['may_stay', 'no_picture', 'unclear', 'duplicate', 'spam'] as const;
export type Reason = (typeof reasons)[number] | (typeof photoReasons)[number];

// Characters of the words that are not shown, as code points.
export type Mark = readonly [number, number];

export interface Row {
  readonly question: string;
  readonly receipt: string;
  readonly kind: Kind;
  readonly page: {
    readonly address: string;
    readonly title: string | null;
    readonly subject: 'article' | 'claim' | 'unit' | 'picture' | null;
    readonly id: string | null;
  };
  readonly unit_name: string | null;
  readonly state: State;
  readonly turn: Turn | null;
  readonly given_to: string;
  readonly given_to_words: Bilingual;
  readonly received_on: string;
  readonly due_on: string | null;
  readonly days_left: number | null;
  readonly is_overdue: boolean;
  readonly is_duplicate: boolean;
  readonly is_my_turn: boolean;
  readonly version: number;
}

export interface Inbox {
  readonly counts: { readonly open: number; readonly mine: number; readonly overdue: number };
  readonly questions: readonly Row[];
  readonly next_cursor: string | null;
}

export interface Step {
  readonly command: Command;
  readonly day: string;
  readonly event: number;
  readonly by: string;
  readonly words: string | null;
  readonly given_to: Bilingual | null;
  readonly reason: Bilingual | null;
}

export interface Question extends Row {
  readonly words: string | null;
  readonly shown: string | null;
  readonly has_contact: boolean;
  readonly answer: string | null;
  readonly slug: string | null;
  readonly history: readonly Step[];
  readonly desks: readonly { readonly id: string; readonly words: Bilingual }[];
  readonly duplicate_of: { readonly question: string; readonly receipt: string } | null;
  readonly due_rule: { readonly working_days: number; readonly reference: string } | null;
  readonly may: readonly Command[];
}

export interface Taken {
  readonly state: State;
  readonly to_do: Bilingual | null;
}

export interface Subscriptions {
  readonly confirmed: number;
  readonly daily: number;
  readonly weekly: number;
  readonly waiting: number;
  readonly waiting_mails: number;
}
