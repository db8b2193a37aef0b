// Households of villages as they are typed: a number each, one day and one source for all.
import { say } from '../../words';
import { dayOf } from '../order.svelte';

export interface Frame {
  households: Record<string, string>; // by village, as typed; empty: not in the round
  as_of: string;
  source: string;
}

export const noFrame = (today: string): Frame => ({ households: {}, as_of: today, source: '' });

// "1.234" and "1 234" as people write them.
const readCount = (typed: string): number | undefined => {
  const digits = typed.replaceAll(/[. ]/g, '');
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
};

export function frameOf(villages: readonly { village: string; name: string }[], frame: Frame) {
  const asOf = dayOf(frame.as_of);
  return villages.flatMap(({ village, name }) => {
    const typed = (frame.households[village] ?? '').trim();
    if (typed === '') return [];
    const households = readCount(typed);
    if (households === undefined) throw new Error(say('survey.households_wrong', { name, text: typed }));
    return [{ village, households, as_of: asOf, source: frame.source.trim() }];
  });
}

export function sumOf(frame: Frame): { villages: number; households: number } {
  const counts = Object.values(frame.households).flatMap((typed) => readCount(typed.trim()) ?? []);
  return { villages: counts.length, households: counts.reduce((sum, count) => sum + count, 0) };
}
