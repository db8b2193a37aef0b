// axe-core finds nothing on any page, light and dark, on a phone and on a desk; open details included.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { pages, startBrowser, startServer, widths } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// "color-contrast: Elements must …: .hint, .meta" for each rule that is broken.
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.map((rule) => {
    const places = rule.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`);
    return `${rule.id}: ${rule.help} (${rule.nodes.length}): ${places.join(' | ')}`;
  });
}

for (const [width, viewport] of Object.entries(widths)) {
  for (const colorScheme of ['light', 'dark']) {
    describe(`${width}, ${colorScheme}`, () => {
      for (const [name, path] of Object.entries(pages)) {
        test(name, async () => {
          const context = await browser.newContext({ viewport, colorScheme, locale: 'vi-VN' });
          try {
            const page = await context.newPage();
            await page.goto(server.address + path);
            await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
            assert.deepEqual(await violations(page), [], path);
          } finally {
            await context.close();
          }
        });
      }
    });
  }
}
