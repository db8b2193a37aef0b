// What a moderator leaves out of a citizen's words: parts chosen with the pointer or the keyboard, counted in
// characters as the server counts them (code points, not units of UTF-16).
import type { Mark } from './wire';

export const redaction = '[…]';

const characters = (text: string): number => Array.from(text).length;

export function markOf(words: string, start: number, end: number): Mark | undefined {
  if (end <= start) return undefined;
  return [characters(words.slice(0, start)), characters(words.slice(0, end))];
}

// In order, and joined where they touch.
export function added(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const sorted = [...marks, mark].sort((a, b) => a[0] - b[0]);
  const joined: Mark[] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

export function shown(words: string, marks: readonly Mark[]): string {
  const all = Array.from(words);
  let text = '';
  let at = 0;
  for (const [from, to] of marks) {
    text += all.slice(at, from).join('') + redaction;
    at = to;
  }
  return text + all.slice(at).join('');
}
