// Figures, states and demands of a survey as people read them.
import { texts } from 'virtual:survey-texts';
import { sayIn, type LanguageCode } from '../../words';
import { dayText, numberText } from '../texts';
import {
  steps,
  way,
  type Anomaly,
  type Both,
  type Demand,
  type Note,
  type Parameter,
  type Share,
  type State,
} from './wire';

export const percentText = (percent: string, language: LanguageCode): string => `${numberText(percent, language)} %`;

// "92,3 % (120/130)": never a share without what it was counted from.
export function shareText(share: Share, language: LanguageCode): string {
  if (share === null) return sayIn(language, 'survey.no_share');
  const { percent, numerator, denominator } = share;
  return `${percentText(percent, language)} (${numberText(numerator, language)}/${numberText(denominator, language)})`;
}

export function boundsText(bounds: { low: Share; high: Share } | null, language: LanguageCode): string {
  if (!bounds?.low || !bounds.high) return sayIn(language, 'survey.no_share');
  return `${numberText(bounds.low.percent, language)}–${percentText(bounds.high.percent, language)}`;
}

// "≥ 90 %"; where the law that is loaded does not say, that.
export function demandText(parameter: Parameter, language: LanguageCode): string {
  if (parameter.percent === null) return sayIn(language, 'survey.demand_unknown');
  return `${parameter.is_more_than ? '>' : '≥'} ${percentText(parameter.percent, language)}`;
}

export const isProvisional = (parameter: Parameter): boolean => parameter.confidence !== 'sourced';

// Of a title; a tier that the words do not know stands as it is.
const tiers = ['ntm', 'advanced', 'model', 'modern'] as const;
export function tierText(tier: string, language: LanguageCode): string {
  const known = tiers.find((one) => one === tier);
  return known ? sayIn(language, `dossier.tier.${known}`) : tier;
}

export const windowText = (of: { opens_on: string; closes_on: string }): string =>
  `${dayText(of.opens_on)} – ${dayText(of.closes_on)}`;

export const bothText = (text: Both | string | null, language: LanguageCode): string =>
  text === null || typeof text === 'string' ? (text ?? '') : text[language];

// Why a figure that a plan wrote is no demand.
const noteProblems = ['target_is_no_threshold', 'no_such_demand'] as const;
export function problemOfNote({ problem }: Note, language: LanguageCode): string {
  const code = typeof problem === 'string' ? problem : (problem?.code ?? '');
  const known = noteProblems.find((one) => code === `surveys.${one}`);
  return known ? sayIn(language, `survey.note.${known}`) : code;
}

// States before the one where the round stands; returned and cancelled ones end where they were.
export const isPast = (state: State, at: State): boolean =>
  (way as readonly State[]).indexOf(state) < (way as readonly State[]).indexOf(at);

const ofRound = [
  ...steps,
  'plan',
  'frame',
  'print',
  'hand_out',
  'seal',
  'close',
  'review',
  'answer',
  'accept',
  'refuse',
  'recount',
  'recounted',
  'task',
  'task_answer',
  'import',
  'enter',
  'audio',
] as const;

// What was done, in words; a command that the words do not know stands as it is.
export function commandText(command: string, language: LanguageCode): string {
  const known = ofRound.find((one) => one === command);
  return known ? sayIn(language, `survey.did.${known}`) : command;
}

// The server's sentence of a rule with its figures in place; a rule without a sentence stands with them as it is.
export function anomalyText(of: Pick<Anomaly, 'rule' | 'figures'>, language: LanguageCode): string {
  const shown = Object.entries(of.figures).map(
    ([name, value]) => [name, numberText(String(value), language)] as const,
  );
  const sentence = texts[of.rule]?.[language];
  if (sentence === undefined) return [of.rule, ...shown.map(([name, value]) => `${name}: ${value}`)].join(' · ');
  return shown.reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), sentence);
}

export const demandTitle = (demand: Demand, language: LanguageCode): string =>
  sayIn(language, `survey.demand.${demand}`);
