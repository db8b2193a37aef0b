// A refusal of what was typed, in words.
import { texts } from 'virtual:problem-texts';
import type { Problem } from './judge/problem';
import type { LanguageCode } from './words';

export function problemText(problem: Problem, language: LanguageCode): string {
  const text = texts[problem.code]?.[language] ?? problem.code;
  const own = text.replace(/\{(\w+)\}/g, (whole, name: string) => problem.arguments[name] ?? whole);
  return [own, ...(problem.causes ?? []).map((cause) => problemText(cause, language))].join(' ');
}
