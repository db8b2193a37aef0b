// Markdown for the hand and the eye: what a button does to the text, and a plain preview of it. The page that readers
// get is drawn by the server; this shows how the text will be divided, never more than text.

export interface Edit {
  readonly begin: number; // what is replaced
  readonly end: number;
  readonly text: string;
  readonly select: readonly [number, number]; // afterwards
}

// Around the selection, or around words to be typed over; a second time takes the marks away.
export function wrapped(text: string, begin: number, end: number, mark: string, words: string): Edit {
  const inside = text.slice(begin, end);
  const isWrapped = text.slice(begin - mark.length, begin) === mark && text.slice(end, end + mark.length) === mark;
  if (isWrapped && inside !== '') {
    const from = begin - mark.length;
    return { begin: from, end: end + mark.length, text: inside, select: [from, from + inside.length] };
  }
  const shown = inside || words;
  const from = begin + mark.length;
  return { begin, end, text: `${mark}${shown}${mark}`, select: [from, from + shown.length] };
}

// Each line of the selection begins with the mark; a second time takes it away.
export function prefixed(text: string, begin: number, end: number, mark: (line: number) => string): Edit {
  const from = text.lastIndexOf('\n', begin - 1) + 1;
  const stop = text.indexOf('\n', end);
  const to = stop === -1 ? text.length : stop;
  const lines = text.slice(from, to).split('\n');
  const isMarked = lines.every((line, at) => line.startsWith(mark(at)));
  const made = lines.map((line, at) => (isMarked ? line.slice(mark(at).length) : mark(at) + line)).join('\n');
  return { begin: from, end: to, text: made, select: [from, from + made.length] };
}

export function linked(text: string, begin: number, end: number, address: string, words: string): Edit {
  const shown = text.slice(begin, end) || words;
  const made = `[${shown}](${address})`;
  const from = begin + shown.length + 3;
  return { begin, end, text: made, select: [from, from + address.length] };
}

export function pictured(end: number, id: string, alt: string): Edit {
  const made = `\n\n![${alt.replace(/[[\]\n]/g, ' ')}](image:${id})\n\n`;
  return { begin: end, end, text: made, select: [end + made.length, end + made.length] };
}

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'figure'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'quotation'; readonly words: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'image'; readonly alt: string; readonly id: string };

const inlineForm =
  /\{\{claim:([^}|]+)(?:\|([^}]*))?\}\}|\*\*([^*]+)\*\*|\*([^*\n]+)\*|_([^_\n]+)_|\[([^\]]+)\]\(([^)\s]+)\)/g;

export function inlineOf(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(inlineForm)) {
    if (match.index > at) found.push({ kind: 'text', text: text.slice(at, match.index) });
    const [whole, claim, words, strong, starred, scored, label, address] = match;
    if (claim !== undefined) found.push({ kind: 'figure', text: words || '…' });
    else if (strong !== undefined) found.push({ kind: 'strong', text: strong });
    else if (label !== undefined) found.push({ kind: 'link', text: label, address: address ?? '' });
    else found.push({ kind: 'emphasis', text: starred ?? scored ?? '' });
    at = match.index + whole.length;
  }
  if (at < text.length) found.push({ kind: 'text', text: text.slice(at) });
  return found;
}

function blockOf(lines: readonly string[]): Block {
  const [first = ''] = lines;
  const image = /^!\[([^\]]*)\]\(image:([^)]+)\)$/.exec(first.trim());
  if (image && lines.length === 1) return { kind: 'image', alt: image[1] ?? '', id: image[2] ?? '' };
  if (/^#{1,6} /.test(first)) return { kind: 'heading', words: inlineOf(first.replace(/^#+ /, '')) };
  if (lines.every((line) => line.startsWith('>'))) {
    return { kind: 'quotation', words: inlineOf(lines.map((line) => line.replace(/^> ?/, '')).join(' ')) };
  }
  const isOrdered = lines.every((line) => /^\d+[.)] /.test(line));
  if (isOrdered || lines.every((line) => /^[-*+] /.test(line))) {
    const items = lines.map((line) => inlineOf(line.replace(/^(?:\d+[.)]|[-*+]) /, '')));
    return { kind: 'list', isOrdered, items };
  }
  return { kind: 'paragraph', words: inlineOf(lines.join(' ')) };
}

export function blocksOf(markdown: string): Block[] {
  return markdown
    .split(/\n[ \t]*\n/)
    .flatMap((chunk) => {
      const lines = chunk.split('\n').filter((line) => line.trim() !== '');
      // A heading stands alone even where no blank line follows it.
      const heads = lines.findIndex((line) => !/^#{1,6} /.test(line));
      const split = heads === -1 ? lines.length : heads;
      return [...lines.slice(0, split).map((line) => [line]), lines.slice(split)];
    })
    .filter((lines) => lines.length > 0)
    .map(blockOf);
}
