// The server's last answers, kept sealed so that a form opens without a network. Only what screens read; the oldest go
// first when there are many.
import type { Desk } from './desk';
import type { Clock } from './records';

export interface KeptAnswer {
  readonly id: string; // the path asked for
  readonly at: string;
  readonly value: unknown;
}

export const keptAnswersMax = 60;

// What was typed here and nobody else has: it does not go with the old answers.
export const unsentPrefix = 'unsent/';

export interface Kept {
  put(path: string, value: unknown): Promise<void>;
  get<T>(path: string): Promise<{ value: T; at: string } | undefined>;
  forget(path: string): Promise<void>;
}

export function openKept(clock: Clock, desk: Desk): Kept {
  return {
    put: (path, value) =>
      desk.update((draft) => {
        draft.put('kept', { id: path, at: new Date(clock.now()).toISOString(), value });
        const answers = draft.all('kept').filter(({ id }) => !id.startsWith(unsentPrefix));
        const all = answers.sort((a, b) => (a.at < b.at ? -1 : 1));
        for (const old of all.slice(0, Math.max(0, all.length - keptAnswersMax))) draft.delete('kept', old.id);
      }),
    get: <T>(path: string) =>
      desk.read((draft) => {
        const found = draft.get('kept', path);
        return found && { value: found.value as T, at: found.at };
      }),
    forget: (path) => desk.update((draft) => draft.delete('kept', path)),
  };
}
