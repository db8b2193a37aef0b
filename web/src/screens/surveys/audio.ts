// Questions read aloud: kept on this device once they were heard or fetched, so that they are there without a network.
// They are the same for everybody and no secret; a browser without such a cache asks the server each time.
import type { Form, Spoken } from './wire';

const cacheName = 'luytre-audio';
const hasCache = 'caches' in globalThis;

export const audioPath = (form: string, question: string, spoken: Spoken) =>
  `/api/v1/surveys/forms/${encodeURIComponent(form)}/audio/${encodeURIComponent(question)}/${spoken}`;

export const audioPaths = (form: Form): string[] =>
  form.questions.flatMap((question) => question.audio.map((spoken) => audioPath(form.id, question.id, spoken)));

async function fetched(path: string): Promise<Response> {
  const answer = await fetch(path, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  if (hasCache) await (await caches.open(cacheName)).put(path, answer.clone());
  return answer;
}

async function kept(path: string): Promise<Response | undefined> {
  return hasCache ? (await caches.open(cacheName)).match(path) : undefined;
}

// What is kept, at once; and what the Front has recorded since is there the next time.
export async function audioAt(path: string): Promise<Blob> {
  const here = await kept(path);
  if (!here) return (await fetched(path)).blob();
  void fetched(path).catch(() => undefined);
  return here.blob();
}

export async function missingAudio(paths: readonly string[]): Promise<string[]> {
  if (!hasCache) return [];
  const found = await Promise.all(paths.map(async (path) => ((await kept(path)) ? [] : [path])));
  return found.flat();
}

export async function keepAudio(paths: readonly string[], tell: (done: number) => void): Promise<void> {
  for (const [at, path] of paths.entries()) {
    await fetched(path);
    tell(at + 1);
  }
}

export async function forgetAudio(path: string): Promise<void> {
  if (hasCache) await (await caches.open(cacheName)).delete(path);
}

let playing: HTMLAudioElement | undefined;

// One voice at a time.
export async function play(sound: Blob): Promise<void> {
  playing?.pause();
  const address = URL.createObjectURL(sound);
  playing = new Audio(address);
  playing.onended = playing.onerror = () => URL.revokeObjectURL(address);
  await playing.play();
}
