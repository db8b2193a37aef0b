// Every page, in both languages of its frame, both widths and both schemes: accessible, within its width,
// honest about its data. markup.test.mjs and weight.test.mjs check validity and cost.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeFaults, missing, pages, staged, widths } from './harness.mjs';

const reason = missing();

describe('every page', { skip: reason }, () => {
  const stage = staged();

  for (const [width, viewport] of Object.entries(widths)) {
    for (const colorScheme of ['light', 'dark']) {
      test(`has no axe violation and fits: ${width}, ${colorScheme}`, async () => {
        const context = await stage.browser.newContext({ viewport, colorScheme, bypassCSP: true });
        const page = await context.newPage();
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(stage.server.address + path);
          await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(over <= 0, `${name} is ${over} px wider than the window`);
          assert.deepEqual(await axeFaults(page), [], name);
        }
        await context.close();
      });
    }
  }

  test('says on screen and on paper that the data is a demonstration', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(stage.server.address + path);
      for (const media of ['screen', 'print']) {
        await page.emulateMedia({ media });
        assert.ok(await page.locator('.banner').first().isVisible(), `${name} on ${media}`);
        assert.match(await page.locator('.banner').first().innerText(), /Dữ liệu trình diễn|Demonstration data/);
      }
    }
    await context.close();
  });

  test('reads the same without script, style inline or anything from elsewhere', async () => {
    for (const [name, path] of Object.entries(pages)) {
      const answer = await fetch(stage.server.address + path);
      const html = await answer.text();
      assert.equal(answer.status, name === 'not_found' ? 404 : 200, name);
      // Two files add to pages that work without them (slip.test.mjs, people.test.mjs).
      // Data blocks for search engines are not run.
      const written = html.replace(/<script src="\/assets\/(?:slip|map)\.js\?v=\w+" defer><\/script>/, '')
        .replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '');
      assert.doesNotMatch(written, /<script|<style| style=|\son\w+=/i, name);
      assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\/[^"]*\.(?:css|js|woff2?)/i, name);
      assert.doesNotMatch(html, /\[[a-z_]+\.[a-z_.]+\]/, `${name} shows the code of a missing text`);
      assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
    }
  });
});
