// How the app speaks with the server: JSON both ways, a problem (RFC 9457) as a typed error, a time limit on each call.
import { currentLanguage, say } from './words';

// Fields as they come over the wire.
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  where?: string;
  messages?: { vi: string; en: string };
  causes?: Problem[];
}

// The server understood and refused; `message` is fit to be shown.
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.detail || problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
  get code(): string {
    return this.problem.code;
  }
}

// No answer came: whether the server heard is not known.
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  form?: FormData; // instead of a body: a form with files
  headers?: Record<string, string>;
  milliseconds?: number;
}

const callMilliseconds = 30_000;

let formToken = '';

// Of the signed-in session: the server takes no write of a browser without it.
export function useFormToken(token: string): void {
  formToken = token;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

function problemWithoutWords(status: number): Problem {
  const detail = say('problem.unreadable', { status });
  return { type: 'about:blank', title: detail, status, code: 'unreadable', detail };
}

async function bodyOf(response: Response): Promise<unknown> {
  const isFile = /^(application\/pdf|text\/csv|audio\/)/.test(response.headers.get('Content-Type') ?? '');
  if (response.ok && isFile) return response.blob();
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function fetchOnce(path: string, init: RequestInit, milliseconds: number): Promise<[Response, unknown]> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), milliseconds);
  try {
    const response = await fetch(path, { ...init, signal: late.signal });
    return [response, await bodyOf(response)];
  } catch {
    throw new Unanswered(say(late.signal.aborted ? 'problem.timeout' : 'problem.network'));
  } finally {
    clearTimeout(timer);
  }
}

// The answer is believed to be a T, a Blob of a file: the server and this app are one program.
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': currentLanguage() };
  const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'same-origin' };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  if (options.form) init.body = options.form;
  if (init.method !== 'GET' && formToken) headers['X-Form-Token'] = formToken;
  Object.assign(headers, options.headers);
  const [response, value] = await fetchOnce(path, init, options.milliseconds ?? callMilliseconds);
  if (response.ok && value !== undefined) return value as T;
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const problem = isProblem(value) ? value : problemWithoutWords(response.status);
  throw new Refused({ ...problem, status: response.status }, Number.isNaN(retryAfter) ? null : retryAfter);
}

// What the app reads of GET /api/v1/session.
export interface Session {
  account: string;
  name: string;
  login?: string;
  form_token: string;
  roles?: readonly { role: string; unit: string; state: string }[]; // unit: identity, "06001@2025-07-01"
}

// Who is signed in; nothing when nobody is. Keeps the token that writes need.
export async function readSession(): Promise<Session | null> {
  try {
    const session = await call<Session>('/api/v1/session');
    useFormToken(session.form_token);
    return session;
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) return null;
    throw failure;
  }
}
