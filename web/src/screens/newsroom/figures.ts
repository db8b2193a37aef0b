// How the figures of a text stand: bound by a token, settled in words before, or open.
import { wholeText, type Place } from './places';
import type { Finding, FoundFigure, Inspection, SettledFigure, Texts } from './wire';

export type FigureState = 'open' | 'bound' | 'quoted' | 'not_statistic';

type Settled = SettledFigure & { readonly state: 'quoted' | 'not_statistic' };
const isSettled = (figure: SettledFigure): figure is Settled =>
  figure.state === 'quoted' || figure.state === 'not_statistic';

export interface Figure extends Place {
  readonly at: number; // position in the inspection
  readonly found: FoundFigure;
  readonly state: FigureState;
  readonly settled: SettledFigure | undefined;
}

// The server settles words wherever they stand in the article.
export function figuresOf(texts: Texts, inspection: Inspection, settled: readonly SettledFigure[]): Figure[] {
  const whole = wholeText(texts);
  const byWords = new Map(settled.map((figure) => [figure.text, figure]));
  return inspection.figures.flatMap((found, at) => {
    const place = whole.place(found.span);
    if (!place) return [];
    const of = byWords.get(found.text);
    const state: FigureState = found.claim !== null ? 'bound' : of && isSettled(of) ? of.state : 'open';
    return [{ ...place, at, found, state, settled: of }];
  });
}

export const openCount = (figures: readonly Figure[]): number =>
  figures.filter((figure) => figure.state === 'open').length;

// What the guard says of the figure.
export const wrongAt = (findings: readonly Finding[], at: number): boolean =>
  findings.some((finding) => !finding.holds && finding.figures.includes(at));

export const boundWords = (claim: string, words: string): string => `{{claim:${claim}|${words}}}`;
