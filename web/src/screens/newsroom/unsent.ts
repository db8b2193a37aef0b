// What was typed and not sent: kept sealed on this device, with the version that it began from.
import { desk } from '../../desk';
import { unsentPrefix } from '../../store/kept';
import type { Texts } from './wire';

export interface UnsentTexts {
  readonly version: number; // of the article when typing began
  readonly texts: Texts;
}

const keyOf = (article: string) => `${unsentPrefix}article/${article}`;

export async function keepUnsent(article: string, unsent: UnsentTexts): Promise<void> {
  await desk.work.get()?.kept.put(keyOf(article), unsent);
}

export async function forgetUnsent(article: string): Promise<void> {
  await desk.work.get()?.kept.forget(keyOf(article));
}

export async function unsentOf(article: string): Promise<(UnsentTexts & { at: string }) | undefined> {
  const kept = await desk.work.get()?.kept.get<UnsentTexts>(keyOf(article));
  return kept && { ...kept.value, at: kept.at };
}
