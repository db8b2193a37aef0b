// Draws the PNG icons of the installed app from src/icons/icon.svg: `npm run icons` after the SVG changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../src/icons/', import.meta.url));
const svg = readFileSync(folder + 'icon.svg', 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.LUYTRE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
for (const side of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
  writeFileSync(`${folder}icon-${side}.png`, await page.screenshot());
}
await browser.close();
