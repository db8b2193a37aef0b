// How the figures of a text stand: bound by a token, settled in words before, or open.
import { wholeText, type Place } from './places';
import type { Finding, FoundFigure, Inspection, SettledFigure, Texts } from './wire';

export type FigureState = 'open' | 'bound' | 'quoted' | 'not_statistic';

export interface Figure extends Place {
  readonly at: number; // position in the inspection
  readonly found: FoundFigure;
  readonly state: FigureState;
  readonly settled: SettledFigure | undefined;
}

const keyOf = (part: string, words: string, nth: number) => `${part} ${nth} ${words}`;

// The server settles words; of words that stand twice the first settles the first.
function settledByWords(
  settled: readonly SettledFigure[],
): (part: string, words: string, nth: number) => SettledFigure | undefined {
  const counts = new Map<string, number>();
  const found = new Map<string, SettledFigure>();
  for (const figure of settled) {
    const words = `${figure.part} ${figure.text}`;
    const nth = counts.get(words) ?? 0;
    counts.set(words, nth + 1);
    found.set(keyOf(figure.part, figure.text, nth), figure);
  }
  return (part, words, nth) => found.get(keyOf(part, words, nth));
}

export function figuresOf(texts: Texts, inspection: Inspection, settled: readonly SettledFigure[]): Figure[] {
  const whole = wholeText(texts);
  const settledOf = settledByWords(settled);
  const counts = new Map<string, number>();
  const figures: Figure[] = [];
  inspection.figures.forEach((found, at) => {
    const place = whole.place(found.span);
    if (!place) return;
    const words = `${place.part} ${found.text}`;
    const nth = counts.get(words) ?? 0;
    counts.set(words, nth + 1);
    const of = settledOf(place.part, found.text, nth);
    const state: FigureState = found.claim !== null ? 'bound' : of && of.state !== 'drafted' ? of.state : 'open';
    figures.push({ ...place, at, found, state, settled: of });
  });
  return figures;
}

export const openCount = (figures: readonly Figure[]): number =>
  figures.filter((figure) => figure.state === 'open').length;

// What the guard says of the figure.
export const wrongAt = (findings: readonly Finding[], at: number): boolean =>
  findings.some((finding) => !finding.holds && finding.figures.includes(at));

export const boundWords = (claim: string, words: string): string => `{{claim:${claim}|${words}}}`;
