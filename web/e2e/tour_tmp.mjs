import { mkdirSync } from 'node:fs';
import { startBrowser, startServer, widths } from '/work/main/web/e2e/harness.mjs';
import { openDesk, deskPages, signedIn } from '/work/main/web/e2e/desk.mjs';
const out = '/tmp/tour'; mkdirSync(out, { recursive: true });
const only = process.argv.slice(2);
const server = await startServer(); const browser = await startBrowser();
try {
  const desk = await openDesk(server);
  const law = await (await fetch(server.address + '/api/v1/law/open-points?set=commune-ntm/2021-2025&province=20')).json();
  console.log(law.points.flatMap((p) => p.rows.map((r) => `${p.indicator} ${r.kind} ${r.rule} ${r.class} ${r.year}`)).slice(0, 20).join('\n'));
  for (const [w, viewport] of Object.entries(widths)) for (const [name, [who, path]] of Object.entries(deskPages(desk))) {
    if (only.length && !only.some((o) => name.includes(o))) continue;
    const context = await signedIn(browser, desk, who, { viewport });
    const page = await context.newPage();
    const r = await page.goto(server.address + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const raw = await page.content();
    const odd = [...raw.matchAll(/\[[a-z_]+\.[a-z_.0-9]+\]/g)].map((m) => m[0]);
    console.log(w, name, r.status(), page.url().slice(server.address.length), wide ? 'SIDEWAYS' : '', odd.join(' '));
    await page.screenshot({ path: `${out}/${name}-${w}.png`, fullPage: true });
    await context.close();
  }
} catch (e) { console.log(e); } finally { await browser.close(); await server.stop(); }
