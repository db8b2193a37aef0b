// Places in a text: the server counts characters, a text field counts UTF-16 units, and the three parts of an article
// are read as one text.
import { parts, type Part, type Span, type Texts } from './wire';

const between = '\n\n';

// Where each character begins; the last entry is the length.
function unitsOf(text: string): (character: number) => number {
  if (!/[\ud800-\udfff]/.test(text)) return (character) => Math.min(character, text.length);
  const begins: number[] = [];
  let at = 0;
  for (const character of text) {
    begins.push(at);
    at += character.length;
  }
  return (character) => begins[character] ?? text.length;
}

export interface Place {
  readonly part: Part;
  readonly begin: number; // UTF-16 units of that part
  readonly end: number;
}

export interface WholeText {
  readonly text: string;
  place(span: Span): Place | undefined;
}

export function wholeText(texts: Texts): WholeText {
  const text = parts.map((part) => texts[part]).join(between);
  const unit = unitsOf(text);
  const begins: Record<Part, number> = { title: 0, lead: 0, body: 0 };
  let at = 0;
  for (const part of parts) {
    begins[part] = at;
    at += texts[part].length + between.length;
  }
  return {
    text,
    place: ([first, last]) => {
      const begin = unit(first);
      const end = unit(last);
      const part = parts.find((one) => begins[one] <= begin && end <= begins[one] + texts[one].length);
      return part && { part, begin: begin - begins[part], end: end - begins[part] };
    },
  };
}

export const sameTexts = (a: Texts, b: Texts): boolean => parts.every((part) => a[part] === b[part]);

export const textsOf = (of: Texts): Texts => ({ title: of.title, lead: of.lead, body: of.body });

export const normal = (texts: Texts): Texts => ({
  title: texts.title.normalize('NFC'),
  lead: texts.lead.normalize('NFC'),
  body: texts.body.normalize('NFC'),
});

// Text in pieces, those of the places marked: for what is drawn behind the field.
export interface Piece {
  readonly text: string;
  readonly mark: string; // '' for plain text
}

export function piecesOf(text: string, places: readonly { begin: number; end: number; mark: string }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const place of [...places].sort((a, b) => a.begin - b.begin)) {
    if (place.begin < at || place.end > text.length) continue;
    if (place.begin > at) pieces.push({ text: text.slice(at, place.begin), mark: '' });
    pieces.push({ text: text.slice(place.begin, place.end), mark: place.mark });
    at = place.end;
  }
  // A field keeps a line for the caret behind the last break; so must what lies behind it.
  pieces.push({ text: `${text.slice(at)}\n`, mark: '' });
  return pieces;
}
