// Figures that a plan wrote before anybody was asked, as they are typed.
import type { Demand } from './wire';

export interface Figure {
  what: Demand;
  percent: string;
  document: string;
  words: string;
}

export const noFigure = (): Figure => ({ what: 'overall', percent: '', document: '', words: '' });

export const figuresOf = (figures: readonly Figure[]) =>
  figures
    .filter((one) => one.percent.trim() !== '')
    .map((one) => ({
      what: one.what,
      percent: one.percent.trim().replace(',', '.'),
      document: one.document.trim(),
      words: one.words.trim(),
    }));
