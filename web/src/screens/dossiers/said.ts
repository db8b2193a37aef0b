// Days and numbers of a dossier in words.
import { sayIn, type LanguageCode } from '../../words';
import { dayText, spokenWord } from '../texts';
import type { Department, DossierLine, Finding } from './wire';

// "còn 5 ngày làm việc (hạn 26/02/2026)", "quá hạn 3 ngày làm việc …", or that there is no limit.
export function limitSaid(line: DossierLine, language: LanguageCode): string {
  if (!line.is_open) return '';
  if (line.days_left === null) return sayIn(language, 'dossier.no_limit');
  const day = dayText(line.due_on);
  if (line.days_left < 0) return sayIn(language, 'dossier.overdue', { days: -line.days_left, day });
  if (line.days_left === 0) return sayIn(language, 'dossier.due_today', { day });
  return sayIn(language, 'dossier.days_left', { days: line.days_left, day });
}

export const isOverdue = (line: DossierLine): boolean =>
  line.is_open && line.days_left !== null && line.days_left < 0;

// Days of the calendar from one to the other.
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

// ">= 70.0" as "≥ 70,0": numbers with the reader's comma.
export const lawText = (text: string, language: LanguageCode): string =>
  text
    .split(' ')
    .map((word) => spokenWord(word, language))
    .join(' ')
    .trim();

export const named = (departments: readonly Department[], language: LanguageCode): string =>
  departments.map((each) => each.title[language]).join(', ');

// "(Công an tỉnh)", or for whom the coordinating office spoke.
export function departmentsOf(finding: Finding, language: LanguageCode): string {
  const names = named(finding.departments, language);
  if (names === '') return '';
  return finding.is_in_place ? `(${sayIn(language, 'dossier.in_place', { departments: names })})` : `(${names})`;
}

export const shortHash = (hash: string): string => hash.slice(0, 12);
