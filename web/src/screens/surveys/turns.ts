// Whose turn it is, by where a round stands.
import { sayIn, type LanguageCode } from '../../words';
import type { State } from './wire';

type Turn = 'commune' | 'province' | 'village' | 'nobody';

const turns: Record<State, Turn> = {
  planned: 'province',
  approved: 'commune',
  trained: 'commune',
  collecting: 'village',
  closed: 'commune',
  consolidated: 'commune',
  displayed: 'province',
  confirmed: 'province',
  sent: 'nobody',
  returned: 'nobody',
  cancelled: 'nobody',
};

export const turnText = (state: State, language: LanguageCode): string =>
  sayIn(language, `survey.turn.${turns[state]}`);

const roles: Readonly<Record<string, readonly Turn[]>> = {
  village_front: ['village'],
  commune_front: ['commune', 'village'], // seals what the villages have entered
  provincial_front: ['province'],
};
export const frontRoles = Object.keys(roles);

export const isTurnOf = (state: State, role: string): boolean => roles[role]?.includes(turns[state]) ?? false;
