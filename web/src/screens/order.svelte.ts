// One order at a time, with what became of it: a second tap does nothing, a refusal is said beside the form.
import { Refused, type Problem } from '../api';
import { desk } from '../desk';
import { say } from '../words';
import { isoDay } from './texts';

// A day as people write it: the ISO day, nothing for an empty field; a text that is no day is refused.
export function dayOf(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const day = isoDay(text);
  if (day === undefined) throw new Error(say('village.day_wrong', { text }));
  return day;
}

// Only what was filled in.
export function filled(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== ''));
}

// Today as people write it.
export function todayText(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`;
}

// "2026-10" as people write it.
export const monthText = (iso: string): string => `${iso.slice(5)}/${iso.slice(0, 4)}`;

// A refusal with everything that was found, each with its line where it has one.
function problemText(problem: Problem): string {
  const causes = (problem.causes ?? []).map(
    (cause) => `${cause.where ? `${cause.where}: ` : ''}${problemText(cause)}`,
  );
  return [problem.detail || problem.title, ...causes].join(' ');
}

export class Order {
  busy = $state(false);
  failed = $state('');
  told = $state('');

  // `made` is called where nothing may fail before: what it throws is said as a refusal is.
  async post<T>(path: string, made: () => object, done: (answer: T) => string): Promise<boolean> {
    return this.run(async () => done(await desk.post<T>(path, made())));
  }

  async run(work: () => Promise<string>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failed = this.told = '';
    try {
      this.told = await work();
      return true;
    } catch (error) {
      if (error instanceof Refused) this.failed = problemText(error.problem);
      else this.failed = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
