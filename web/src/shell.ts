// The frame around the screens: is there a network, is there a newer version, which language.
import { writable, type Readable } from './store/observable';
import { chooseLanguage, currentLanguage, type LanguageCode } from './words';

const online = writable(true);
const hasUpdate = writable(false);
let waitingWorker: ServiceWorker | null = null;

// The browser's own guess: `false` is sure, `true` may still mean a network that leads nowhere.
export const isOnline: Readable<boolean> = online;
export const isUpdateWaiting: Readable<boolean> = hasUpdate;

const languageKey = 'luytre.language';

export function speak(code: LanguageCode): void {
  chooseLanguage(code);
  document.documentElement.lang = code;
  try {
    localStorage.setItem(languageKey, code);
  } catch {
    // A browser that forbids storage speaks the chosen language until it is closed.
  }
}

function speakAsBefore(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(languageKey);
  } catch {
    kept = null;
  }
  speak(kept === 'en' ? 'en' : currentLanguage());
}

// The new version takes over only when the person says so: a screen in use must not lose the files it was made of.
export function takeUpdate(): void {
  waitingWorker?.postMessage('take-over');
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const tell = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    waitingWorker = worker;
    hasUpdate.set(true);
  };
  tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') tell(coming);
    });
  });
}

async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const hadController = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadController) location.reload();
  });
  try {
    watchForUpdate(await navigator.serviceWorker.register('/lam-viec/sw.js', { scope: '/lam-viec' }));
  } catch {
    // Without a worker (a private window, an old browser) the app still works while there is a network.
  }
}

// Onto the clipboard; over plain HTTP a browser has none, and shows the text to be copied by hand.
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    prompt('', text);
    return false;
  }
}

export function startShell(): void {
  speakAsBefore();
  online.set(navigator.onLine);
  addEventListener('online', () => online.set(true));
  addEventListener('offline', () => online.set(false));
  void registerWorker();
}
