// What Node gives and a page has not: a turn of the event loop that no browser clamps to four milliseconds.
const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();

export function setImmediate(work: () => void): void {
  waiting.push(work);
  channel.port2.postMessage(null);
}

const given = globalThis as { luytre_stories?: string };
export const process = { env: { LUYTRE_STORIES: given.luytre_stories } as Record<string, string | undefined> };
