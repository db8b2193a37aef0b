// The offline store's own tests, the same files that run under Node, in a page of Chromium over its real IndexedDB and
// WebCrypto. A page for each file, in a private profile: its databases are Chromium's own, in memory.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startBrowser } from './harness.mjs';

// In each of the two halves; all thousand run under Node with every test, and in Chromium by `./x trial store`.
const stories = process.env.LUYTRE_STORIES ?? '100';

const here = dirname(fileURLToPath(import.meta.url));
const tests = join(here, '../tests/store');
const stands = (name) => join(here, '../tests/chromium', name);
const files = readdirSync(tests)
  .filter((name) => name.endsWith('.test.ts'))
  .sort();

async function bundleOf(name) {
  const { outputFiles } = await build({
    entryPoints: [join(tests, name)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome108',
    inject: [stands('globals.ts')],
    alias: {
      'node:assert/strict': stands('assert.ts'),
      'node:test': stands('runner.ts'),
      'node:crypto': stands('crypto.ts'),
      'fake-indexeddb': stands('indexeddb.ts'),
    },
  });
  return outputFiles[0].text;
}

describe('the store in Chromium', { timeout: 300_000, concurrency: 2 }, () => {
  let browser;
  let server;

  before(async () => {
    browser = await startBrowser();
    // crypto.subtle is there for pages of this machine only when they come over HTTP.
    server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html>'),
    );
    await new Promise((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  });
  after(async () => {
    await browser?.close();
    await new Promise((fulfil) => server.close(fulfil));
  });

  for (const name of files) {
    test(name, async (t) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.evaluate((count) => (globalThis.luytre_stories = count), stories);
      await page.addScriptTag({ content: await bundleOf(name) });
      const told = await page.evaluate(() => globalThis.runAll());
      await context.close();
      assert.ok(told.length > 0);
      for (const { name: what, said, milliseconds } of told)
        t.diagnostic(`${what}: ${milliseconds} ms ${said.join(' ')}`);
      for (const { name: what, failure } of told) assert.equal(failure, undefined, what);
    });
  }
});
