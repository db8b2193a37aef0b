// One order at a time, with what became of it. A refusal is said beside the form with each of its causes; when somebody
// else was quicker, what changed is told and the dossier can be loaded anew under what was typed.
import { Refused } from '../../api';
import { desk } from '../../desk';
import { currentLanguage, say } from '../../words';
import { isoDay } from '../texts';

export class Order {
  busy = $state(false);
  told = $state('');
  failed = $state('');
  causes = $state.raw<readonly { text: string; where: string }[]>([]);
  isOvertaken = $state(false); // the dossier changed meanwhile

  async run(work: () => Promise<string>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.clear();
    try {
      this.told = await work();
      return true;
    } catch (failure) {
      this.failed = failure instanceof Error ? failure.message : String(failure);
      if (failure instanceof Refused) this.refused(failure);
      return false;
    } finally {
      this.busy = false;
    }
  }

  post(path: string, made: () => object, told: string): Promise<boolean> {
    return this.run(async () => {
      await desk.post(path, made());
      return told;
    });
  }

  clear(): void {
    this.told = this.failed = '';
    this.causes = [];
    this.isOvertaken = false;
  }

  private refused(failure: Refused): void {
    const language = currentLanguage();
    this.causes = (failure.problem.causes ?? []).map((cause) => ({
      text: cause.messages?.[language] ?? cause.detail,
      where: cause.where ?? '',
    }));
    this.isOvertaken = failure.code === 'dossiers.changed_meanwhile' || failure.code === 'dossiers.other_version';
  }
}

// A day as people write it; a text that is no day is refused in words.
export function neededDay(text: string): string {
  const day = isoDay(text);
  if (day === undefined) throw new Error(say('periods.day_wrong', { text }));
  return day;
}

// Only what was filled in.
export const filled = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== ''));
