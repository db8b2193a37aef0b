// Requests over the browser's fetch. One that does not end in time is cut off: a dead line must not hold up the queue.
import type { AskSession, Heard, Transport } from './wire';

const firstByteMilliseconds = 60_000;
const millisecondsPerKilobyte = 500; // an EDGE line on a bad day

export function fetchTransport(fetchIt: typeof fetch): Transport {
  return async (sent) => {
    const size = typeof sent.body === 'string' ? sent.body.length : (sent.body?.length ?? 0);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), firstByteMilliseconds + (size / 1_024) * millisecondsPerKilobyte);
    try {
      const response = await fetchIt(sent.path, {
        method: sent.method,
        headers: { Accept: 'application/json', ...sent.headers },
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error', // a network that sends everybody to its own page first
        signal: late.signal,
        ...(sent.body === undefined ? {} : { body: sent.body }),
      });
      const text = await response.text();
      return { status: response.status, value: parsed(text), retryAfterSeconds: secondsOf(response) };
    } finally {
      clearTimeout(timer);
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function secondsOf(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds;
}

export function sessionOver(send: Transport): AskSession {
  return async () => {
    const heard: Heard = await send({ method: 'GET', path: '/api/v1/session', headers: {} });
    if (heard.status === 401) return null;
    const value = heard.value as { account?: unknown; form_token?: unknown } | null | undefined;
    if (heard.status !== 200 || typeof value?.account !== 'string' || typeof value.form_token !== 'string') {
      throw new Error(`session: ${heard.status}`);
    }
    return { account: value.account, formToken: value.form_token };
  };
}
