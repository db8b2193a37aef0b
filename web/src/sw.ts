// The service worker, by hand: keeps the app's own files so that it opens without a network. Data is never kept here:
// answers of /api go straight to the network, what must last offline lies encrypted in IndexedDB.
declare const self: ServiceWorkerGlobalScope;
export {};

// Filled in by tools/pack.mjs: files of the first screen, the others, a digest of all.
declare const LUYTRE_SHELL: readonly string[];
declare const LUYTRE_LATER: readonly string[];
declare const LUYTRE_VERSION: string;

const prefix = 'luytre-app-';
const cacheName = prefix + LUYTRE_VERSION;
const page = '/lam-viec';

const isHashed = (path: string) => path.startsWith('/lam-viec/tep/');

// A file with a hash in its name that an older version has is not fetched again: phones pay by the megabyte.
async function take(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  const kept = isHashed(path) ? await caches.match(path) : undefined;
  if (kept) return cache.put(path, kept);
  const answer = await fetch(path, { cache: isHashed(path) ? 'default' : 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const path of LUYTRE_SHELL) await take(cache, path);
}

// What screens load later is fetched one by one in the background; a gap is filled the next time it is asked for.
async function keepTheRest(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const path of LUYTRE_LATER) {
    try {
      await take(cache, path);
    } catch {
      return;
    }
  }
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
}

async function answerPage(request: Request): Promise<Response> {
  const kept = await caches.match(page, { cacheName });
  return kept ?? fetch(request);
}

async function answerFile(path: string, request: Request): Promise<Response> {
  const kept = await caches.match(path);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(cacheName)).put(path, answer.clone());
  return answer;
}

self.addEventListener('install', (event) => event.waitUntil(keepShell()));

self.addEventListener('activate', (event) => {
  event.waitUntil(keepTheRest().then(dropOlder).then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  if (event.data === 'keep-the-rest') event.waitUntil(keepTheRest());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  const { pathname } = address;
  if (isHashed(pathname) || pathname === '/lam-viec/manifest.webmanifest') {
    event.respondWith(answerFile(pathname, request));
  } else if (request.mode === 'navigate' && /^\/lam-viec(\/[^.]*)?$/.test(pathname)) {
    event.respondWith(answerPage(request));
  }
});
