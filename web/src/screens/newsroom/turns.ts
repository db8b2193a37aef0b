// Whose turn it is, by the stage an article stands at.
import { sayIn, type LanguageCode } from '../../words';
import type { Stage } from './wire';

type Turn = 'editor' | 'approver' | 'nobody';

const turns: Record<Stage, Turn> = {
  draft: 'editor',
  edited: 'editor',
  fact_checked: 'editor',
  privacy_checked: 'approver',
  approved: 'approver',
  published: 'nobody',
  updated: 'nobody',
  corrected: 'nobody',
  archived: 'nobody',
};

export const turnText = (stage: Stage, language: LanguageCode): string =>
  sayIn(language, `newsroom.turn.${turns[stage]}`);

// Who works in the newsroom.
export const newsRoles = [
  'editor',
  'chief_editor',
  'data_protection_officer',
  'commune_officer',
  'commune_front',
  'commune_military',
  'provincial_military',
];

const writersOfOwnUnit = ['commune_officer', 'commune_front', 'commune_military', 'provincial_military'];

// The unit for which somebody writes who may not write for the whole; '' else.
export function ownUnitOf(roles: readonly { role: string; unit: string; state: string }[]): string {
  if (roles.some(({ role }) => role === 'editor' || role === 'chief_editor')) return '';
  return roles.find(({ role }) => writersOfOwnUnit.includes(role))?.unit ?? '';
}
