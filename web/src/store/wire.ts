// What the store says to the server and hears from it; names as they travel.
export interface WireProblem {
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly where?: string;
  readonly messages?: { readonly vi: string; readonly en: string };
  readonly causes?: readonly WireProblem[];
}

export interface WireCurrent {
  readonly observation: string;
  readonly value: string | null; // null: nothing stands, or a word that `kind` says
  readonly kind?: string;
  readonly numerator?: string; // of a share, whose `value` is rounded
  readonly denominator?: string;
  readonly by?: string;
  readonly recorded_at?: string;
}

export interface WireItem {
  readonly where: string; // "/observations/3"
  readonly change: 'added' | 'changed' | 'unchanged' | 'refused' | 'conflict';
  readonly observation?: string;
  readonly problem?: WireProblem;
  readonly current?: WireCurrent | null; // conflict; null: nothing stands there any more
}

export interface WireAnswer {
  readonly event: number;
  readonly items: readonly WireItem[];
}

export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Heard {
  readonly status: number;
  readonly value: unknown; // of a JSON body; undefined when it was none
  readonly retryAfterSeconds: number | null;
}

// Rejects when no whole answer came: then nobody knows whether the server acted.
export type Transport = (sent: Sent) => Promise<Heard>;

export interface SessionNow {
  readonly account: string;
  readonly formToken: string;
}

// Who is signed in; null when nobody is. Rejects when the server cannot be reached.
export type AskSession = () => Promise<SessionNow | null>;

export function problemOf(heard: Heard): WireProblem {
  const { value } = heard;
  if (typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string') {
    return value as WireProblem;
  }
  return { code: `http.${heard.status}` };
}
