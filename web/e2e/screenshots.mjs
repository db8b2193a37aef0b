// Pictures of every page for people to look at: `node web/e2e/screenshots.mjs OUTDIR`. 360 and 1280 pixels wide, light;
// the home page and a commune dark too.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { missing, pages, startBrowser, startServer, widths } from './harness.mjs';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Name the folder for the pictures: node web/e2e/screenshots.mjs OUTDIR');
  process.exit(2);
}
const reason = missing();
if (reason) {
  console.error(`No pictures: ${reason}.`);
  process.exit(1);
}
const isAlsoDark = (name) => name === 'home' || name === 'commune';

mkdirSync(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
try {
  for (const viewport of Object.values(widths)) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'vi-VN' });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        if (colorScheme === 'dark' && !isAlsoDark(name)) continue;
        await page.goto(server.address + path);
        const file = `${name}-${viewport.width}${colorScheme === 'dark' ? '-dark' : ''}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: true });
        console.log(file);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
