// The staff app in a browser: it stands under the server's policy, opens without a network once it was there, reads
// well, and its store works over the browser's own database and cryptography.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { axeFaults, staged, widths } from './harness.mjs';

const app = '/lam-viec';
const here = dirname(fileURLToPath(import.meta.url));

describe('the staff app', () => {
  const stage = staged();

  // A page, and what its console complained about.
  async function open(options = {}) {
    const context = await stage.browser.newContext({ locale: 'vi-VN', viewport: widths.phone, ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { context, page, complaints };
  }

  test('stands under the policy and speaks both languages', async () => {
    const { context, page, complaints } = await open();
    await page.goto(stage.server.address + app);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Tiếng Việt' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    const signIn = page.getByRole('main').getByRole('link', { name: 'Sign in' });
    assert.equal(decodeURIComponent(await signIn.getAttribute('href')), '/dang-nhap?toi=/lam-viec');
    // The browser itself reports that nobody is signed in; anything else is a fault.
    assert.deepEqual(complaints.filter((text) => !text.includes('401')), []);
    await context.close();
  });

  for (const [name, viewport] of Object.entries(widths)) {
    test(`axe finds nothing: ${name}`, async () => {
      const { context, page } = await open({ bypassCSP: true, viewport });
      await page.goto(stage.server.address + app);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(await axeFaults(page), []);
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth, seen: document.documentElement.clientWidth,
      }));
      assert.ok(wide <= seen, `${wide} wide in ${seen}`);
      await context.close();
    });
  }

  test('opens without a network once it was there, at any of its addresses', async () => {
    const { context, page } = await open();
    await page.goto(stage.server.address + app);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
    await context.setOffline(true);
    await page.goto(`${stage.server.address}${app}/06001`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Không có mạng').waitFor();
    await assert.rejects(page.evaluate(() => fetch('/api/v1/session')), /Failed to fetch/);
    const kept = await page.evaluate(async () => {
      const paths = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
      }
      return paths;
    });
    assert.ok(kept.includes(app), kept.join(' '));
    assert.deepEqual(kept.filter((path) => !path.startsWith(app)), []);
    await context.close();
  });

  test('can be installed', async () => {
    const { context, page } = await open();
    await page.goto(stage.server.address + app);
    const session = await context.newCDPSession(page);
    const { errors, url } = await session.send('Page.getAppManifest');
    assert.deepEqual([errors, new URL(url).pathname], [[], '/lam-viec/manifest.webmanifest']);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    const faults = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('the store keeps work over the browser’s own database and cryptography', async () => {
    const bundle = await build({
      entryPoints: [join(here, '../src/store/index.ts')],
      bundle: true, write: false, format: 'iife', globalName: 'store', target: 'chrome100',
    });
    const { context, page } = await open({ bypassCSP: true });
    await page.goto(stage.server.address + app);
    await page.addScriptTag({ content: bundle.outputFiles[0].text });
    const told = await page.evaluate(async () => {
      const deviceKey = btoa('k'.repeat(32));
      const entry = {
        unit: '06001', measure: 'a', dimension: '', opinion: 'self', asOf: '2025-12-31', period: '2025',
        content: { value: '1' }, base: '',
      };
      const door = await store.openDoor(store.browserTools(), 'an');
      const work = await door.create('284917', deviceKey);
      await work.records.enter(entry);
      const data = new Uint8Array(600_000).fill(5);
      const about = { unit: '06001', fileName: 'a.jpg', mediaType: 'image/jpeg', uses: [] };
      const photo = await work.photos.add({ ...about, data });
      work.courier.wake();
      const ends = new Set(['idle', 'pausing', 'needs_sign_in', 'broken']);
      const state = await new Promise((done) => {
        const stop = work.courier.status.subscribe((status) => {
          if (status.state !== 'idle' && ends.has(status.state)) setTimeout(() => (stop(), done(status.state)));
        });
      });
      work.close();
      const wrong = await door.open('000000').catch((failure) => failure.code);
      const again = await door.open('284917');
      const same = (await again.photos.data(photo.id)).every((byte) => byte === 5);
      await again.photos.discard(photo.id);
      const counts = again.counts.get();
      const file = await again.export('284917');
      again.close();
      return { state, wrong, same, counts, isFile: file.includes('luytre-work') };
    });
    assert.deepEqual(told, {
      state: 'needs_sign_in', wrong: 'vault.wrong_pin', same: true,
      counts: { waiting: 1, refused: 0, conflicts: 0, photos: 0, photosRefused: 0, slips: 0, slipsRefused: 0 },
      isFile: true,
    });
    await context.close();
  });
});
